# Writes Tests/Reference/estimators.json: estimators of tau-squared, intervals for it, likelihoods and small-sample tests
# beyond those of grid.json, by metafor and by matrix algebra in R.
#
#   Rscript Tests/Reference/make_estimators.R [OUTPUT_FILE]          (from the top of the repository; about a minute)
#
# Where metafor stops early, the same equation is solved here: roots by bisection to neighbouring doubles, and the
# distribution of quadratic forms by Imhof's integral, since CompQuadForm's farebrother() is good to 1e-5 or so.

suppressPackageStartupMessages({ library(metafor); library(metadat) })
arguments <- commandArgs(trailingOnly = TRUE)
out <- if (length(arguments)) arguments[1] else "Tests/Reference/estimators.json"
number <- function(x) if (is.na(x)) "null" else sprintf("%.17g", x)
json <- function(x) {
  if (is.null(x)) return("null")
  if (is.character(x)) return(paste0('"', x, '"'))
  if (is.list(x)) return(paste0("{", paste(paste0('"', names(x), '":', vapply(x, json, "")), collapse = ",\n"), "}"))
  if (length(x) == 1 && !inherits(x, "several")) return(number(x))
  paste0("[", paste(vapply(unclass(x), number, ""), collapse = ","), "]")
}
several <- function(x) structure(as.numeric(x), class = "several")
bisect <- function(f, lo, hi) repeat {
  mid <- lo + (hi - lo) / 2
  if (mid <= lo || mid >= hi) return(mid)
  if (f(mid) > 0) lo <- mid else hi <- mid
}
falling_root <- function(f, top) if (f(0) <= 0) 0 else bisect(f, 0, top)      # f falls with tau-squared

# P(Q <= q) of sum(lambda * chi-squared on 1 df), by Imhof's integral in pieces.
imhof <- function(q, lambda) {
  f <- function(u) {
    lu <- outer(lambda, u)
    sin(colSums(atan(lu)) / 2 - q * u / 2) / (u * exp(colSums(log1p(lu^2)) / 4))
  }
  total <- 0; from <- 0
  for (i in 0:4000) {
    to <- from + min(0.5 / max(lambda) * 1.1^min(i, 60), 2 * pi / q)
    piece <- integrate(f, from, to, rel.tol = 1e-11, abs.tol = 1e-15, subdivisions = 1000, stop.on.error = FALSE)$value
    total <- total + piece; from <- to
    if (exp(-sum(log1p((lambda * to)^2)) / 4) < 1e-15) break
  }
  0.5 - total / pi
}
projection <- function(a) diag(a) - a %*% t(a) / sum(a)
form <- function(y, v, a) {
  P <- projection(a); q <- c(t(y) %*% P %*% y)
  function(tau2) { S <- diag(sqrt(v + tau2))
    imhof(q, eigen(S %*% P %*% S, symmetric = TRUE, only.values = TRUE)$values[seq_len(length(y) - 1)]) }
}
near_root <- function(f, top) {                                # to 1e-13 relative, for the costly distribution
  if (f(0) <= 0) return(0)
  while (f(top / 4) < 0) top <- top / 4
  uniroot(f, c(0, top), tol = 1e-14 * top, maxiter = 100)$root
}
loglik <- function(t, y, v, reml) {
  w <- 1 / (v + t); mu <- sum(w * y) / sum(w)
  -0.5 * (sum(log(v + t)) + (if (reml) log(sum(w)) else 0) + sum(w * (y - mu)^2))
}
score <- function(t, y, v, reml) {
  w <- 1 / (v + t); mu <- sum(w * y) / sum(w)
  sum(w^2 * (y - mu)^2) - (if (reml) sum(w) - sum(w^2) / sum(w) else sum(w))
}
maxima <- function(y, v, reml, top) {
  at <- c(0, exp(seq(log(min(v) * 1e-4), log(top), length.out = 2000)))
  s <- vapply(at, score, 0, y = y, v = v, reml = reml)
  down <- which(s[-length(s)] > 0 & s[-1] <= 0)
  found <- vapply(down, function(i) bisect(function(t) score(t, y, v, reml), at[i], at[i + 1]), 0)
  if (s[1] <= 0) found <- c(0, found)
  found[order(-vapply(found, loglik, 0, y = y, v = v, reml = reml))]
}
profile <- function(y, v, reml, best, top) {
  f <- function(t) loglik(t, y, v, reml) - loglik(best, y, v, reml) + qchisq(0.95, 1) / 2
  c(if (f(0) >= 0) 0 else bisect(function(t) -f(t), 0, best), bisect(f, best, top))
}
tight_hc <- eval(parse(text = sub("upper = Inf)", "upper = Inf, rel.tol = 1e-12)",
  deparse(getFromNamespace("hc.rma.uni", "metafor")), fixed = TRUE)), asNamespace("metafor"))

