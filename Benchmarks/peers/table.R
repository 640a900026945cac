# Turns the times that Benchmarks/run collected into Markdown tables; medians over the rounds, ratios within a round.
#
#   Rscript Benchmarks/peers/table.R DIRECTORY

directory <- commandArgs(trailingOnly = TRUE)[1]
collected <- function(name) {
  file <- file.path(directory, paste0(name, ".csv"))
  if (file.exists(file)) read.csv(file) else NULL
}
commands <- collected("commands")
fits <- collected("fits")
mixed <- collected("mixed")
drawn <- collected("drawn")
curves <- collected("curves")
pymare <- collected("pymare")
large <- collected("large")

time_text <- function(seconds) {
  unit <- if (seconds < 1e-3) c(1e6, "µs") else if (seconds < 1) c(1e3, "ms") else c(1, "s")
  number <- signif(seconds * as.numeric(unit[1]), 3)
  paste(if (number < 100) formatC(number, digits = 3, format = "fg", flag = "#") else number, unit[2])
}
ratio_text <- function(slow, fast) format(signif(median(slow / fast), 2), big.mark = " ")
size_text <- function(k) format(k, big.mark = " ", scientific = FALSE)
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
  size <- size_text(k)
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

cat("\n")
row("summary survival curve, 27 studies at 20 times", "copse", "plain R", "ratio")
row("---", "---:", "---:", "---:")
for (work in unique(curves$work)) {
  some <- curves[curves$work == work, ]
  for (value in c("survival", "log_se")) {
    if (diff(range(some[[value]])) > 1e-9 * max(some[[value]])) stop("different ", value, " of the summary curve")
  }
  copse <- some$seconds[some$side == "copse"]
  peer <- some$seconds[some$side == "R"]
  row(work, time_text(median(copse)), time_text(median(peer)), ratio_text(peer, copse))
}

cat("\n")
row("mixed model on counts, BCG vaccine, odds ratio", "copse", "metafor: `rma.glmm`", "ratio", "copse: estimate, τ²",
    "metafor: estimate, τ²")
row("---", "---:", "---:", "---:", "---", "---")
for (model in unique(mixed$model)) {
  of <- function(side) mixed[mixed$model == model & mixed$side == side, ]
  found <- function(side) sprintf("%.6f, %.6f", of(side)$estimate[1], of(side)$tau2[1])
  copse <- time_text(median(of("copse")$seconds))
  if (nrow(of("metafor")) == 0) {
    row(toupper(model), copse, "–", "–", found("copse"), "–")
    next
  }
  # metafor integrates with 7 nodes, or to a relative 1e-4; Copse to the last digits.
  apart <- max(abs(of("copse")$estimate[1] - of("metafor")$estimate), abs(of("copse")$tau2[1] - of("metafor")$tau2))
  if (apart > 2e-3) stop("different mixed models: ", model, " by ", apart)
  row(toupper(model), copse, time_text(median(of("metafor")$seconds)),
      ratio_text(of("metafor")$seconds, of("copse")$seconds), found("copse"), found("metafor"))
}

cat("\n")
row("one fit, drawn effects", "k", "moderators", "copse: whole fit", "PyMARE: estimator", "PyMARE: with its statistics",
    "ratio, with statistics", "ratio, PyMARE's estimator to copse's whole fit", "largest relative difference")
row("---", "---:", "---:", "---:", "---:", "---:", "---:", "---:", "---:")
shapes <- unique(drawn[c("k", "moderators", "estimator")])
for (i in seq_len(nrow(shapes))) {
  copse <- merge(drawn, shapes[i, ])
  first <- c(shapes$estimator[i], size_text(shapes$k[i]), shapes$moderators[i], time_text(median(copse$seconds)))
  if (is.null(pymare)) {
    row(first, "–", "–", "–", "–", "–")
    next
  }
  peer <- merge(pymare, shapes[i, ])
  copse <- copse[order(copse$round), ]
  peer <- peer[order(peer$round), ]
  row(first, time_text(median(peer$alone)), time_text(median(peer$whole)), ratio_text(peer$whole, copse$seconds),
      ratio_text(peer$alone, copse$seconds), signif(max(peer$difference), 2))
}

cat("\n")
row("growth with k, copse's whole fit", "k", "time", "time per study", "peak memory", "of it the studies",
    "peak memory per study")
row("---", "---:", "---:", "---:", "---:", "---:", "---:")
for (i in order(large$estimator, large$k)) with(large[i, ], {
  megabytes <- function(bytes) paste(size_text(signif(bytes / 1e6, 3)), "MB")
  row(estimator, size_text(k), time_text(seconds), paste(signif(seconds / k * 1e9, 3), "ns"), megabytes(peak),
      megabytes(peak_data), paste(round(peak / k), "B"))
})
