# metafor's gosh() on a random sample of subsets: nanoseconds of CPU per subset.
#
#   Rscript Benchmarks/peers/gosh.R FILE          (FILE: yi,vi)
suppressPackageStartupMessages(library(metafor))
dat <- read.csv(commandArgs(trailingOnly = TRUE)[1])
cat("estimator,nanoseconds,subsets,failed\n")
for (case in list(list("EE", 20000), list("DL", 20000), list("REML", 2000))) {
  fit <- rma(yi, vi, data = dat, method = case[[1]], control = if (case[[1]] == "REML") list(threshold = 1e-8, maxiter = 1000) else list())
  set.seed(1)
  time <- system.time(g <- suppressWarnings(gosh(fit, subsets = case[[2]], progbar = FALSE)))
  time <- time[["user.self"]] + time[["sys.self"]]
  cat(case[[1]], ",", time * 1e9 / case[[2]], ",", case[[2]], ",", sum(!g$fit), "\n", sep = "")
}
