# Writes Tests/Reference/bias_tests.json: tests of funnel asymmetry, PET-PEESE and limit meta-analyses.
#
#   Rscript Tests/Reference/make_bias_tests.R [OUTPUT_FILE]     (from the top of the repository; a few seconds)
#
# Egger's tests and Begg's are metafor's regtest and ranktest. Those that metafor does not have are base R's lm and cor.test
# on the quantities of their papers, written out here; the mean and variance of the noncentral hypergeometric distribution
# are sums over its support. The limit meta-analysis is lm on the radial plot; the variance of its adjusted effect is
# c(tau, 1) times the covariance of the line with residual variance 1.

suppressPackageStartupMessages({ library(metafor); library(jsonlite) })
arguments <- commandArgs(trailingOnly = TRUE)
out <- if (length(arguments)) arguments[1] else "Tests/Reference/bias_tests.json"

tight <- list(threshold = 1e-14, maxiter = 1e5, tol = 1e-14)
read <- function(name) {
  d <- read.csv(file.path("Datasets", name, "data.csv"), stringsAsFactors = FALSE)
  whole <- sapply(d, is.integer); d[whole] <- lapply(d[whole], as.numeric)  # products of counts leave R's integers
  d
}
counts <- function(name, measure) escalc(measure = measure, ai = events1, n1i = total1, ci = events2, n2i = total2, data = read(name))
teacher <- read("teacher-expectancy"); teacher$ni <- teacher$n_expectancy + teacher$n_control
means <- read("stroke-length-of-stay")
sets <- list(
  list(data = "bcg-vaccine", measure = "RR", d = counts("bcg-vaccine", "RR")),
  list(data = "bcg-vaccine", measure = "OR", d = counts("bcg-vaccine", "OR")),
  list(data = "magnesium", measure = "OR", d = counts("magnesium", "OR")),
  list(data = "magnesium", measure = "RR", d = counts("magnesium", "RR")),
  list(data = "catheter-infection", measure = "OR", d = { d <- counts("catheter-infection", "OR"); d[!(d$events1 + d$events2 == 0), ] }),
  list(data = "passive-smoking", measure = "GEN", d = read("passive-smoking")),
  list(data = "teacher-expectancy", measure = "GEN", d = teacher),
  list(data = "hyperdynamic-therapy", measure = "PLO", d = escalc(measure = "PLO", xi = events, ni = total, data = read("hyperdynamic-therapy"))),
  list(data = "stroke-length-of-stay", measure = "SMD",
       d = escalc(measure = "SMD", m1i = mean1, sd1i = sd1, n1i = total1, m2i = mean2, sd2i = sd2, n2i = total2, data = means)))

egger <- function(yi, vi, ni) {
  result <- list()
  known <- !is.null(ni)
  if (!known) ni <- rep(1, length(yi))
  for (predictor in c("sei", "vi", if (known) c("ni", "ninv", "sqrtni", "sqrtninv"))) {
    models <- list(
      list("lm", "lm", quote(regtest(yi, vi, ni = ni, model = "lm", predictor = predictor))),
      list("REML z", "rma", quote(regtest(rma(yi, vi, ni = ni, control = tight), predictor = predictor))),
      list("REML knha", "rma", quote(regtest(rma(yi, vi, ni = ni, test = "knha", control = tight), predictor = predictor))),
      list("DL t", "rma", quote(regtest(rma(yi, vi, ni = ni, method = "DL", test = "t"), predictor = predictor))),
      list("EE z", "rma", quote(regtest(rma(yi, vi, ni = ni, method = "EE"), predictor = predictor))))
    for (m in models) {
      r <- suppressWarnings(eval(m[[3]])); b <- coef(summary(r$fit))
      tau2 <- if (m[[2]] == "lm") NA else r$fit$tau2
      result[[length(result) + 1]] <- list(
        model = m[[1]], predictor = predictor, call = paste(deparse(m[[3]]), collapse = ""), statistic = r$zval, df = if (is.null(r$dfs)) NA else r$dfs[1],
        p = r$pval, slope = b[2, 1], slopeSE = b[2, 2], limit = b[1, 1], limitSE = b[1, 2], est = if (is.null(r$est)) NA else r$est,
        estLower = if (is.null(r$est)) NA else r$ci.lb, estUpper = if (is.null(r$est)) NA else r$ci.ub, tau2 = tau2)
    }
  }
  result
}

line <- function(y, x, w) {
  b <- coef(summary(lm(y ~ x, weights = w)))
  list(statistic = b[2, 3], df = length(y) - 2, p = b[2, 4], slope = b[2, 1], slopeSE = b[2, 2], limit = b[1, 1], limitSE = b[1, 2])
}

kendall <- function(x, y) {
  exact <- if (anyDuplicated(x) || anyDuplicated(y)) NULL else cor.test(x, y, method = "kendall", exact = TRUE)
  normal <- suppressWarnings(cor.test(x, y, method = "kendall", exact = FALSE))
  corrected <- suppressWarnings(cor.test(x, y, method = "kendall", exact = FALSE, continuity = TRUE))
  list(tau = unname(normal$estimate), z = unname(normal$statistic), normal = normal$p.value, zCorrected = unname(corrected$statistic),
       corrected = corrected$p.value, exact = if (is.null(exact)) NA else exact$p.value)
}

