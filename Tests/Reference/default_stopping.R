# metafor's default stopping rule on raw proportions near zero.
#
#   Rscript Tests/Reference/default_stopping.R
#
# rma() iterates until tau2 changes by less than 1e-5, whatever the scale of the data. Proportions near zero have sampling
# variances of that very size, so the iteration can end far from the maximum; uniroot() behind "PM" stops at 1.2e-4.

suppressPackageStartupMessages({ library(metafor); library(metadat) })
dat <- escalc(measure = "PR", xi = ai, ni = n1i, data = dat.nielweise2007)   # 1/2 added in the six arms without events
stopifnot(sum(dat$ai == 0) == 6)

score <- function(tau2) {                                    # twice the slope of the restricted log-likelihood
  w <- 1 / (dat$vi + tau2); mu <- sum(w * dat$yi) / sum(w)
  sum(w^2 * (dat$yi - mu)^2) - (sum(w) - sum(w^2) / sum(w))
}
show <- function(name, fit) cat(sprintf("%-34s tau2 %-10.4g pooled %.10f [%.10f, %.10f]  score %.4g\n",
                                        name, fit$tau2, fit$beta, fit$ci.lb, fit$ci.ub, score(fit$tau2)))

show("REML, default (threshold 1e-5)", rma(yi, vi, data = dat))
for (threshold in 10^-c(7, 9, 11, 13))
  show(sprintf("REML, threshold %.0e", threshold), rma(yi, vi, data = dat, control = list(threshold = threshold, maxiter = 1e4)))
show("REML, tau2 = 0", rma(yi, vi, data = dat, tau2 = 0))
cat(sprintf("The score at zero is %.6g and negative, and stays so up to %g: the maximum is at zero.\n", score(0), 1))
stopifnot(all(vapply(c(0, 10^seq(-10, 0, length.out = 1001)), score, 0) < 0))

cat("\n")
show("PM, default (uniroot tol 1.2e-4)", suppressWarnings(rma(yi, vi, data = dat, method = "PM")))
show("PM, tol 1e-14", rma(yi, vi, data = dat, method = "PM", control = list(tol = 1e-14)))
