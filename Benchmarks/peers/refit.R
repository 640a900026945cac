# metafor's permutest() on the BCG trials by latitude, and leave1out() on simulated studies: CPU seconds.
#
#   Rscript Benchmarks/peers/refit.R FILE PERMUTATIONS          (FILE: yi,vi)
suppressPackageStartupMessages(library(metafor))
words <- commandArgs(trailingOnly = TRUE)
cpu <- function(work) { time <- system.time(work); time[["user.self"]] + time[["sys.self"]] }
tight <- list(threshold = 1e-10, maxiter = 1000)
cat("work,k,fits,seconds,result\n")
bcg <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
fit <- rma(yi, vi, mods = ~ablat, data = bcg, method = "REML", test = "adhoc")
count <- as.numeric(words[2])
set.seed(1)
time <- cpu(result <- permutest(fit, iter = count, progbar = FALSE))
cat("permutations", fit$k, count, time, result$pval[2], sep = ","); cat("\n")
dat <- read.csv(words[1])
fit <- rma(yi, vi, data = dat, method = "REML", test = "knha", control = tight)
time <- cpu(result <- leave1out(fit, progbar = FALSE))
cat("leave-one-out", fit$k, fit$k, time, mean(result$tau2), sep = ","); cat("\n")
