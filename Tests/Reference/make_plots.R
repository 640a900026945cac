# Writes Tests/Reference/plots.json: the coordinates of funnel, radial, L'Abbe, drapery and bubble plots by metafor on
# bundled data sets, to compare with.
#
#   Rscript Tests/Reference/make_plots.R [OUTPUT_FILE]     (from the top of the repository; some seconds)
#
# metafor's plots return the places of the studies; what they draw and do not return (the band of radial, the curve of
# labbe) is computed here from the fit by the same formulas, and the p-value functions, which metafor has not, by pnorm
# and pt. labbe corrects zero cells, so that studies with one are left out of the comparison.

suppressPackageStartupMessages({library(metafor); library(jsonlite)})
arguments <- commandArgs(trailingOnly = TRUE)
out <- if (length(arguments)) arguments[1] else "Tests/Reference/plots.json"
pdf(NULL)

read <- function(name) read.csv(file.path("Datasets", name, "data.csv"), stringsAsFactors = FALSE)
control <- list(threshold = 1e-14, maxiter = 1e5)
n <- function(x) unbox(as.numeric(x))
pooled <- function(d, method) suppressWarnings(rma(yi, vi, data = d, method = method, control = control))
counts <- function(name, measure)
  escalc(measure = measure, ai = events1, n1i = total1, ci = events2, n2i = total2, data = read(name))

# Funnel and radial: the studies, the pooled value, the limits at the foot.
points <- function(data, measure, d) lapply(c("EE", "REML"), function(method) {
  fit <- pooled(d, method)
  funnel <- funnel(fit); radial <- radial(fit)
  list(data = unbox(data), measure = unbox(measure), method = unbox(method), estimate = n(fit$beta), tau2 = n(fit$tau2),
       funnel_x = funnel$x, funnel_y = funnel$y, radial_x = radial$x, radial_z = radial$y, half = n(qnorm(0.975)))
})
studies <- c(
  points("bcg-vaccine", "RR", counts("bcg-vaccine", "RR")),
  points("magnesium", "OR", counts("magnesium", "OR")),
  points("passive-smoking", "GEN", read("passive-smoking")))

# L'Abbe: the groups back on the scale of risks, and the curve.
back <- list(RR = exp, OR = plogis, RD = identity, AS = function(x) sin(x)^2)
forth <- list(RR = log, OR = qlogis, RD = identity, AS = function(x) asin(sqrt(x)))
labbes <- do.call(c, lapply(c("bcg-vaccine", "magnesium"), function(data) lapply(names(back), function(measure) {
  d <- counts(data, measure)
  d$whole <- with(d, events1 > 0 & events2 > 0)
  fit <- suppressWarnings(rma(measure = measure, ai = events1, n1i = total1, ci = events2, n2i = total2, data = d,
                              subset = whole, method = "DL"))
  places <- labbe(fit, transf = back[[measure]])
  grid <- seq(0.05, 0.4, by = 0.05)
  list(data = unbox(data), measure = unbox(measure), whole = which(d$whole), first = places$y, second = places$x,
       estimate = n(fit$beta), at = grid, curve = back[[measure]](forth[[measure]](grid) + c(fit$beta)))
})))

# p-value functions of the studies, the pooled value (Hartung and Knapp) and the prediction interval (t, k - 2).
theta <- seq(-2, 1, by = 0.25)
drapery <- local({
  d <- counts("bcg-vaccine", "RR")
  fit <- suppressWarnings(rma(yi, vi, data = d, method = "REML", test = "knha", control = control))
  s <- 1 / sqrt(sum(1 / (d$vi + fit$tau2)))
  list(theta = theta, first = 2 * pnorm(-abs(theta - d$yi[1]) / sqrt(d$vi[1])),
       pooled = 2 * pt(-abs(theta - c(fit$beta)) / fit$se, fit$k - 1),
       prediction = 2 * pt(-abs(theta - c(fit$beta)) / sqrt(fit$tau2 + s^2), fit$k - 2))
})

# Bubble: regplot's points, and its line by the same call of predict.
bubble <- function(name, formula, column, method, test) {
  d <- counts("bcg-vaccine", "RR")
  fit <- suppressWarnings(rma(yi, vi, mods = formula, data = d, method = method, test = test, control = control))
  places <- regplot(fit, mod = column, pi = TRUE)
  x <- range(places$xi); x <- seq(x[1] - 0.04 * diff(x), x[2] + 0.04 * diff(x), length.out = 61)
  if (column %in% c("allocrandom", "allocsystematic")) x <- c(0, 1)
  rows <- rbind(colMeans(fit$X))[rep(1, length(x)), , drop = FALSE]
  rows[, column] <- x
  line <- predict(fit, newmods = rows[, -1, drop = FALSE])
  list(name = unbox(name), method = unbox(method), test = unbox(test), tau2 = n(fit$tau2), xi = places$xi, yi = places$yi,
       x = x, line = line$pred, lower = line$ci.lb, upper = line$ci.ub, pi_lower = line$pi.lb, pi_upper = line$pi.ub)
}
bubbles <- do.call(c, lapply(c("DL", "REML"), function(method) do.call(c, lapply(c("z", "knha"), function(test) list(
  bubble("ablat", ~ ablat, "ablat", method, test),
  bubble("ablat, alloc", ~ ablat + alloc, "ablat", method, test),
  bubble("ablat, year", ~ ablat + year, "ablat", method, test))))))
alloc <- lapply(c("alternate", "random", "systematic"), function(level) {
  d <- counts("bcg-vaccine", "RR")
  fit <- suppressWarnings(rma(yi, vi, mods = ~ ablat + alloc, data = d, method = "DL", test = "knha"))
  line <- predict(fit, newmods = c(mean(d$ablat), level == "random", level == "systematic"))
  list(level = unbox(level), line = n(line$pred), lower = n(line$ci.lb), upper = n(line$ci.ub), pi_lower = n(line$pi.lb),
       pi_upper = n(line$pi.ub))
})

writeLines(toJSON(list(
  r = unbox(as.character(getRversion())), metafor = unbox(as.character(packageVersion("metafor"))), studies = studies,
  labbe = labbes, drapery = drapery, bubbles = bubbles, alloc = alloc),
  digits = I(17), na = "null", null = "null", pretty = FALSE), out)
