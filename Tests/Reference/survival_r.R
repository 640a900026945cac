# Kaplan-Meier limits, quantiles, restricted means, log-rank tests and Cox models by R's survival, on its own data sets and
# on data drawn here, written with the data to Tests/Reference/survival_r.json.
#
#   Rscript Tests/Reference/survival_r.R
#
# Needs r-cran-survival and r-cran-jsonlite.

suppressPackageStartupMessages({
  library(survival)
  library(jsonlite)
})
set.seed(20120209)

draw <- function(n, rounding) {
  arm <- rep(c("a", "b"), length.out = n)
  event <- rweibull(n, 1.3, ifelse(arm == "a", 20, 14))
  lost <- runif(n, 0, 40)
  time <- pmin(event, lost)
  if (rounding) time <- ceiling(time)
  data.frame(time = time, status = as.integer(event <= lost), arm = arm)
}

# Of two arms the first is the treatment.
sets <- list(
  aml = with(aml, data.frame(time = time, status = status, arm = ifelse(x == "Maintained", "a", "b"))),
  lung = with(lung, data.frame(time = time, status = status - 1, arm = ifelse(sex == 2, "a", "b"))),
  veteran = with(veteran, data.frame(time = time, status = status, arm = ifelse(trt == 2, "a", "b"))),
  cells = with(veteran, data.frame(time = time, status = status, arm = as.character(celltype))),
  drawn = draw(90, FALSE), tied = draw(150, TRUE), few = draw(12, TRUE),
  flat = data.frame(
    time = c(2, 4, 6, 8, 3, 5, 7, 9, 11, 12), status = c(1, 1, 0, 0, 1, 1, 1, 1, 1, 1),
    arm = rep(c("a", "b"), c(4, 6))))

types <- c("plain", "log", "log-log", "logit", "arcsin")
number <- function(x) ifelse(is.finite(x), x, NA)

curve <- function(data, tau) {
  # timefix = FALSE: times are taken as they are.
  fits <- lapply(types, function(type) survfit(Surv(time, status) ~ 1, data, conf.type = type, timefix = FALSE))
  names(fits) <- types
  fit <- fits$plain
  means <- survival:::survmean(fit, rmean = tau)$matrix
  list(
    time = fit$time, n = fit$n.risk, d = fit$n.event, surv = fit$surv, se = number(fit$std.err),
    limits = lapply(fits, function(fit) list(lower = number(fit$lower), upper = number(fit$upper))),
    quantiles = lapply(fits, function(fit) lapply(c(0.25, 0.5, 0.75), function(p) {
      q <- quantile(fit, p)
      list(p = p, value = unname(q$quantile), lower = unname(q$lower), upper = unname(q$upper))
    })),
    rmean = unname(means["rmean"]), rmeanSE = unname(means["se(rmean)"]))
}

cox <- function(data, ties) {
  data$treated <- as.integer(data$arm == "a")
  fit <- coxph(
    Surv(time, status) ~ treated, data, ties = ties,
    control = coxph.control(eps = 1e-13, toler.chol = 1e-14, iter.max = 60, timefix = FALSE))
  list(
    beta = unname(coef(fit)), se = sqrt(fit$var[1, 1]), wald = unname(fit$wald.test), score = fit$score,
    lr = 2 * diff(fit$loglik))
}

result <- lapply(names(sets), function(name) {
  data <- sets[[name]]
  arms <- sort(unique(data$arm))
  tau <- 0.8 * min(tapply(data$time, data$arm, max))
  test <- survdiff(Surv(time, status) ~ arm, data)
  list(
    name = name, time = data$time, status = data$status, arm = data$arm, arms = arms, tau = tau,
    curves = lapply(arms, function(arm) curve(data[data$arm == arm, ], tau)),
    logRank = list(
      observed = unname(test$obs), expected = unname(test$exp), var = test$var, chisq = test$chisq,
      df = length(arms) - 1, p = pchisq(test$chisq, length(arms) - 1, lower.tail = FALSE)),
    cox = if (length(arms) == 2) list(efron = cox(data, "efron"), breslow = cox(data, "breslow")))
})

write(
  toJSON(
    list(
      versions = list(R = R.version.string, survival = as.character(packageVersion("survival"))), sets = result),
    auto_unbox = TRUE, digits = NA, na = "null", null = "null"),
  "Tests/Reference/survival_r.json")
