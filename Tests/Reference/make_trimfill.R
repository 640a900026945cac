# Writes Tests/Reference/trimfill.json: trim and fill, fail-safe N and the test of excess significance by metafor on
# bundled data sets, to compare with.
#
#   Rscript Tests/Reference/make_trimfill.R [OUTPUT_FILE]     (from the top of the repository; about half a minute)
#
# metafor's `tes` integrates over the true effects within 5 tau of theta; rel.tol is tightened here, so that the cut at
# 5 tau (6e-7) remains. Its limit of theta stops at an absolute 1e-4: it is solved for here by uniroot with tol = 1e-14.

suppressPackageStartupMessages({library(metafor); library(jsonlite)})
arguments <- commandArgs(trailingOnly = TRUE)
out <- if (length(arguments)) arguments[1] else "Tests/Reference/trimfill.json"

read <- function(name) read.csv(file.path("Datasets", name, "data.csv"), stringsAsFactors = FALSE)
counts <- function(name, measure)
  escalc(measure = measure, ai = events1, n1i = total1, ci = events2, n2i = total2, data = read(name))
cases <- list(
  list(data = "bcg-vaccine", measure = "RR", d = counts("bcg-vaccine", "RR")),
  list(data = "bcg-vaccine", measure = "OR", d = counts("bcg-vaccine", "OR")),
  list(data = "magnesium", measure = "OR", d = counts("magnesium", "OR")),
  list(data = "pre-eclampsia-diuretics", measure = "OR", d = counts("pre-eclampsia-diuretics", "OR")),
  list(data = "lidocaine", measure = "RD", d = counts("lidocaine", "RD")),
  list(data = "passive-smoking", measure = "GEN", d = read("passive-smoking")),
  list(data = "teacher-expectancy", measure = "GEN", d = read("teacher-expectancy")))

control <- list(threshold = 1e-14, maxiter = 1e5, tol = 1e-14)
n <- function(x) unbox(as.numeric(x))
trimmed <- function(y, v, method, estimator, side) {
  run <- list(method = unbox(method), estimator = unbox(estimator), asked = unbox(if (is.null(side)) "auto" else side))
  arguments <- list(rma(y, v, method = method, control = control), estimator = estimator, control = control)
  if (!is.null(side)) arguments$side <- side
  x <- tryCatch(suppressWarnings(do.call(trimfill, arguments)), error = function(e) NULL)
  if (is.null(x)) return(c(run, list(fails = unbox(TRUE))))
  c(run, list(
    side = unbox(x$side), k0 = n(x$k0), se_k0 = n(x$se.k0), p_k0 = n(x$p.k0), estimate = n(x$beta), se = n(x$se),
    lower = n(x$ci.lb), upper = n(x$ci.ub), tau2 = n(x$tau2), q = n(x$QE), filled_yi = as.numeric(x$yi[x$fill]),
    filled_vi = as.numeric(x$vi[x$fill])))
}
number <- function(x) list(studies = n(x$fsnum), p = n(x$pval), mean = n(x$meanes), target = n(x$target))
excess <- function(y, v, test, alternative, alpha, theta, tau2, limited) {
  power <- list(x = y, vi = v, test = test, alternative = alternative, alpha = alpha, tau2 = tau2, progbar = FALSE,
                rel.tol = 1e-12, find.lim = FALSE)
  at <- function(theta) do.call(tes, c(power, list(theta = theta)))
  x <- at(theta)
  limit <- NULL
  if (limited) {
    # Where all powers round to 0 or to 1 metafor stops.
    f <- function(t) tryCatch(at(t)$pval, error = function(e) if (abs(t) < 10 * abs(theta)) NA else 1) - 0.1
    if (f(0) < 0) {
      far <- theta; tries <- 0
      wrong <- (alternative == "greater" && theta < 0) || (alternative == "less" && theta > 0)
      while (!wrong && f(far) < 0 && tries < 20) { far <- 2 * far; tries <- tries + 1 }
      if (!wrong && f(far) >= 0) limit <- uniroot(f, sort(c(0, far)), tol = 1e-14)$root
    }
  }
  list(test = unbox(test), alternative = unbox(alternative), alpha = n(alpha), theta = n(theta), tau2 = n(tau2), observed = n(x$O),
       expected = n(x$E), x2 = n(x$X2), p = n(x$pval), power = x$power, limited = unbox(limited),
       limit = if (is.null(limit)) NULL else n(limit))
}

results <- lapply(cases, function(case) {
  y <- as.numeric(case$d$yi); v <- as.numeric(case$d$vi)
  ok <- !is.na(y) & !is.na(v); y <- y[ok]; v <- v[ok]
  trims <- list()
  for (method in c("EE", "DL", "REML")) for (estimator in c("L0", "R0", "Q0")) for (side in list(NULL, "left", "right"))
    trims <- c(trims, list(trimmed(y, v, method, estimator, side)))
  common <- as.numeric(coef(rma(y, v, method = "EE"))); random <- rma(y, v, method = "DL")
  small <- length(y) <= 19
  tests <- list()
  for (test in c(if (small) "exact", "chi2", "binom")) {
    for (alternative in c("two.sided", "greater", "less"))
      tests <- c(tests, list(excess(y, v, test, alternative, 0.05, common, 0, test != "exact" || alternative == "two.sided")))
    tests <- c(tests, list(excess(y, v, test, "two.sided", 0.01, common, 0, FALSE)))
    tests <- c(tests, list(excess(y, v, test, "two.sided", 0.05, as.numeric(coef(random)), random$tau2, FALSE)))
  }
  list(data = unbox(case$data), measure = unbox(case$measure), yi = y, vi = v, trimfill = trims,
       fsn = list(
         rosenthal = number(fsn(y, v)), rosenthal01 = number(fsn(y, v, alpha = 0.01)),
         rosenberg = number(fsn(y, v, type = "Rosenberg")), rosenberg01 = number(fsn(y, v, type = "Rosenberg", alpha = 0.01)),
         orwin = number(fsn(y, v, type = "Orwin")), orwin_target = number(fsn(y, v, type = "Orwin", target = 0.05)),
         orwin_weighted = number(fsn(y, v, type = "Orwin", weighted = TRUE)),
         orwin_weighted_target = number(fsn(y, v, type = "Orwin", weighted = TRUE, target = 0.05))),
       tes = tests)
})
writeLines(toJSON(list(
  r = unbox(as.character(getRversion())), metafor = unbox(as.character(packageVersion("metafor"))), cases = results),
  digits = I(17), na = "null", null = "null", pretty = FALSE), out)
