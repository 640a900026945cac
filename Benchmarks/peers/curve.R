# Times summary survival curves, written in plain R from the formulas of Combescure, Foucher and Jackson (2014).
#
#   Rscript Benchmarks/peers/curve.R FILE
#
# FILE has the columns study, time, survival, at_risk: `fit-times curve-data`. Every study observes the first intervals of
# the common times. Prints CSV: work, CPU seconds per curve, survival and the standard error of its logarithm at the last
# time. The work holds the random-effects curve with its limits, median, restricted mean and Q; with draws, 10 000 of them.

data <- read.csv(commandArgs(trailingOnly = TRUE)[1])
times <- sort(unique(data$time))
z <- qnorm(0.975)

matrices <- function() {
  ids <- unique(data$study)
  y <- v <- matrix(NA_real_, length(ids), length(times))
  for (i in seq_along(ids)) {
    d <- data[data$study == ids[i], ]
    j <- seq_len(nrow(d))
    q <- d$survival / c(1, d$survival[-nrow(d)])
    keep <- is.finite(q)
    y[i, j[keep]] <- asin(sqrt((d$at_risk * q + 0.25) / (d$at_risk + 0.5)))[keep]
    v[i, j[keep]] <- (1 / (4 * (d$at_risk + 0.5)))[keep]
  }
  list(y = y, v = v)
}

between <- function(y, v) {
  size <- ncol(y)
  sigma <- matrix(0, size, size)
  for (j in seq_len(size)) for (l in seq_len(j)) {
    both <- !is.na(y[, j]) & !is.na(y[, l])
    if (sum(both) < 2) next
    w <- 1 / sqrt(v[both, j] * v[both, l])
    q <- sum(w * (y[both, j] - sum(w * y[both, j]) / sum(w)) * (y[both, l] - sum(w * y[both, l]) / sum(w)))
    sigma[j, l] <- sigma[l, j] <- (q - (j == l) * (sum(both) - 1)) / (sum(w) - sum(w^2) / sum(w))
  }
  e <- eigen(sigma, symmetric = TRUE)
  e$vectors %*% (pmax(e$values, 0) * t(e$vectors))
}

curve <- function(draws = 0) {
  m <- matrices()
  size <- length(times)
  sigma <- between(m$y, m$v)
  information <- matrix(0, size, size)
  score <- numeric(size)
  for (i in seq_len(nrow(m$y))) {
    n <- sum(!is.na(m$y[i, ]))
    if (n == 0) next
    j <- seq_len(n)
    w <- solve(sigma[j, j] + diag(m$v[i, j], n))
    information[j, j] <- information[j, j] + w
    score[j] <- score[j] + w %*% m$y[i, j]
  }
  covariance <- solve(information)
  beta <- drop(covariance %*% score)
  survival <- cumprod(sin(beta)^2)
  slope <- lower.tri(diag(size), TRUE) %*% diag(2 / tan(beta), size)
  log_covariance <- slope %*% covariance %*% t(slope)
  se <- sqrt(diag(log_covariance))
  new_se <- sqrt(diag(slope %*% (covariance + sigma) %*% t(slope)))
  factor <- exp(outer(c(z, -z), se / -log(survival)))
  limits <- rbind(survival^factor[1, ], survival^factor[2, ])
  new_factor <- exp(outer(c(z, -z), new_se / -log(survival)))
  prediction <- rbind(survival^new_factor[1, ], survival^new_factor[2, ])
  x <- c(0, times)
  s <- c(1, survival)
  below <- which(s <= 0.5)[1]
  median <- x[below] - (0.5 - s[below]) / (s[below - 1] - s[below]) * (x[below] - x[below - 1])
  mean <- sum(diff(x) * (s[-1] + s[-length(s)]) / 2)
  common <- colSums(m$y / m$v, na.rm = TRUE) / colSums(1 / m$v, na.rm = TRUE)
  q <- sum(sweep(m$y, 2, common)^2 / m$v, na.rm = TRUE)
  if (draws > 0) {
    drawn <- matrix(rnorm(draws * size), draws) %*% chol(covariance)
    drawn <- sin(pmin(pmax(sweep(drawn, 2, beta, "+"), 0), pi / 2))^2
    for (j in seq_len(size)[-1]) drawn[, j] <- drawn[, j - 1] * drawn[, j]
    limits <- apply(drawn, 2, quantile, c(0.025, 0.975))
  }
  list(survival = survival[size], se = se[size], limits, prediction, median, mean, q)
}

seconds_per_call <- function(work) {
  cpu <- function() sum(proc.time()[c("user.self", "sys.self")])
  start <- cpu()
  for (i in 1:3) work()
  count <- max(3, ceiling(0.3 * 3 / max(cpu() - start, 0.001)))
  median(replicate(5, { start <- cpu(); for (i in seq_len(count)) work(); (cpu() - start) / count }))
}

cat("work,seconds,survival,log_se\n")
fit <- curve()
for (draws in c(0, 10000)) {
  work <- if (draws > 0) "curve with 10000 draws" else "curve"
  cat(work, seconds_per_call(function() curve(draws)), format(fit$survival, digits = 15), format(fit$se, digits = 15),
      sep = ",")
  cat("\n")
}
