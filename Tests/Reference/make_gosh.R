# Writes Tests/Reference/gosh.json: all 8191 subsets of the BCG trials by metafor's gosh(), as summaries and selected rows.
#
#   Rscript Tests/Reference/make_gosh.R [OUTPUT_FILE]          (from the top of the repository; four minutes)
#
# REML stops at a change of 1e-13 in tau-squared, which all of its fits reach. A fit that fails would be left out of the rows, and
# the summary would not be written.

suppressPackageStartupMessages({ library(metafor); library(metadat) })
arguments <- commandArgs(trailingOnly = TRUE)
out <- if (length(arguments)) arguments[1] else "Tests/Reference/gosh.json"
number <- function(x) if (is.na(x)) "null" else sprintf("%.17g", x)
numbers <- function(x) paste0("[", paste(vapply(as.numeric(x), number, ""), collapse = ","), "]")
record <- function(...) { x <- c(...); paste0("{", paste(paste0('"', names(x), '":', x), collapse = ","), "}") }

dat <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
control <- list(threshold = 1e-13, maxiter = 10000)
case <- function(name, fit) {
  g <- gosh(fit, progbar = FALSE)
  mask <- as.vector(g$incl %*% 2^(0:12))
  every <- order(mask)[seq(1, nrow(g$incl), by = 97)]
  every <- every[g$fit[every]]
  summary <- function(x) record(mean = number(mean(x)), sd = number(sd(x)),
    quantiles = numbers(quantile(x, c(0, 0.025, 0.25, 0.5, 0.75, 0.975, 1))))
  with <- vapply(1:13, function(i) mean(g$res$estimate[g$incl[, i]]), 0)
  without <- vapply(1:13, function(i) mean(g$res$estimate[!g$incl[, i]]), 0)
  columns <- record(mask = numbers(mask[every]), k = numbers(g$res$k[every]), estimate = numbers(g$res$estimate[every]),
    tau2 = numbers(g$res$tau2[every]), i2 = numbers(g$res$I2[every] / 100), q = numbers(g$res$QE[every]))
  record(name = paste0('"', name, '"'), fit = paste0('"', gsub('"', "'", paste(deparse(fit$call), collapse = "")), '"'),
    n = nrow(g$incl), fitted = sum(g$fit), rows = columns,
    summary = if (all(g$fit)) record(estimate = summary(g$res$estimate), tau2 = summary(g$res$tau2),
      i2 = summary(g$res$I2 / 100), q = summary(g$res$QE), with = numbers(with), without = numbers(without)) else "null")
}
cases <- c(
  case("EE", rma(yi, vi, data = dat, method = "EE")),
  case("DL", rma(yi, vi, data = dat, method = "DL")),
  case("REML", rma(yi, vi, data = dat, method = "REML", control = control)))
versions <- record(R = paste0('"', R.version.string, '"'), metafor = paste0('"', packageVersion("metafor"), '"'))
text <- paste0('{"call":"gosh(fit)","data":"metadat::dat.bcg, escalc(measure = RR)","versions":', versions,
  ',\n"cases":[\n', paste(cases, collapse = ",\n"), "\n]}\n")
cat(text, file = out)
