# A forest plot as PDF by metafor: the peer of `copse forest FILE --measure RR --test hk --prediction hk -o FILE.pdf`.
#
#   Rscript Benchmarks/peers/picture.R FILE PICTURE.pdf
#
# FILE has the columns study, events1, total1, events2, total2. Counts, weights, ratio axis, pooled value, prediction
# interval and heterogeneity, as ours has them. Prints the pooled ratio and its interval.

suppressPackageStartupMessages(library(metafor))
arguments <- commandArgs(trailingOnly = TRUE)
data <- read.csv(arguments[1])
data <- escalc("RR", ai = events1, n1i = total1, ci = events2, n2i = total2, data = data, slab = study)
fit <- rma(yi, vi, data = data, method = "REML", test = "knha", control = list(threshold = 1e-8))

pdf(arguments[2], width = 9, height = 1.5 + 0.2 * nrow(data))
forest(
  fit, atransf = exp, at = log(c(0.05, 0.25, 1, 4)), xlim = c(-16, 6), showweights = TRUE, addpred = TRUE,
  ilab = cbind(events1, total1, events2, total2), ilab.xpos = c(-9.5, -8, -6, -4.5), header = TRUE,
  mlab = sprintf("RE model (Q = %.2f, df = %d, p = %.3f; I2 = %.1f%%)", fit$QE, fit$k - 1, fit$QEp, fit$I2))
invisible(dev.off())

pooled <- predict(fit, transf = exp)
cat(sprintf("%.10f,%.10f,%.10f\n", pooled$pred, pooled$ci.lb, pooled$ci.ub))
