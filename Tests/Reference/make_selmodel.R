# Writes Tests/Reference/selmodel.json: selection models by metafor's selmodel, to compare with.
#
#   Rscript Tests/Reference/make_selmodel.R [OUTPUT_FILE]     (from the top of the repository; a few minutes)
#
# metafor 3.8 stops its search at a relative change of 1e-8 and integrates to a relative 1e-4 by default; here both are
# asked for as tight as they go. What is compared is then the log-likelihood at metafor's own parameters (closely), the
# height of the maximum, and the parameters as far as a search without derivatives finds them. Truncation is not in
# metafor 3.8: its likelihood is written out here and maximized by nlminb.

suppressPackageStartupMessages(library(metafor))
arguments <- commandArgs(trailingOnly = TRUE)
out <- if (length(arguments)) arguments[1] else "Tests/Reference/selmodel.json"

number <- function(x) {
  if (is.na(x) || !is.finite(x)) return("null")
  if (x == 0) return("0")
  for (digits in 15:17) {
    text <- sprintf(paste0("%.", digits, "g"), x)
    if (as.numeric(text) == x) return(text)
  }
  text
}
json <- function(x) {
  if (is.null(x)) return("null")
  if (inherits(x, "scalar")) {
    x <- unclass(x)
    return(if (is.character(x)) paste0('"', x, '"') else number(as.numeric(x)))
  }
  if (is.list(x)) {
    if (is.null(names(x))) return(paste0("[", paste(vapply(x, json, ""), collapse = ","), "]"))
    return(paste0("{", paste(paste0('"', names(x), '":', vapply(x, json, "")), collapse = ","), "}"))
  }
  paste0("[", paste(vapply(as.vector(x), function(v) json(one(v)), ""), collapse = ","), "]")
}
one <- function(x) structure(as.vector(x), class = "scalar")

exact <- list(intCtrl = list(rel.tol = 1e-11, subdivisions = 1000L))
# A search that ends in the noise of its own differences counts as failed in metafor: then the next one is asked.
controls <- list(
  c(list(optimizer = "nlminb", rel.tol = 1e-13, eval.max = 2000, iter.max = 1000), exact),
  c(list(optimizer = "optim", optmethod = "BFGS", reltol = 1e-14, maxit = 1000), exact),
  c(list(optimizer = "optim", optmethod = "Nelder-Mead", reltol = 1e-14, maxit = 5000), exact))
vevea <- c(0.005, 0.01, 0.05, 0.1, 0.25, 0.35, 0.5, 0.65, 0.75, 0.9, 0.95, 0.99, 0.995)
severe1 <- c(1, 0.99, 0.9, 0.75, 0.6, 0.5, 0.4, 0.35, 0.3, 0.25, 0.1, 0.1, 0.1, 0.1)
severe2 <- c(1, 0.99, 0.9, 0.75, 0.6, 0.5, 0.25, 0.25, 0.5, 0.6, 0.75, 0.9, 0.99, 1)

