# The data of a forest plot by metafor: the peer of `copse forest FILE --measure RR --test hk --prediction hk`.
#
#   Rscript Benchmarks/peers/forest.R FILE > forest.csv
#
# FILE has the columns study, events1, total1, events2, total2. One row per drawn row, with all that the picture
# needs: the studies with their counts, log risk ratios, risk ratios, limits and weights; the pooled value; the
# prediction interval; heterogeneity as the text beneath.

suppressPackageStartupMessages(library(metafor))
data <- read.csv(commandArgs(trailingOnly = TRUE)[1])
data <- escalc("RR", ai = events1, n1i = total1, ci = events2, n2i = total2, data = data)
fit <- rma(yi, vi, data = data, method = "REML", test = "knha", control = list(threshold = 1e-8))
pooled <- predict(fit, transf = exp)
limits <- summary(data, transf = exp)
tau2 <- confint(fit)$random["tau^2", ]

text <- function(estimate, lower, upper) sprintf("%.2f [%.2f, %.2f]", estimate, lower, upper)
rows <- data.frame(
  row_type = "study", label = data$study,
  events1 = data$events1, total1 = data$total1, events2 = data$events2, total2 = data$total2,
  yi = as.numeric(data$yi), sei = sqrt(data$vi),
  estimate = as.numeric(limits$yi), lower = limits$ci.lb, upper = limits$ci.ub,
  weight_percent = as.numeric(weights(fit)),
  estimate_text = text(as.numeric(limits$yi), limits$ci.lb, limits$ci.ub), tau2 = NA)
rows[nrow(rows) + 1, ] <- list(
  "summary", "Random-effects model",
  sum(data$events1), sum(data$total1), sum(data$events2), sum(data$total2),
  as.numeric(fit$beta), fit$se, pooled$pred, pooled$ci.lb, pooled$ci.ub,
  NA, text(pooled$pred, pooled$ci.lb, pooled$ci.ub), fit$tau2)
rows[nrow(rows) + 1, ] <- list(
  "prediction_interval", "Prediction interval", NA, NA, NA, NA, NA, NA, NA, pooled$pi.lb, pooled$pi.ub,
  NA, sprintf("[%.2f, %.2f]", pooled$pi.lb, pooled$pi.ub), NA)
rows[nrow(rows) + 1, ] <- list(
  "note", sprintf(
    "Heterogeneity: tau2 = %.4f (%.4f to %.4f); Q = %.2f, df = %d, p = %.3f; I2 = %.1f%%",
    tau2["estimate"], tau2["ci.lb"], tau2["ci.ub"], fit$QE, fit$k - 1, fit$QEp, fit$I2),
  NA, NA, NA, NA, NA, NA, NA, NA, NA, NA, NA, NA)
write.csv(format(rows, digits = 15, trim = TRUE), row.names = FALSE, na = "")
