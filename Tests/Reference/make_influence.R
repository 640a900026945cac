# Writes Tests/Reference/influence.json: deletion diagnostics and Baujat's points by metafor on bundled data sets.
#
#   Rscript Tests/Reference/make_influence.R [OUTPUT_FILE]     (from the top of the repository; some seconds)
#
# The result is the same bytes on every run. Iterative estimators run to an absolute change of 1e-13.

suppressPackageStartupMessages(library(metafor))
arguments <- commandArgs(trailingOnly = TRUE)
out <- if (length(arguments)) arguments[1] else "Tests/Reference/influence.json"
pdf(NULL)

tight <- list(threshold = 1e-13, maxiter = 1e5, tol = 1e-13)
result <- list()
add <- function(...) result[[length(result) + 1]] <<- list(...)
read <- function(name) read.csv(sprintf("Datasets/%s/data.csv", name), stringsAsFactors = FALSE)
points <- function(fit) { b <- baujat(fit); list(x = b$x, y = b$y) }

# ---- inverse variance ------------------------------------------------------------------------------------------------

diagnostics <- function(fit) {
  i <- influence(fit)
  list(k = fit$k, p = fit$p, tau2 = fit$tau2, QE = fit$QE, rstandard = rstandard(fit)$z, rstudent = i$inf$rstudent,
       dffits = i$inf$dffits, cook = i$inf$cook.d, covr = i$inf$cov.r, tau2del = i$inf$tau2.del, QEdel = i$inf$QE.del,
       hat = i$inf$hat, weight = i$inf$weight, dfbs = unname(lapply(seq_len(fit$p), function(j) i$dfbs[[j]])),
       infl = i$is.infl, baujat = points(fit))
}
cases <- list(
  list(dataset = "bcg-vaccine", measure = "RR", mods = c("none", "ablat", "ablat+alloc", "groups")),
  list(dataset = "passive-smoking", measure = "GEN", mods = "none"),
  list(dataset = "teacher-expectancy", measure = "GEN", mods = c("none", "weeks")))
formulas <- list(none = NULL, ablat = ~ ablat, "ablat+alloc" = ~ ablat + relevel(factor(alloc), "alternate"), weeks = ~ weeks,
                 groups = ~ factor(alloc, levels = unique(alloc)) - 1)
for (case in cases) {
  dat <- read(case$dataset)
  if (case$measure == "RR") dat <- escalc("RR", ai = events1, n1i = total1, ci = events2, n2i = total2, data = dat)
  for (mods in case$mods) for (method in c("EE", "DL", "HE", "SJ", "ML", "REML", "PM", "given"))
    for (test in c("z", "knha", "adhoc")) {
      arguments <- list(yi = dat$yi, vi = dat$vi, data = dat, method = if (method == "given") "DL" else method,
                        test = test, control = tight)
      if (method == "given") arguments$tau2 <- 0.1
      if (mods != "none") arguments$mods <- formulas[[mods]]
      fit <- suppressWarnings(do.call(rma, arguments))
      add(kind = "iv", dataset = case$dataset, measure = case$measure, mods = mods, method = method, test = test,
          expected = suppressWarnings(diagnostics(fit)))
    }
}

# ---- weights of its own: those of the common effect with the tau2 of DL, as Henmi and Copas have it -----------------------

for (case in cases) {
  dat <- read(case$dataset)
  if (case$measure == "RR") dat <- escalc("RR", ai = events1, n1i = total1, ci = events2, n2i = total2, data = dat)
  fit <- rma(yi, vi, weights = 1 / vi, data = dat, method = "DL")
  add(kind = "weights", dataset = case$dataset, measure = case$measure,
      expected = list(rstandard = rstandard(fit)$z, hat = unname(hatvalues(fit)), weight = unname(weights(fit))))
}

# ---- Mantel-Haenszel and Peto ----------------------------------------------------------------------------------------

# rma.peto would add 1/2 to the cells of a study with a zero cell for its own effect size; Peto's (O - E)/V needs none.

counts <- function(fit) list(rstandard = rstandard(fit)$z, rstudent = rstudent(fit)$z, baujat = points(fit))
for (dataset in c("bcg-vaccine", "magnesium")) {
  dat <- read(dataset)
  for (measure in c("RR", "OR", "RD"))
    add(kind = "mh", dataset = dataset, measure = measure,
        expected = counts(suppressWarnings(rma.mh(measure = measure, ai = events1, n1i = total1, ci = events2, n2i = total2, data = dat))))
  add(kind = "peto", dataset = dataset, measure = "PETO",
      expected = counts(suppressWarnings(rma.peto(ai = events1, n1i = total1, ci = events2, n2i = total2, add = 0, to = "none", data = dat))))
}

# ---- clusters --------------------------------------------------------------------------------------------------------
# By plain fits without each cluster ("fits"), and for REML by rma.mv's own functions ("mv"), which are less precise.

dat <- read("bcg-vaccine")
dat <- escalc("RR", ai = events1, n1i = total1, ci = events2, n2i = total2, data = dat)
dat$trial <- seq_len(nrow(dat))
for (mods in c("none", "ablat")) for (test in c("z", "knha")) {
  X <- if (mods == "none") matrix(1, nrow(dat), 1) else cbind(1, dat$ablat)
  make <- function(keep, method) rma(yi, vi, mods = X[keep, , drop = FALSE], intercept = FALSE, data = dat[keep, ], method = method, test = test, control = tight)
  for (method in c("DL", "REML")) {
    all <- make(rep(TRUE, nrow(dat)), method)
    rows <- lapply(unique(dat$alloc), function(cluster) {
      del <- make(dat$alloc != cluster, method)
      change <- c(all$beta - del$beta)
      s2 <- if (test == "knha") del$s2w else 1
      scale <- diag(solve(crossprod(X, X / (dat$vi + del$tau2)))) * s2
      list(cluster = cluster, cook = c(change %*% solve(all$vb) %*% change), covr = det(del$vb) / det(all$vb),
           tau2del = del$tau2, QEdel = del$QE, dfbs = change / sqrt(scale))
    })
    mv <- NULL
    if (method == "REML" && test == "z") {
      fit <- if (mods == "none") rma.mv(yi, vi, random = ~ 1 | trial, data = dat, control = list(rel.tol = 1e-10))
             else rma.mv(yi, vi, mods = ~ ablat, random = ~ 1 | trial, data = dat, control = list(rel.tol = 1e-10))
      cook <- cooks.distance(fit, cluster = dat$alloc)
      dfbs <- dfbetas(fit, cluster = dat$alloc)
      at <- match(unique(dat$alloc), names(cook))
      mv <- list(cook = unname(cook[at]), dfbs = unname(lapply(dfbs, function(column) column[match(unique(dat$alloc), rownames(dfbs))])))
    }
    add(kind = "cluster", mods = mods, test = test, method = method, expected = list(rows = rows, mv = mv))
  }
}

versions <- paste(R.version.string, "metafor", packageVersion("metafor"))
writeLines(jsonlite::toJSON(list(versions = versions, cases = result), auto_unbox = TRUE, digits = I(17), null = "null", na = "null"), out)
