# Writes Tests/Reference/kr_regression.json: Kenward-Roger and Satterthwaite tests of meta-regressions, by pbkrtest.
#
#   Rscript Tests/Reference/make_kr_regression.R [OUTPUT_FILE]     (from the top of the repository; a few seconds)
#
# pbkrtest takes fits of lme4, which estimates a residual variance that a meta-analysis knows. Its inner functions take the
# covariance of the data and its derivatives instead; they are given diag(v + tau2) and the identity. They expect at
# least two variance parameters: the second has a derivative of 0 and drops out. tau2 is the root of the score of the
# restricted likelihood by bisection, written out on the QR basis of the design. Years are centered at 1960 ("center").
#
# Partlett and Riley's degrees of freedom, with the adjusted covariance in place of the unadjusted one, are Kenward and
# Roger's formula for one contrast written out here; pbkrtest has no such thing.

suppressPackageStartupMessages({ library(metafor); library(pbkrtest) })
arguments <- commandArgs(trailingOnly = TRUE)
out <- if (length(arguments)) arguments[1] else "Tests/Reference/kr_regression.json"

score <- function(t, y, v, Q) {
  w <- 1 / (v + t); A <- solve(crossprod(Q, w * Q)); e <- y - Q %*% (A %*% crossprod(Q, w * y))
  sum(w^2 * e^2) - (sum(w) - sum(A * crossprod(Q, w^2 * Q)))
}
reml <- function(y, v, X) {
  Q <- qr.Q(qr(X)); lo <- 0; hi <- 10 * diff(range(y))^2 + max(v)
  stopifnot(score(0, y, v, Q) > 0)
  repeat {
    mid <- lo + (hi - lo) / 2
    if (mid <= lo || mid >= hi) return(lo)
    if (score(mid, y, v, Q) > 0) lo <- mid else hi <- mid
  }
}

read <- function(name) read.csv(file.path("Datasets", name, "data.csv"), stringsAsFactors = FALSE)
counts <- function(measure) escalc(measure = measure, ai = events1, n1i = total1, ci = events2, n2i = total2, data = read("bcg-vaccine"))
rr <- counts("RR"); or <- counts("OR"); teacher <- read("teacher-expectancy")
rr$year0 <- rr$year - 1960
cases <- list(
  list(data = "bcg-vaccine", measure = "RR", d = rr, terms = "alloc", formula = ~ alloc, sets = list(2:3), tests = "alloc"),
  list(data = "bcg-vaccine", measure = "RR", d = rr, terms = c("ablat", "year"), center = 1960, formula = ~ ablat + year0,
       sets = list(2:3), tests = "omnibus"),
  list(data = "bcg-vaccine", measure = "RR", d = rr, terms = c("alloc", "year"), center = 1960, formula = ~ alloc + year0,
       sets = list(2:3, 2:4), tests = c("alloc", "omnibus"), at = c("alloc=random", "year=1950"), row = c(1, 1, 0, -10)),
  list(data = "bcg-vaccine", measure = "OR", d = or, terms = c("ablat", "alloc"), formula = ~ ablat + alloc,
       sets = list(3:4, 2:4), tests = c("alloc", "omnibus"), at = c("alloc=systematic", "ablat=30"), row = c(1, 30, 0, 1)),
  list(data = "bcg-vaccine", measure = "OR", d = or, terms = "alloc", noint = TRUE, formula = ~ alloc - 1,
       sets = list(1:3), tests = "omnibus", at = "alloc=alternate", row = c(1, 0, 0)),
  list(data = "teacher-expectancy", measure = "GEN", d = teacher, terms = c("setting", "tester"), formula = ~ setting + tester,
       sets = list(2:3), tests = "omnibus", at = c("setting=indiv", "tester=aware"), row = c(1, 1, 0)))

list_of <- function(x) if (is.null(x)) NULL else as.list(x)
one_case <- function(case) {
  d <- case$d[complete.cases(case$d[, all.vars(case$formula)]), ]
  y <- as.numeric(d$yi); v <- as.numeric(d$vi); X <- model.matrix(case$formula, d); k <- length(y)
  tau2 <- reml(y, v, X)
  S <- diag(v + tau2); W <- diag(1 / (v + tau2))
  Phi <- Matrix::forceSymmetric(Matrix::Matrix(solve(crossprod(X, W %*% X)), sparse = FALSE))
  beta <- as.vector(as.matrix(Phi) %*% crossprod(X, W %*% y))
  PhiA <- pbkrtest:::vcovAdj_internal(Phi, list(Sigma = Matrix::Matrix(S), G = list(diag(k), matrix(0, k, k)), n.ggamma = 2), X)
  variance <- attr(PhiA, "W")[1, 1]; P <- -as.matrix(attr(PhiA, "P")[[1]])
  A <- matrix(as.vector(PhiA), ncol(X)); F <- as.matrix(Phi)
  degrees <- function(c, V) as.numeric(2 * (t(c) %*% V %*% c)^2 / (variance * (t(c) %*% V %*% P %*% V %*% c)^2))
  contrast <- function(c) list(value = sum(c * beta), se = as.numeric(sqrt(t(c) %*% A %*% c)), df = degrees(c, A),
                               waldSE = as.numeric(sqrt(t(c) %*% F %*% c)), satterthwaite = degrees(c, F))
  unit <- diag(ncol(X))
  tests <- Map(function(set, name) {
    L <- unit[set, , drop = FALSE]
    kr <- pbkrtest:::.KR_adjust(PhiA, Phi, L, beta, 0 * beta)
    # Contrasts that are independent and whose slopes are too: the eigenvectors of the slopes in the metric of Phi.
    root <- t(chol(L %*% F %*% t(L)))
    G <- solve(root) %*% L %*% F %*% P %*% F %*% t(L) %*% t(solve(root))
    nu <- 2 / (variance * eigen((G + t(G)) / 2)$values^2)
    # pbkrtest gives all equal degrees of freedom back as they are, which no case here has.
    list(name = name, kr = list(F = kr$Fstat, df = kr$ddf, p = kr$p.value, scale = kr$F.scaling),
         satterthwaite = list(F = as.numeric(t(L %*% beta) %*% solve(L %*% F %*% t(L), L %*% beta)) / length(set),
                              df = pbkrtest:::get_Fstat_ddf(nu)))
  }, case$sets, case$tests)
  list(data = case$data, measure = case$measure, terms = list_of(case$terms), center = case$center, intercept = is.null(case$noint),
       tau2 = tau2, coefficients = lapply(seq_len(ncol(X)), function(i) contrast(unit[i, ])), tests = unname(tests),
       at = list_of(case$at), prediction = if (!is.null(case$row)) contrast(case$row))
}
result <- lapply(cases, one_case)
versions <- paste(R.version.string, "metafor", packageVersion("metafor"), "pbkrtest", packageVersion("pbkrtest"))
writeLines(jsonlite::toJSON(list(versions = versions, cases = result), auto_unbox = TRUE, digits = NA, null = "null", pretty = FALSE), out)