one <- function(name, y, v) {
  k <- length(y); top <- 1e3 * (max(y) - min(y))^2 + max(v)
  moment <- function(a) { f <- rma(y, v, weights = a, method = "GENQ"); list(tau2 = f$tau2, se = f$se.tau2) }
  q <- function(t) { w <- 1 / (v + t); mu <- sum(w * y) / sum(w); sum(w * (y - mu)^2) }
  pmm <- falling_root(function(t) q(t) - qchisq(0.5, k - 1), top)
  dl <- rma(y, v, method = "DL")$tau2; he <- rma(y, v, method = "HE")$tau2
  genq <- form(y, v, 1 / sqrt(v)); bj <- form(y, v, 1 / v)
  # With few studies of unequal size Imhof's integrand falls too slowly for these digits.
  slow <- k < 9
  limits <- function(F) if (slow) NULL else several(c(near_root(function(t) F(t) - 0.975, top), near_root(function(t) F(t) - 0.025, top)))
  reml <- maxima(y, v, TRUE, top); ml <- maxima(y, v, FALSE, top)
  fit <- rma(y, v, method = "REML", control = list(tau2.init = reml[1], threshold = 1e9))
  statistics <- function(best, restricted) {
    # A tau-squared by hand is no parameter for metafor: the likelihoods are taken, the criteria made here.
    ll <- c(rma(y, v, tau2 = best)$fit.stats["ll", ])
    n <- if (restricted) k - 1 else k; l <- if (restricted) ll$REML else ll$ML
    list(logLikelihood = l, aic = -2 * l + 4, bic = -2 * l + 2 * log(n), aicc = -2 * l + 4 * max(n, 4) / (max(n, 4) - 3))
  }
  kr <- function(t) {
    W <- diag(1 / (v + t)); X <- matrix(1, k, 1); Phi <- solve(t(X) %*% W %*% X)
    M <- W - W %*% X %*% Phi %*% t(X) %*% W; variance <- 2 / sum(M * t(M))
    P <- -t(X) %*% W %*% W %*% X; Q <- t(X) %*% W %*% W %*% W %*% X
    A <- Phi + 2 * Phi %*% (variance * (Q - P %*% Phi %*% P)) %*% Phi
    list(se = sqrt(c(A)), df = 2 * c(A)^2 / (variance * c(A %*% P %*% A)^2),
         satterthwaite = 2 * c(Phi)^2 / (variance * c(Phi %*% P %*% Phi)^2))
  }
  hc <- tight_hc(rma(y, v, method = "DL"), control = list(tol = 1e-14))
  list(name = name, yi = several(y), vi = several(v), pmm = pmm, genq = moment(1 / sqrt(v)),
       genqm = if (slow) NULL else near_root(function(t) genq(t) - 0.5, top), dl2 = moment(1 / (v + dl)), ca2 = moment(1 / (v + he)),
       generalized_q = limits(genq), biggerstaff_jackson = limits(bj),
       reml_maxima = several(reml), ml_maxima = several(ml),
       profile_reml = several(profile(y, v, TRUE, reml[1], top)), profile_ml = several(profile(y, v, FALSE, ml[1], top)),
       fit_reml = statistics(reml[1], TRUE), fit_ml = statistics(ml[1], FALSE),
       kenward_roger = kr(reml[1]), henmi_copas = list(value = c(hc$beta), se = hc$se, lower = hc$ci.lb, upper = hc$ci.ub))
}
sets <- list(
  bcg = escalc("RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg),
  collins1985b = escalc("OR", ai = pre.xti, n1i = pre.nti, ci = pre.xci, n2i = pre.nci, data = dat.collins1985b),
  hackshaw1998 = dat.hackshaw1998,
  unequal_k5 = data.frame(yi = c(-0.073207, -0.415375, 5.226533, -0.785429, -2.088512),
                          vi = c(0.02, 0.050569, 2.721731, 0.041877, 5)))
made <- Map(function(name, d) json(one(name, as.vector(d$yi), as.vector(d$vi))), names(sets), sets)
writeLines(paste0("[\n", paste(made, collapse = ",\n"), "\n]"), out)
