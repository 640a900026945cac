# Writes Tests/Reference/measures.json: yi and vi of metafor's escalc() for rates, means, changes and correlations.
#
#   Rscript Tests/Reference/make_measures.R [OUTPUT_FILE]      (from the top of the repository; a few seconds)
#
# Each case holds its data as columns under metafor's names, which Copse reads, and one run per measure and variant.
# Where metafor 3.8 is known to differ from later versions (SMDH, bias of ROM and CVR) nothing is written; these have
# formulas in the tests.

suppressPackageStartupMessages({ library(metafor); library(metadat) })
arguments <- commandArgs(trailingOnly = TRUE)
out <- if (length(arguments)) arguments[1] else "Tests/Reference/measures.json"

number <- function(x) {
  if (is.na(x) || is.infinite(x)) return("null")
  if (x == 0) return("0")
  for (digits in 15:17) {
    text <- sprintf(paste0("%.", digits, "g"), x)
    if (as.numeric(text) == x) return(text)
  }
  text
}
array <- function(x) paste0("[", paste(vapply(as.numeric(x), number, ""), collapse = ", "), "]")
object <- function(x) paste0("{", paste0('"', names(x), '": ', x, collapse = ", "), "}")

cases <- list()
case <- function(name, data, measures, ...) {
  runs <- unlist(lapply(measures, function(measure) {
    variants <- list(list())
    if (measure %in% c("IR", "IRLN", "IRR", "IRD", "IRS", "IRFT", "IRSD", "OR2DL", "OR2DN", "PBIT"))
      variants <- c(variants, list(list(to = "all", add = 1/2), list(to = "none"), list(to = "if0all", add = 1/4)))
    vapply(variants, function(v) {
      e <- suppressWarnings(do.call(escalc, c(list(measure = measure), as.list(data), v)))
      object(c(measure = paste0('"', measure, '"'), to = paste0('"', if (is.null(v$to)) "default" else v$to, '"'),
               add = if (is.null(v$add)) "0.5" else number(v$add), yi = array(e$yi), vi = array(e$vi)))
    }, "")
  }))
  columns <- vapply(data, array, "")
  cases[[length(cases) + 1]] <<- paste0('{"name": "', name, '", "columns": ', object(columns), ', "runs": [\n',
                                        paste(runs, collapse = ",\n"), "\n]}")
}

rates1 <- function(d, n) setNames(d[paste0(c("x", "t"), n, "i")], c("xi", "ti"))
for (d in list(list("dat.hart1999", dat.hart1999), list("dat.nielweise2008", dat.nielweise2008))) {
  case(d[[1]], d[[2]][c("x1i", "t1i", "x2i", "t2i")], c("IRR", "IRD", "IRSD"))
  case(paste(d[[1]], "group 1"), rates1(d[[2]], 1), c("IRLN", "IR", "IRS", "IRFT"))
}
zeros <- data.frame(x1i = c(0, 3, 0, 12, 7), t1i = c(10.5, 40, 33, 210, 5), x2i = c(4, 0, 9, 15, 2), t2i = c(12, 41, 30, 180, 6))
case("rates with zeros", zeros, c("IRR", "IRD", "IRSD"))
case("rates with zeros, group 1", rates1(zeros, 1), c("IRLN", "IR", "IRS", "IRFT"))

means <- c("m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i")
case("dat.normand1999", dat.normand1999[means], c("MD", "SMD", "ROM", "VR", "D2ORL", "D2ORN"))
case("dat.curtis1998", dat.curtis1998[means], c("MD", "SMD", "ROM", "VR", "D2ORL", "D2ORN"))
case("dat.normand1999 group 1", setNames(dat.normand1999[c("m1i", "sd1i", "n1i")], c("mi", "sdi", "ni")), c("MN", "MNLN"))

correlations <- function(d) d[!is.na(d$ri) & d$ni > 4, c("ri", "ni")]
case("dat.molloy2014", correlations(dat.molloy2014), c("COR", "ZCOR", "UCOR"))
case("dat.mcdaniel1994", correlations(dat.mcdaniel1994), c("COR", "ZCOR", "UCOR"))
case("small correlations", data.frame(ri = c(-.9, .1, .5, .99, -.3, .2), ni = c(5, 5, 6, 7, 8, 21)), c("COR", "ZCOR", "UCOR"))

# Morris (2008), Table 5: after and before in the treatment group, with the correlation between them.
case("Morris 2008", data.frame(m1i = c(38.5, 26.8, 0.7, 75.9, 36.0), m2i = c(30.6, 23.5, 0.5, 53.4, 35.6),
                               sd1i = c(11.6, 4.1, 0.1, 4.4, 4.6), sd2i = c(15.0, 3.1, 0.1, 14.5, 4.7),
                               ni = c(20, 50, 9, 10, 14), ri = c(.47, .64, .77, .89, .44)), c("MC", "SMCC", "SMCR"))

bcg <- with(dat.bcg, data.frame(ai = tpos, n1i = tpos + tneg, ci = cpos, n2i = cpos + cneg))
case("dat.bcg", bcg, c("PBIT", "OR2DL", "OR2DN"))
case("dat.nielweise2007", dat.nielweise2007[c("ai", "n1i", "ci", "n2i")], c("PBIT", "OR2DL", "OR2DN"))

writeLines(paste0('{"versions": {"R": "', getRversion(), '", "metafor": "', packageVersion("metafor"), '", "metadat": "',
                  packageVersion("metadat"), '"},\n"cases": [\n', paste(unlist(cases), collapse = ",\n"), "\n]}"), out)