conditional <- function(n1, n2, e, logpsi) {
  x <- max(0, e - n2):min(n1, e)
  l <- lchoose(n1, x) + lchoose(n2, e - x) + x * logpsi; p <- exp(l - max(l)); p <- p / sum(p); m <- sum(p * x)
  c(m, sum(p * (x - m)^2))
}

tests <- function(s) {
  d <- s$d; yi <- as.numeric(d$yi); vi <- as.numeric(d$vi); w <- 1 / vi
  mean <- sum(w * yi) / sum(w)
  result <- list(begg = kendall((yi - mean) / sqrt(vi - 1 / sum(w)), vi))
  result$begg$metafor <- ranktest(yi, vi)$pval
  if (s$measure %in% c("OR", "RR")) {
    a <- d$events1; n1 <- d$total1; c <- d$events2; n2 <- d$total2; e <- a + c; N <- n1 + n2
    score <- if (s$measure == "OR") list(z = a - e * n1 / N, v = n1 * n2 * e * (N - e) / (N^2 * (N - 1)))
             else list(z = (a * N - e * n1) / (N - e), v = n1 * n2 * e / (N * (N - e)))
    result$harbord <- line(score$z / score$v, 1 / sqrt(score$v), score$v)
    pooled <- 1 / (1 / e + 1 / (N - e))
    result$peters <- line(yi, 1 / N, pooled)
    result$macaskill <- line(yi, N, w)
    result[["macaskill-pooled"]] <- line(yi, N, pooled)
    if (s$measure == "OR") {
      ess <- 4 * n1 * n2 / N
      result$deeks <- line(yi, 1 / sqrt(ess), ess)
      logpsi <- log(sum(a * (n2 - c) / N) / sum((n1 - a) * c / N))
      moments <- mapply(conditional, n1, n2, e, MoreArgs = list(logpsi))
      result$schwarzer <- kendall((a - moments[1, ]) / sqrt(moments[2, ]), 1 / moments[2, ])
    }
  }
  if (s$measure == "PLO") {
    zero <- ifelse(d$events == 0 | d$events == d$total, 0.5, 0); e <- d$events + zero; n <- d$total + 2 * zero
    result$peters <- line(yi, 1 / d$total, 1 / (1 / e + 1 / (n - e)))
  }
  if (s$measure == "SMD") result$pustejovsky <- line(yi, sqrt(1 / d$total1 + 1 / d$total2), w)
  result
}

petpeese <- function(yi, vi) {
  pet <- line(yi, sqrt(vi), 1 / vi); peese <- line(yi, vi, 1 / vi)
  t <- pet$limit / pet$limitSE; common <- sum(yi / vi)
  list(pet = pet, peese = peese, oneSided = pt(sign(common) * t, length(yi) - 2, lower.tail = FALSE))
}

limit <- function(yi, vi, tau2) {
  s <- sqrt(vi + tau2); tau <- sqrt(tau2); r <- summary(lm(I(yi / s) ~ I(1 / s))); b <- r$coefficients[, 1]
  g <- b[2] + tau / s * (yi - b[2])
  q <- sum((yi - sum(yi / vi) / sum(1 / vi))^2 / vi); rest <- deviance(lm(yi ~ sqrt(vi), weights = 1 / vi))
  list(tau2 = tau2, alpha = unname(b[1]), beta = unname(b[2]), adjusted = unname(b[2] + tau * b[1]),
       se = sqrt(drop(t(c(tau, 1)) %*% r$cov.unscaled %*% c(tau, 1))), studies = unname(g), q = q, residual = rest, small = q - rest,
       g2 = if (tau2 > 0) 1 - summary(lm(I(g / sqrt(vi)) ~ I(1 / sqrt(vi))))$r.squared else NA)
}

cases <- lapply(sets, function(s) {
  yi <- as.numeric(s$d$yi); vi <- as.numeric(s$d$vi); ni <- s$d$ni
  if (s$measure %in% c("OR", "RR", "SMD")) ni <- s$d$total1 + s$d$total2
  if (s$measure == "PLO") ni <- s$d$total
  tau2 <- rma(yi, vi, method = "DL")$tau2
  list(data = s$data, measure = s$measure, egger = egger(yi, vi, ni), tests = tests(s), petPeese = petpeese(yi, vi), limit = limit(yi, vi, tau2))
})

# All orders of few: the smallest numbers of studies, against which the exact distribution of Kendall's S can be counted.
exact <- lapply(c(4, 7, 9), function(n) {
  s <- seq(-n * (n - 1) / 2, n * (n - 1) / 2, by = 2)
  x <- lapply(s, function(target) { p <- 1:n; repeat { now <- sum(sign(outer(p, p, "-"))[lower.tri(diag(n))]); if (now == target) return(p)
    i <- which(diff(p) > 0)[1]; p[c(i, i + 1)] <- p[c(i + 1, i)] } })
  list(n = n, s = s, p = sapply(x, function(p) cor.test(1:n, p, method = "kendall", exact = TRUE)$p.value))
})

write_json(list(r = R.version.string, metafor = as.character(packageVersion("metafor")), cases = cases, kendall = exact), out,
           digits = I(17), auto_unbox = TRUE, pretty = TRUE, na = "null")
