# Times metafor's mixed models on counts: the peers of MixedModel(approach: .unconditionalFixed) and .conditionalExact.
#
#   Rscript Benchmarks/peers/glmm.R FILE
#
# FILE has the columns events1, total1, events2, total2. Prints CSV: model, CPU seconds per fit, estimate, tau2. UM.FS
# needs lme4, CM.EL needs BiasedUrn; a model whose package is absent is left out with a message.

suppressPackageStartupMessages(library(metafor))
data <- read.csv(commandArgs(trailingOnly = TRUE)[1])
cpu_seconds <- function() sum(proc.time()[c("user.self", "sys.self")])
fit <- function(model) {
  suppressWarnings(rma.glmm(
    measure = "OR", ai = events1, n1i = total1, ci = events2, n2i = total2, data = data, model = model))
}
needs <- c(UM.FS = "lme4", CM.EL = "BiasedUrn")
debian <- c(lme4 = "r-cran-lme4", BiasedUrn = "r-cran-biasedurn")

cat("model,seconds,estimate,tau2\n")
for (model in names(needs)) {
  if (!requireNamespace(needs[model], quietly = TRUE)) {
    message("without metafor's ", model, ": apt-get install ", debian[needs[model]])
    next
  }
  # The median of three fits; one where it takes seconds. The package is loaded by now.
  times <- c()
  while (length(times) < 3 && sum(times) < 2) {
    start <- cpu_seconds()
    result <- fit(model)
    times <- c(times, cpu_seconds() - start)
  }
  cat(tolower(sub(".", "-", model, fixed = TRUE)), median(times), format(as.numeric(result$beta), digits = 15),
      format(result$tau2, digits = 15), sep = ",")
  cat("\n")
}
