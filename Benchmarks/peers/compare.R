# Stops unless two forest plots hold the same numbers, so that what is timed is the same work.
#
#   Rscript Benchmarks/peers/compare.R COPSE.csv PEER.csv COPSE_TAU2
#
# Both files have the columns row_type, yi, sei, estimate, lower, upper and weight_percent; the peer's has tau2.

arguments <- commandArgs(trailingOnly = TRUE)
tolerance <- 1e-6
read_rows <- function(file) {
  rows <- read.csv(file, na.strings = c("", "NA"), strip.white = TRUE)
  rows[rows$row_type %in% c("study", "summary", "prediction_interval"), ]
}
copse <- read_rows(arguments[1])
peer <- read_rows(arguments[2])
if (!identical(copse$row_type, peer$row_type)) stop("the forest plots have different rows")

worst <- function(a, b) max(abs(as.numeric(a) - as.numeric(b)) / pmax(1, abs(as.numeric(b))), na.rm = TRUE)
columns <- c("yi", "sei", "estimate", "lower", "upper", "weight_percent")
differences <- sapply(columns, function(column) worst(copse[[column]], peer[[column]]))
differences["tau2"] <- worst(arguments[3], peer$tau2[peer$row_type == "summary"])
missing <- sapply(columns, function(column) any(is.na(copse[[column]]) != is.na(peer[[column]])))
if (any(missing)) stop("missing in one of the two: ", paste(columns[missing], collapse = ", "))
if (any(differences > tolerance)) {
  stop("different numbers, by ", paste(names(differences), signif(differences, 2), collapse = ", "))
}
cat(signif(max(differences), 2), "\n", sep = "")