data <- list(
  hackshaw = dat.hackshaw1998,
  bcg = escalc("RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg),
  egger = escalc("OR", ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = dat.egger2001),
  raudenbush = dat.raudenbush1985)

models <- list(
  list("hackshaw", "step", "greater", steps = c(.05, .10, .50), profile = TRUE),
  list("hackshaw", "step", "greater", steps = c(.025, .10, .50)),
  list("hackshaw", "step", "greater", steps = .025, profile = TRUE),
  list("hackshaw", "step", "two.sided", steps = c(.05, .5)),
  list("hackshaw", "step", "greater", steps = .025, method = "EE"),
  list("hackshaw", "step", "greater", steps = vevea, delta = severe1),
  list("hackshaw", "step", "greater", steps = vevea, delta = severe2),
  list("hackshaw", "beta", "greater"),
  list("hackshaw", "beta", "greater", method = "EE"),
  list("hackshaw", "halfnorm", "greater"),
  list("hackshaw", "halfnorm", "two.sided"),
  list("hackshaw", "negexp", "greater"),
  list("hackshaw", "logistic", "greater"),
  list("hackshaw", "power", "greater"),
  list("bcg", "step", "less", steps = c(.025, .5)),
  list("bcg", "step", "less", steps = .025, mods = "ablat"),
  list("bcg", "beta", "less"),
  list("bcg", "halfnorm", "less"),
  list("egger", "step", "less", steps = .025),
  list("egger", "beta", "less"),
  list("egger", "negexp", "less"),
  list("egger", "logistic", "less"),
  list("raudenbush", "step", "greater", steps = c(.025, .5)),
  list("raudenbush", "halfnorm", "greater"))

fit <- function(m) {
  message(paste(unlist(m[1:3]), collapse = " "))
  dat <- data[[m[[1]]]]
  method <- if (is.null(m$method)) "ML" else m$method
  res <- if (is.null(m$mods)) rma(yi, vi, data = dat, method = method)
         else rma(yi, vi, mods = as.matrix(dat[m$mods]), data = dat, method = method)
  args <- list(res, type = if (m[[2]] == "step") "stepfun" else m[[2]], alternative = m[[3]], skiphet = TRUE)
  if (!is.null(m$steps)) args$steps <- m$steps
  if (!is.null(m$delta)) args$delta <- m$delta
  for (control in controls) {
    sel <- try(suppressWarnings(do.call(selmodel, c(args, list(control = control)))), silent = TRUE)
    if (!inherits(sel, "try-error")) break
  }
  profile <- NULL
  if (!is.null(m$profile)) {
    ci <- confint(sel, control = list(tol = 1e-9))
    rows <- if (inherits(ci, "list.confint.rma")) ci[!(names(ci) %in% c("digits"))] else list(ci)
    rows <- Filter(function(x) is.list(x) && !is.null(x$random), rows)
    profile <- lapply(rows, function(x) as.vector(x$random[1, ]))
    names(profile) <- NULL
  }
  list(data = one(m[[1]]), type = one(m[[2]]), alternative = one(sub("\\.", "-", m[[3]])),
       method = one(method), mods = if (is.null(m$mods)) NULL else one(m$mods),
       steps = as.numeric(m$steps), weights = as.numeric(m$delta),
       beta = as.vector(sel$beta), se = as.vector(sel$se), tau2 = one(sel$tau2), se.tau2 = one(sel$se.tau2),
       delta = as.vector(sel$delta), se.delta = as.vector(sel$se.delta), ll = one(sel$ll), ll0 = one(sel$ll0),
       LRT = one(sel$LRT), LRTdf = one(sel$LRTdf), aic = one(sel$fit.stats["AIC", "ML"]),
       bic = one(sel$fit.stats["BIC", "ML"]), aicc = one(sel$fit.stats["AICc", "ML"]), profile = profile)
}

truncated <- function(name, alternative, cut) {
  dat <- data[[name]]
  y <- as.vector(dat$yi); v <- as.vector(dat$vi)
  above <- if (alternative == "greater") y > cut else y < cut
  minus <- function(par) {
    s <- sqrt(v + par[2])
    a <- pnorm(cut, par[1], s, lower.tail = alternative != "greater")
    -sum(ifelse(above, 0, log(par[3])) + dnorm(y, par[1], s, log = TRUE) - log(a + par[3] * (1 - a)))
  }
  best <- nlminb(c(mean(y), var(y) / 2, 0.5), minus, lower = c(-Inf, 0, 1e-10),
                 control = list(rel.tol = 1e-15, x.tol = 1e-13, eval.max = 5000, iter.max = 5000))
  list(data = one(name), alternative = one(alternative), cut = one(cut), beta = one(best$par[1]),
       tau2 = one(best$par[2]), delta = one(best$par[3]), ll = one(-best$objective))
}

write(json(list(
  versions = one(paste(R.version.string, "metafor", packageVersion("metafor"))),
  data = lapply(data, function(d) list(
    yi = as.vector(d$yi), vi = as.vector(d$vi),
    ablat = if (is.null(d$ablat)) NULL else as.numeric(d$ablat))),
  models = parallel::mclapply(models, fit, mc.cores = 4, mc.preschedule = FALSE),
  truncated = list(truncated("hackshaw", "greater", 0), truncated("hackshaw", "greater", 0.1),
                   truncated("bcg", "less", -0.3), truncated("egger", "less", 0)))), out)
