# Writes Tests/Reference/regression.json: meta-regressions by metafor on bundled data sets, to compare with.
#
#   Rscript Tests/Reference/make_regression.R [OUTPUT_FILE]     (from the top of the repository; about half a minute)
#
# The result is the same bytes on every run. REML, ML, PM and EB are iterated by metafor to an absolute change of 1e-14;
# the root of their estimating equation is then polished here by bisection to neighbouring doubles (as in make_grid.R, for
# a general X on the QR basis of the design), put back as a fixed value, and the two are compared ("by").

suppressPackageStartupMessages(library(metafor))
arguments <- commandArgs(trailingOnly = TRUE)
out <- if (length(arguments)) arguments[1] else "Tests/Reference/regression.json"

number <- function(x) {
  if (is.na(x)) return("null")
  if (x == 0) return("0")
  for (digits in 15:17) {
    text <- sprintf(paste0("%.", digits, "g"), x)
    if (as.numeric(text) == x) return(text)
  }
  text
}
json <- function(x) {
  if (is.null(x)) return("null")
  if (inherits(x, "scalar")) {
    x <- unclass(x)
    if (is.logical(x)) return(if (x) "true" else "false")
    return(if (is.character(x)) paste0('"', x, '"') else number(as.numeric(x)))
  }
  if (is.list(x)) {
    if (is.null(names(x))) return(paste0("[", paste(vapply(x, json, ""), collapse = ","), "]"))
    return(paste0("{", paste(paste0('"', names(x), '":', vapply(x, json, "")), collapse = ","), "}"))
  }
  paste0("[", paste(vapply(as.vector(x), function(v) json(one(v)), ""), collapse = ","), "]")
}
one <- function(x) if (is.null(x)) NULL else structure(as.vector(x), class = "scalar")

# ---- the estimating equations for a general X ------------------------------------------------------------------------

pieces <- function(t, y, v, Q) {
  w <- 1 / (v + t); A <- solve(crossprod(Q, w * Q)); e <- y - Q %*% (A %*% crossprod(Q, w * y))
  list(Q = sum(w * e^2), rwwr = sum(w^2 * e^2), s1 = sum(w), trP = sum(w) - sum(A * crossprod(Q, w^2 * Q)),
       ld = as.numeric(determinant(A)$modulus))
}
equation <- list(
  REML = function(t, y, v, Q) with(pieces(t, y, v, Q), rwwr - trP),
  ML = function(t, y, v, Q) with(pieces(t, y, v, Q), rwwr - s1),
  PM = function(t, y, v, Q) pieces(t, y, v, Q)$Q - (length(y) - ncol(Q)))
equation$EB <- equation$PM
loglik <- function(t, y, v, Q, method) with(pieces(t, y, v, Q), -0.5 * (sum(log(v + t)) + Q - if (method == "REML") ld else 0))
bisect <- function(f, lo, hi) repeat {
  mid <- lo + (hi - lo) / 2
  if (mid <= lo || mid >= hi) return(if (abs(f(lo)) < abs(f(hi))) lo else hi)
  if (f(mid) > 0) lo <- mid else hi <- mid
}
bisected <- function(method, y, v, X) {
  Q <- qr.Q(qr(X))
  f <- function(t) equation[[method]](t, y, v, Q)
  at <- c(0, exp(seq(log(min(v) * 1e-4), log(10 * diff(range(y))^2 + max(v)), length.out = 400)))
  s <- vapply(at, f, 0)
  found <- vapply(which(s[-length(s)] > 0 & s[-1] <= 0), function(i) bisect(f, at[i], at[i + 1]), 0)
  if (s[1] <= 0) found <- c(0, found)
  if (method %in% c("PM", "EB")) return(found[1])
  found[which.max(vapply(found, loglik, 0, y = y, v = v, Q = Q, method = method))]
}
q_profile <- function(y, v, X) {
  Q <- qr.Q(qr(X)); q <- function(t) pieces(t, y, v, Q)$Q
  if (q(0) < qchisq(0.025, length(y) - ncol(Q))) return(NULL)
  vapply(c(0.975, 0.025), function(p) {
    target <- qchisq(p, length(y) - ncol(Q))
    if (q(0) <= target) 0 else bisect(function(t) q(t) - target, 0, 1e4 * diff(range(y))^2 + max(v))
  }, 0)
}

# ---- the combinations ------------------------------------------------------------------------------------------------

