# Turns the times that Benchmarks/run collected into Markdown tables; medians over the rounds, ratios within a round.
#
#   Rscript Benchmarks/peers/table.R COMMANDS.csv FITS.csv

arguments <- commandArgs(trailingOnly = TRUE)
commands <- read.csv(arguments[1])
fits <- read.csv(arguments[2])

time_text <- function(seconds) {
  unit <- if (seconds < 1e-3) c(1e6, "µs") else if (seconds < 1) c(1e3, "ms") else c(1, "s")
  number <- signif(seconds * as.numeric(unit[1]), 3)
  paste(if (number < 100) formatC(number, digits = 3, format = "fg", flag = "#") else number, unit[2])
}
ratio_text <- function(slow, fast) format(signif(median(slow / fast), 2), big.mark = " ")
row <- function(...) cat("|", paste(c(...), collapse = " | "), "|\n")

row("whole command", "copse", "R with metafor", "ratio", "copse, CPU", "R with metafor, CPU", "ratio, CPU")
row("---", "---:", "---:", "---:", "---:", "---:", "---:")
for (work in unique(commands$work)) {
  of <- function(side) commands[commands$work == work & commands$side == side, ]
  cells <- lapply(c("wall", "cpu"), function(clock) {
    copse <- of("copse")[[clock]]
    metafor <- of("metafor")[[clock]]
    c(time_text(median(copse)), time_text(median(metafor)), ratio_text(metafor, copse))
  })
  row(work, unlist(cells))
}

cat("\n")
row("one fit", "k", "copse: τ² alone", "copse: whole fit", "metafor: `rma`", "metafor: `rma`, `confint`, `predict`",
    "ratio, whole fits", "ratio, `rma` to copse's whole fit")
row("---", "---:", "---:", "---:", "---:", "---:", "---:", "---:")
for (k in unique(fits$k)) for (estimator in c("REML", "DL")) {
  some <- fits[fits$k == k & fits$estimator == estimator, ]
  seconds <- function(side, work) some$seconds[some$side == side & some$work == work]
  size <- format(k, big.mark = " ", scientific = FALSE)
  if (max(some$tau2) - min(some$tau2) > 1e-6 * max(1, some$tau2)) stop("different tau2 at k = ", k, ", ", estimator)
  tau2 <- time_text(median(seconds("copse", "tau2")))
  fit <- time_text(median(seconds("copse", "fit")))
  if (!any(some$side == "metafor")) {
    row(estimator, size, tau2, fit, "–", "–", "–", "–")
    next
  }
  row(estimator, size, tau2, fit, time_text(median(seconds("metafor", "rma"))),
      time_text(median(seconds("metafor", "fit"))),
      ratio_text(seconds("metafor", "fit"), seconds("copse", "fit")),
      ratio_text(seconds("metafor", "rma"), seconds("copse", "fit")))
}
