# Writes hazard_ratios_simulated.json: individual data of two groups, the Cox and log-rank results of R's `survival`, and what
# a paper would print of them, so that each route can be held against the Cox log hazard ratio.
#
#   Rscript Tests/Reference/make_hazard_ratios.R > Tests/Reference/hazard_ratios_simulated.json

suppressMessages(library(survival))

number <- function(x) formatC(x, digits = 17, format = "g", width = 1)
list_of <- function(x) paste0("[", paste(number(x), collapse = ", "), "]")

case <- function(seed, n1, n2, beta, shape) {
  set.seed(seed)
  group <- rep(1:2, c(n1, n2))
  event_time <- (rexp(n1 + n2) / (0.04 * exp(ifelse(group == 1, beta, 0))))^(1 / shape)
  censor_time <- runif(n1 + n2, 12, 60)
  time <- pmin(event_time, censor_time)
  status <- as.integer(event_time <= censor_time)
  first <- as.integer(group == 1)
  cox <- summary(coxph(Surv(time, status) ~ first, ties = "efron"))
  test <- survdiff(Surv(time, status) ~ group)
  limits <- cox$conf.int[1, 3:4]
  grid <- seq(3, 36, by = 3)
  curve <- function(g) {
    fit <- summary(survfit(Surv(time[group == g], status[group == g]) ~ 1), times = grid, extend = TRUE)
    at_risk <- sapply(grid, function(t) sum(time[group == g] > t))
    c(survival = list_of(fit$surv), at_risk = list_of(at_risk),
      median = number(unname(quantile(survfit(Surv(time[group == g], status[group == g]) ~ 1), 0.5)$quantile)))
  }
  curves <- list(curve(1), curve(2))
  fields <- c(
    seed = number(seed), n1 = number(n1), n2 = number(n2),
    cox = number(cox$coefficients[1, 1]), se = number(cox$coefficients[1, 3]),
    wald_p = number(cox$coefficients[1, 5]), low = number(limits[[1]]), high = number(limits[[2]]),
    chi2 = number(test$chisq), logrank_p = number(pchisq(test$chisq, 1, lower.tail = FALSE)),
    o_minus_e = number(test$obs[1] - test$exp[1]), v = number(test$var[1, 1]),
    events1 = number(test$obs[1]), events2 = number(test$obs[2]),
    expected1 = number(test$exp[1]), expected2 = number(test$exp[2]),
    times = list_of(grid), survival1 = curves[[1]][["survival"]], survival2 = curves[[2]][["survival"]],
    at_risk1 = curves[[1]][["at_risk"]], at_risk2 = curves[[2]][["at_risk"]],
    median1 = curves[[1]][["median"]], median2 = curves[[2]][["median"]])
  paste0("  {", paste0("\"", names(fields), "\": ", fields, collapse = ", "), "}")
}

cases <- c(
  case(1, 300, 300, log(0.7), 1), case(2, 200, 200, log(0.5), 1), case(3, 400, 200, log(0.8), 1),
  case(4, 150, 150, 0, 1), case(5, 250, 250, log(1.3), 1.2), case(6, 500, 500, log(0.85), 0.9),
  case(7, 120, 240, log(0.6), 1), case(8, 300, 300, log(0.9), 1))
cat("{\"made_with\": \"", R.version.string, ", survival ", as.character(packageVersion("survival")),
    "\", \"cases\": [\n", paste(cases, collapse = ",\n"), "\n]}\n", sep = "")