read <- function(name) read.csv(file.path("Datasets", name, "data.csv"), stringsAsFactors = FALSE)
bcg <- read("bcg-vaccine"); teacher <- read("teacher-expectancy")
counts <- function(d, measure) escalc(measure = measure, ai = events1, n1i = total1, ci = events2, n2i = total2, data = d)
rr <- counts(bcg, "RR"); or <- counts(bcg, "OR")
cases <- list(
  list(data = "bcg-vaccine", measure = "RR", d = rr, terms = "ablat", formula = ~ ablat, newmods = 33, at = "ablat=33"),
  list(data = "bcg-vaccine", measure = "RR", d = rr, terms = c("ablat", "year"), formula = ~ ablat + year,
       newmods = c(10, 1950), at = c("ablat=10", "year=1950")),
  list(data = "bcg-vaccine", measure = "RR", d = rr, terms = "alloc", formula = ~ alloc, newmods = c(1, 0),
       at = "alloc=random"),
  list(data = "bcg-vaccine", measure = "RR", d = rr, terms = c("ablat", "year", "alloc"), formula = ~ ablat + year + alloc,
       newmods = c(40, 1970, 0, 1), at = c("alloc=systematic", "year=1970", "ablat=40"), btt = list(2, 3, 4:5)),
  list(data = "bcg-vaccine", measure = "RR", d = rr, terms = "ablat*alloc", formula = ~ ablat * alloc,
       newmods = c(20, 1, 0, 20, 0), at = c("ablat=20", "alloc=random"), btt = list(2, 3:4, 5:6)),
  list(data = "bcg-vaccine", measure = "OR", d = or, terms = "ablat:alloc", formula = ~ ablat:alloc,
       newmods = c(0, 20, 0), at = c("ablat=20", "alloc=random")),
  list(data = "bcg-vaccine", measure = "OR", d = or, terms = c("alloc", "year"), formula = ~ alloc + year - 1, noint = TRUE,
       newmods = c(0, 0, 1, 1960), at = c("alloc=systematic", "year=1960"), btt = list(1:3, 4)),
  list(data = "bcg-vaccine", measure = "RR", d = transform(rr, ablat = ablat - mean(ablat)), terms = "ablat*alloc",
       center = "ablat", formula = ~ ablat * alloc, newmods = c(20 - mean(rr$ablat), 1, 0, 20 - mean(rr$ablat), 0),
       at = c("ablat=20", "alloc=random"), btt = list(2, 3:4, 5:6)),
  list(data = "teacher-expectancy", measure = "GEN", d = teacher, terms = "weeks", formula = ~ weeks, newmods = 3,
       at = "weeks=3"),
  list(data = "teacher-expectancy", measure = "GEN", d = teacher, terms = c("setting", "tester"),
       formula = ~ setting + tester, newmods = c(1, 0), at = c("setting=indiv", "tester=aware")),
  list(data = "teacher-expectancy", measure = "GEN", d = teacher, terms = "weeks*setting", formula = ~ weeks * setting,
       newmods = c(3, 1, 3), at = c("weeks=3", "setting=indiv")))

methods <- c("REML", "DL", "ML", "PM", "EB", "SJ", "HE", "HS", "HSk")
fit_one <- function(case, method) {
  d <- case$d[complete.cases(case$d[, all.vars(case$formula)]), ]
  y <- as.numeric(d$yi); v <- as.numeric(d$vi); X <- model.matrix(case$formula, d)
  control <- list(threshold = 1e-14, maxiter = 1e5, tol = 1e-14, tau2.max = 1e4)
  fixed <- NULL; by <- "metafor"; null <- NULL
  if (method %in% names(equation)) {
    fixed <- bisected(method, y, v, X)
    null <- bisected(method, y, v, cbind(rep(1, length(y))))
    peer <- tryCatch(suppressWarnings(rma(y, v, mods = X, intercept = FALSE, method = method, control = control)$tau2), error = function(e) NA)
    if (is.na(peer) || abs(peer - fixed) > 1e-10 * fixed) by <- "bisection"
  } else null <- rma(y, v, method = method)$tau2
  run <- function(test) {
    if (is.null(fixed)) rma(yi, vi, mods = case$formula, data = d, method = method, test = test)
    else rma(yi, vi, mods = case$formula, data = d, method = method, test = test, tau2 = fixed)
  }
  tests <- list()
  for (test in c("z", "t", "knha", "adhoc")) {
    x <- suppressWarnings(run(test)); p <- predict(x, newmods = case$newmods)
    tests[[test]] <- list(
      se = x$se, zval = x$zval, pval = x$pval, lower = x$ci.lb, upper = x$ci.ub, QM = one(x$QM), QMp = one(x$QMp),
      df1 = one(x$QMdf[1]), df2 = one(x$QMdf[2]),
      terms = lapply(case$btt, function(b) { a <- anova(x, btt = b); list(QM = one(a$QM), QMp = one(a$QMp)) }),
      predict = list(pred = one(p$pred), se = one(p$se), lower = one(p$ci.lb), upper = one(p$ci.ub), pi.lower = one(p$pi.lb),
                     pi.upper = one(p$pi.ub)))
  }
  x <- suppressWarnings(run("z"))
  vifs <- if (x$p - x$int.incl > 1) vif(x)
  r2 <- if (is.null(case$noint)) if (null > 0) max(0, (null - x$tau2) / null)
  list(method = one(method), by = one(by), tau2 = one(x$tau2), beta = x$beta, QE = one(x$QE), QEp = one(x$QEp), I2 = one(x$I2 / 100),
       H2 = one(x$H2), r2 = one(r2), vif = if (!is.null(vifs)) vapply(vifs$vif, function(a) a$vif, 0),
       gvif = lapply(case$btt, function(b) one(gvif(x, b))), tests = tests)
}
# metafor 3.8 has `vif(btt = )` for one set; the formula of Fox and Monette is written out to have it for all.
gvif <- function(x, b) {
  keep <- setdiff(seq_len(x$p), if (x$int.incl) 1)
  R <- cov2cor(x$vb[keep, keep, drop = FALSE]); i <- match(b, keep)
  if (length(i) == length(keep)) return(1)
  det(R[i, i, drop = FALSE]) * det(R[-i, -i, drop = FALSE]) / det(R)
}
result <- lapply(cases, function(case) {
  d <- case$d[complete.cases(case$d[, all.vars(case$formula)]), ]
  X <- model.matrix(case$formula, d)
  list(data = one(case$data), measure = one(case$measure), terms = as.list(lapply(case$terms, one)), at = lapply(case$at, one),
       center = if (!is.null(case$center)) one(case$center), intercept = one(is.null(case$noint)), k = one(nrow(d)),
       columns = lapply(colnames(X), one), qprofile = q_profile(as.numeric(d$yi), as.numeric(d$vi), X),
       fits = lapply(methods, function(m) fit_one(case, m)))
})
writeLines(json(list(versions = one(paste(R.version.string, "metafor", packageVersion("metafor"))), cases = result)), out)
