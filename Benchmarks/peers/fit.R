# Times one fit by metafor on a file with the columns yi and vi.
#
#   Rscript Benchmarks/peers/fit.R FILE
#
# Prints CSV: k, work, estimator, CPU seconds per fit, tau2. "rma" is one call of rma(), "fit" is rma() with confint()
# and predict(), which together give what a fit of Copse holds: the Q-profile limits of tau2, I2 and H2 and the
# prediction interval. The tolerance of REML is 1e-8, so that both sides find the same tau2 to six digits.
#
# rma() works with k x k matrices. At k = 10 000 each of them has 800 MB: it is timed up to k = 1000 only, and stops
# after `limit` seconds of CPU.

suppressPackageStartupMessages(library(metafor))
limit <- 60
data <- read.csv(commandArgs(trailingOnly = TRUE)[1])
k <- nrow(data)

rma_only <- function(method) {
  rma(yi, vi, data = data, method = method, test = "knha", control = list(threshold = 1e-8))
}
whole_fit <- function(method) {
  fit <- rma_only(method)
  list(fit, confint(fit), predict(fit))
}

cpu_seconds <- function() sum(proc.time()[c("user.self", "sys.self")])

# CPU seconds per call: the median of five batches of at least 0.2 s; of one call where that takes longer.
seconds_per_call <- function(work) {
  start <- cpu_seconds()
  work()
  first <- cpu_seconds() - start
  if (first > 0.2) return(first)
  count <- if (first > 0.02) ceiling(0.2 / first) else 50
  median(replicate(5, {
    start <- cpu_seconds()
    for (i in seq_len(count)) work()
    (cpu_seconds() - start) / count
  }))
}

cat("k,work,estimator,seconds,tau2\n")
setTimeLimit(cpu = limit)
tryCatch(
  for (method in c("REML", "DL")) {
    tau2 <- format(rma_only(method)$tau2, digits = 15)
    cat(k, "rma", method, seconds_per_call(function() rma_only(method)), tau2, sep = ",")
    cat("\n")
    cat(k, "fit", method, seconds_per_call(function() whole_fit(method)), tau2, sep = ",")
    cat("\n")
  },
  error = function(problem) message("k = ", k, ": stopped after ", limit, " s of CPU: ", conditionMessage(problem)))
