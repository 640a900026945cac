# Writes Tests/Reference/deletion.json: leave-one-out and cumulative analyses by metafor.
#
#   Rscript Tests/Reference/make_deletion.R [OUTPUT_FILE]     (from the top of the repository; some seconds)
#
# Each run has its call. Iterative estimates of tau2 are stopped late (threshold and tol 1e-13). Columns without a meaning for a model are null.
# I2 is in percent, as metafor has it.

suppressPackageStartupMessages(library(metafor))
arguments <- commandArgs(trailingOnly = TRUE)
out <- if (length(arguments)) arguments[1] else "Tests/Reference/deletion.json"
data <- function(name) read.csv(file.path("Datasets", name, "data.csv"), stringsAsFactors = FALSE)

bcg <- escalc("RR", ai = events1, n1i = total1, ci = events2, n2i = total2, data = data("bcg-vaccine"))
teacher <- data("teacher-expectancy")
catheter <- data("catheter-infection")
tight <- list(threshold = 1e-13, tol = 1e-13, maxiter = 1e5)

fits <- list(
  list(id = "EE", data = "bcg-vaccine", call = quote(rma(yi, vi, data = bcg, method = "EE"))),
  list(id = "DL", data = "bcg-vaccine", call = quote(rma(yi, vi, data = bcg, method = "DL"))),
  list(id = "REML", data = "bcg-vaccine", call = quote(rma(yi, vi, data = bcg, method = "REML", control = tight))),
  list(id = "REML knha", data = "bcg-vaccine",
       call = quote(rma(yi, vi, data = bcg, method = "REML", test = "knha", control = tight))),
  list(id = "EE", data = "teacher-expectancy", call = quote(rma(yi, vi, data = teacher, method = "EE"))),
  list(id = "DL", data = "teacher-expectancy", call = quote(rma(yi, vi, data = teacher, method = "DL"))),
  list(id = "REML", data = "teacher-expectancy", call = quote(rma(yi, vi, data = teacher, method = "REML", control = tight))),
  list(id = "MH", data = "bcg-vaccine", measure = "OR",
       call = quote(rma.mh(ai = events1, n1i = total1, ci = events2, n2i = total2, data = bcg, measure = "OR"))),
  list(id = "MH", data = "catheter-infection", measure = "RR",
       call = quote(rma.mh(ai = events1, n1i = total1, ci = events2, n2i = total2, data = catheter, measure = "RR"))),
  list(id = "Peto", data = "bcg-vaccine", measure = "PETO",
       call = quote(rma.peto(ai = events1, n1i = total1, ci = events2, n2i = total2, data = bcg))))

orders <- list(file = NULL, year = quote(year), "-year" = quote(-year))

rows <- function(x) {
  keep <- c("estimate", "se", "pval", "ci.lb", "ci.ub", "Q", "Qp", "tau2", "I2", "H2")
  setNames(lapply(keep, function(name) { v <- x[[name]]; if (is.null(v)) NULL else as.numeric(v) }), keep)
}
one <- function(case) {
  fit <- eval(case$call)
  # The values of the order are computed here, so that one line serves fits with and without a data frame.
  frame <- list("bcg-vaccine" = bcg, "teacher-expectancy" = teacher, "catheter-infection" = catheter)[[case$data]]
  cumulative <- lapply(orders, function(order) {
    # cumul goes through ties of order() in the order of the data, as Copse does.
    if (is.null(order)) cumul(fit) else { values <- eval(order, frame); cumul(fit, order = values) }
  })
  list(id = case$id, data = case$data, measure = case$measure, call = paste(deparse(case$call), collapse = " "),
       leave1out = rows(leave1out(fit)), cumul = lapply(cumulative, rows))
}
versions <- paste(R.version.string, "metafor", packageVersion("metafor"))
writeLines(jsonlite::toJSON(list(versions = versions, runs = lapply(fits, one)), auto_unbox = TRUE, digits = NA, null = "null",
                            na = "null", pretty = FALSE), out)
