# Writes Tests/Reference/grid.json: what metafor gives for the classic data sets, over measures, estimators and tests.
#
#   Rscript Tests/Reference/make_grid.R [OUTPUT_FILE]          (from the top of the repository; about a minute)
#
# The result is the same bytes on every run. Every iterative estimate is found twice: by metafor with a tight stopping
# rule, and here by bisection on the exact estimating equation down to neighbouring doubles. Where the two agree to 1e-10
# relative, metafor's number stands ("by": "metafor"); where they do not, the bisected one does ("by": "bisection"), put
# into metafor as a fixed value for everything that follows from it. Grid files hold full doubles; I2 is a proportion.

suppressPackageStartupMessages({ library(metafor); library(metadat) })
arguments <- commandArgs(trailingOnly = TRUE)
out <- if (length(arguments)) arguments[1] else "Tests/Reference/grid.json"
tight <- list(threshold = 1e-14, maxiter = 1e5, tol = 1e-14, tau2.max = 1e4)

# ---- JSON ----------------------------------------------------------------------------------------------------------

number <- function(x) {
  if (is.na(x)) return("null")
  if (is.infinite(x)) return(if (x > 0) '"Inf"' else '"-Inf"')
  if (x == 0) return("0")
  for (digits in 15:17) {
    text <- sprintf(paste0("%.", digits, "g"), x)
    if (as.numeric(text) == x) return(text)
  }
  text
}
quote_text <- function(x) paste0('"', gsub('"', '\\"', gsub("\\", "\\\\", x, fixed = TRUE), fixed = TRUE), '"')
one <- function(x) structure(list(x), class = "one")          # a scalar, where a bare vector would be an array
json <- function(x) {
  if (is.null(x)) return("null")
  if (inherits(x, "several")) return(paste0("[", paste(vapply(x[[1]], function(v) json(one(v)), ""), collapse = ","), "]"))
  if (inherits(x, "one")) x <- x[[1]]
  else if (is.atomic(x) && is.null(names(x)))
    return(paste0("[", paste(vapply(x, function(v) json(one(v)), ""), collapse = ","), "]"))
  if (is.atomic(x) && length(x) == 1 && is.null(names(x))) {
    if (is.logical(x)) return(if (is.na(x)) "null" else if (x) "true" else "false")
    return(if (is.character(x)) quote_text(x) else number(as.numeric(x)))
  }
  x <- as.list(x)
  if (is.null(names(x))) return(paste0("[", paste(vapply(x, json, ""), collapse = ","), "]"))
  paste0("{", paste(paste0(vapply(names(x), quote_text, ""), ":",
                           vapply(x, function(v) if (is.atomic(v) && length(v) == 1 && is.null(names(v))) json(one(v)) else json(v), "")),
                    collapse = ","), "}")
}
array <- function(x) structure(list(unname(x)), class = "several")      # an array even when it holds one value
lines <- function(x) paste0("[\n", paste(vapply(x, json, ""), collapse = ",\n"), "\n]")

# ---- the estimating equations, for the pooled model (X = 1) ---------------------------------------------------------

parts <- function(t, y, v) {
  w <- 1 / (v + t); mu <- sum(w * y) / sum(w); r <- y - mu
  list(w = w, mu = mu, Q = sum(w * r^2), rwwr = sum(w^2 * r^2), s1 = sum(w), s2 = sum(w^2))
}
generalized_q <- function(t, y, v) parts(t, y, v)$Q
score <- list(
  REML = function(t, y, v) with(parts(t, y, v), rwwr - (s1 - s2 / s1)),
  ML   = function(t, y, v) with(parts(t, y, v), rwwr - s1),
  PM   = function(t, y, v) generalized_q(t, y, v) - (length(y) - 1))
score$EB <- score$PM
loglik <- list(
  REML = function(t, y, v) with(parts(t, y, v), -0.5 * (sum(log(v + t)) + log(s1) + Q)),
  ML   = function(t, y, v) with(parts(t, y, v), -0.5 * (sum(log(v + t)) + Q)))
bisect <- function(f, lo, hi) {                               # f(lo) > 0 >= f(hi), down to neighbouring doubles
  repeat {
    mid <- lo + (hi - lo) / 2
    if (mid <= lo || mid >= hi) return(if (abs(f(lo)) < abs(f(hi))) lo else hi)
    if (f(mid) > 0) lo <- mid else hi <- mid
  }
}
bisected <- function(method, y, v) {
  f <- function(t) score[[method]](t, y, v)
  top <- 10 * (max(y) - min(y))^2 + max(v)
  if (method %in% c("PM", "EB"))
    return(list(tau2 = if (f(0) <= 0) 0 else bisect(f, 0, top), maxima = 1))
  at <- c(0, exp(seq(log(min(v) * 1e-4), log(top), length.out = 600)))
  s <- vapply(at, f, 0)
  down <- which(s[-length(s)] > 0 & s[-1] <= 0)
  found <- vapply(down, function(i) bisect(f, at[i], at[i + 1]), 0)
  if (s[1] <= 0) found <- c(0, found)
  ll <- vapply(found, loglik[[method]], 0, y = y, v = v)
  list(tau2 = found[which.max(ll)], maxima = length(found))
}
q_profile <- function(y, v, level = 0.95) {
  at <- function(p) {
    target <- qchisq(p, length(y) - 1)
    if (generalized_q(0, y, v) <= target) 0
    else bisect(function(t) generalized_q(t, y, v) - target, 0, 1e4 * (max(y) - min(y))^2 + max(v))
  }
  c(at((1 + level) / 2), at((1 - level) / 2))
}

# ---- data sets -----------------------------------------------------------------------------------------------------

measures <- list(`one-group` = c("PR", "PLN", "PLO", "PAS", "PFT"),
                 `two-group` = c("RR", "OR", "RD", "AS", "PETO"), ready = "GEN")
estimators <- c("REML", "DL", "ML", "PM", "EB", "SJ", "HE", "HS", "HSk")
tests <- c("z", "t", "knha", "adhoc")

read <- function(name) {
  d <- read.csv(file.path("Datasets", name, "data.csv"), stringsAsFactors = FALSE, check.names = FALSE)
  d[] <- lapply(d, function(x) if (is.integer(x)) as.numeric(x) else x)         # products of counts overflow R's integers
  kind <- if ("yi" %in% names(d)) "ready" else if ("events1" %in% names(d)) "two-group" else "one-group"
  used <- complete.cases(d[, switch(kind, ready = c("yi", "vi"), `two-group` = c("events1", "total1", "events2", "total2"),
                                    c("events", "total"))])
  list(name = name, kind = kind, d = d[used, ], left_out = d$study[!used])
}
names_of_sets <- c("azithromycin", "bcg-vaccine", "beta-blockers", "catheter-infection", "catheter-infection-treated",
                   "dvt-ultrasound", "hydroxychloroquine", "hyperdynamic-therapy", "intensive-statins", "lidocaine",
                   "magnesium", "passive-smoking", "pre-eclampsia-diuretics", "rehydration", "smell-loss-covid",
                   "st-johns-wort", "streptokinase", "teacher-expectancy", "viral-suppression")
sets <- lapply(names_of_sets, read)
names(sets) <- names_of_sets

effects <- function(set, measure, ...) {
  d <- set$d
  e <- switch(set$kind,
    ready = return(list(yi = d$yi, vi = d$vi)),
    `two-group` = escalc(measure = measure, ai = d$events1, n1i = d$total1, ci = d$events2, n2i = d$total2, ...),
    `one-group` = escalc(measure = measure, xi = d$events, ni = d$total, ...))
  list(yi = as.vector(e$yi), vi = as.vector(e$vi))
}
escalc_call <- function(set, measure, extra = "")
  switch(set$kind, ready = "yi, vi as given",
         `two-group` = sprintf('escalc(measure="%s", ai=events1, n1i=total1, ci=events2, n2i=total2%s)', measure, extra),
         `one-group` = sprintf('escalc(measure="%s", xi=events, ni=total%s)', measure, extra))

# ---- one fit per estimator, the four tests under it ----------------------------------------------------------------

deviations <- list()
fit <- function(y, v, method, where) {
  k <- length(y)
  fixed <- NULL; by <- "metafor"; note <- list()
  if (method %in% names(score)) {
    own <- bisected(method, y, v)
    peer <- tryCatch(suppressWarnings(rma(y, v, method = method, control = tight)$tau2), error = function(e) NA)
    agree <- !is.na(peer) && (peer == own$tau2 || abs(peer - own$tau2) <= 1e-10 * own$tau2)
    if (!agree) {
      fixed <- own$tau2; by <- "bisection"
      note$metafor_tau2 <- peer
      deviations[[length(deviations) + 1]] <<- list(where = where, method = method, own = own$tau2, peer = peer)
    }
    if (own$maxima > 1) note$local_maxima <- own$maxima
    default <- tryCatch(suppressWarnings(rma(y, v, method = method)$tau2), error = function(e) NA)
    note$default_stop_tau2 <- default
  }
  model <- function(test) suppressWarnings(if (is.null(fixed)) rma(y, v, method = method, test = test, control = tight)
                                           else rma(y, v, method = method, test = test, tau2 = fixed))
  z <- model("z")
  common <- method == "EE"
  interval <- function(half) array(c(z$beta) + c(-1, 1) * half)
  spread <- sqrt(z$se^2 + z$tau2)
  prediction <- if (common) NULL else list(
    z = interval(qnorm(0.975) * spread),
    hts = if (k > 2) interval(qt(0.975, k - 2) * spread),
    v = interval(qt(0.975, k - 1) * spread))
  under <- lapply(tests, function(test) {
    m <- model(test)
    p <- if (common) NULL else predict(m)
    list(se = m$se, lower = m$ci.lb, upper = m$ci.ub, statistic = m$zval, p = m$pval,
         df = if (test == "z") NA_real_ else m$ddf, prediction = if (!common) array(c(p$pi.lb, p$pi.ub)))
  })
  names(under) <- tests
  c(list(estimator = method, by = by,
         call = if (common) 'rma(yi, vi, method="EE")' else if (is.null(fixed)) sprintf('rma(yi, vi, method="%s", control=tight)', method)
                else sprintf('rma(yi, vi, method="%s", tau2=bisected)', method),
         tau2 = z$tau2, se_tau2 = if (common) NA_real_ else z$se.tau2, I2 = z$I2 / 100, H2 = z$H2,
         estimate = c(z$beta)), note,
    list(weights_percent = array(weights(z)), prediction = prediction, tests = under))
}

# ---- walk ----------------------------------------------------------------------------------------------------------

# metafor keeps studies without events in either group unless told otherwise; where there are any, both ways are walked.
entries <- list()
for (set in sets) for (measure in measures[[set$kind]]) for (drop00 in c(FALSE, TRUE)) {
  if (drop00 && !(set$kind == "two-group" && any(set$d$events1 == 0 & set$d$events2 == 0))) next
  e <- if (drop00) suppressWarnings(effects(set, measure, drop00 = TRUE)) else effects(set, measure)
  rows <- which(!is.na(e$yi))
  e <- list(yi = e$yi[rows], vi = e$vi[rows])
  stopifnot(all(is.finite(e$yi)), all(e$vi > 0))
  where <- paste(set$name, measure, if (drop00) "drop00" else "")
  z <- rma(e$yi, e$vi, method = "EE")
  ends <- q_profile(e$yi, e$vi)
  peer <- confint(suppressWarnings(rma(e$yi, e$vi, method = "DL")), control = list(tol = 1e-14, tau2.max = 1e4))$random
  stopifnot(max(abs(peer["tau^2", 2:3] - ends) / pmax(ends, 1e-3)) < 1e-8)
  vt <- z$vt
  entries[[length(entries) + 1]] <- list(
    dataset = set$name, measure = measure, drop00 = drop00, k = length(e$yi),
    call = escalc_call(set, measure, if (drop00) ", drop00=TRUE" else ""), rows = array(rows), yi = array(e$yi), vi = array(e$vi),
    Q = z$QE, Q_df = length(e$yi) - 1, Q_p = z$QEp, typical_variance = vt,
    q_profile = list(level = 0.95, tau2 = array(ends), I2 = array(ends / (vt + ends)), H2 = array(ends / vt + 1)),
    fits = lapply(c("EE", estimators), function(m) fit(e$yi, e$vi, m, where)))
}

# Effect sizes under the other correction rules.
variants <- list()
rules <- list(list(to = "if0all"), list(to = "all"), list(to = "none"), list(to = "only0", drop00 = TRUE))
for (name in c("catheter-infection", "rehydration", "st-johns-wort", "bcg-vaccine", "catheter-infection-treated", "hyperdynamic-therapy")) {
  set <- sets[[name]]
  for (measure in measures[[set$kind]]) for (rule in rules) {
    if (set$kind == "one-group" && !is.null(rule$drop00)) next
    e <- suppressWarnings(do.call(effects, c(list(set, measure), rule)))
    extra <- paste0(', to="', rule$to, '"', if (!is.null(rule$drop00)) ", drop00=TRUE" else "")
    variants[[length(variants) + 1]] <- list(dataset = name, measure = measure, to = rule$to, drop00 = isTRUE(rule$drop00),
      call = escalc_call(set, measure, extra), yi = array(e$yi), vi = array(e$vi))
  }
  if (set$kind == "two-group") for (measure in c("AS", "PETO", "RD", "OR", "RR")) {  # another amount, and asked for where the default is none
    e <- effects(set, measure, add = 0.25, to = "only0")
    variants[[length(variants) + 1]] <- list(dataset = name, measure = measure, to = "only0", drop00 = FALSE, add = 0.25,
      call = escalc_call(set, measure, ', add=0.25, to="only0"'), yi = array(e$yi), vi = array(e$vi))
  }
}

# Mantel-Haenszel and Peto.
mantel_haenszel <- list(); peto <- list()
two <- Filter(function(s) s$kind == "two-group", sets)
pooled <- function(m) list(estimate = unname(c(m$beta)), se = m$se, lower = unname(m$ci.lb), upper = unname(m$ci.ub), statistic = unname(c(m$zval)), p = unname(c(m$pval)),
                           Q = m$QE, Q_df = m$k.yi - 1, Q_p = m$QEp, I2 = m$I2 / 100, H2 = m$H2, k = m$k, k_effects = m$k.yi)
for (set in two) {
  d <- set$d
  for (measure in c("RR", "OR", "RD")) for (corrected in c(FALSE, TRUE)) {
    zero <- with(d, events1 == 0 | events2 == 0 | events1 == total1 | events2 == total2)
    if (corrected && !any(zero)) next
    args <- list(measure = measure, ai = d$events1, n1i = d$total1, ci = d$events2, n2i = d$total2)
    if (corrected) args <- c(args, list(add = c(.5, .5), to = c("only0", "only0"), drop00 = c(TRUE, measure != "RD")))
    m <- suppressWarnings(do.call(rma.mh, args))
    row <- c(list(dataset = set$name, measure = measure, corrected = corrected,
                  call = if (!corrected) sprintf('rma.mh(measure="%s", ...)', measure)
                         else sprintf('rma.mh(measure="%s", ..., add=c(.5,.5), to=c("only0","only0"), drop00=c(TRUE,%s))', measure, measure != "RD")),
             pooled(m))
    if (measure == "RD" && !corrected) {        # metafor's variance is Sato's; meta and RevMan take Greenland and Robins'
      a <- d$events1; n <- d$total1; b <- d$events2; m2 <- d$total2; N <- n + m2
      row$se_greenland_robins <- sqrt(sum((a * (n - a) * m2^3 + b * (m2 - b) * n^3) / (n * m2 * N^2))) / sum(n * m2 / N)
    }
    if (measure == "OR") {
      plain <- suppressWarnings(do.call(rma.mh, c(args, list(correct = FALSE))))
      row <- c(row, list(cochran_corrected = m$CO, cochran_corrected_p = m$COp, cochran = plain$CO, cochran_p = plain$COp,
        cochran_mantel_haenszel_corrected = m$MH, cochran_mantel_haenszel_corrected_p = m$MHp, cochran_mantel_haenszel = plain$MH, cochran_mantel_haenszel_p = plain$MHp,
        breslow_day = m$BD, breslow_day_p = m$BDp, tarone = m$TA, tarone_p = m$TAp, homogeneity_df = m$k.pos - 1))
    }
    mantel_haenszel[[length(mantel_haenszel) + 1]] <- row
  }
  m <- suppressWarnings(rma.peto(ai = d$events1, n1i = d$total1, ci = d$events2, n2i = d$total2))
  peto[[length(peto) + 1]] <- c(list(dataset = set$name, call = "rma.peto(ai=events1, n1i=total1, ci=events2, n2i=total2)"), pooled(m))
}

# Subgroups: tau2 of its own in each, or one for all.
subgroups <- list()
cuts <- list(c("bcg-vaccine", "RR", "alloc"), c("st-johns-wort", "OR", "major_only"), c("azithromycin", "OR", "age"),
             c("hydroxychloroquine", "OR", "drug"), c("smell-loss-covid", "PLO", "objectivity"), c("dvt-ultrasound", "PLO", "patients"),
             c("viral-suppression", "PLO", "patients"), c("passive-smoking", "GEN", "design"), c("teacher-expectancy", "GEN", "tester"))
# The mixed model's tau2 by bisection on the exact equations; P = W - WX(X'WX)^-1X'W.
mixed_tau2 <- function(method, y, v, X) {
  equation <- function(t) {
    W <- diag(1 / (v + t)); P <- W - W %*% X %*% solve(t(X) %*% W %*% X, t(X) %*% W); Py <- P %*% y
    if (method == "REML") sum(Py^2) - sum(diag(P)) else if (method == "ML") sum(Py^2) - sum(diag(W)) else sum(y * Py) - (length(y) - ncol(X))
  }
  top <- 10 * diff(range(y))^2 + max(v)
  at <- c(0, exp(seq(log(min(v) * 1e-4), log(top), length.out = 200)))
  s <- vapply(at, equation, 0)
  down <- which(s[-length(s)] > 0 & s[-1] <= 0)
  if (!length(down)) return(0)
  stopifnot(length(down) == 1, s[1] > 0)
  bisect(equation, at[down], at[down + 1])
}
for (cut in cuts) {
  set <- sets[[cut[1]]]; e <- effects(set, cut[2]); group <- set$d[[cut[3]]]
  levels <- sort(unique(group), method = "radix")
  for (method in c("REML", "DL", "PM", "EE")) {
    one_fit <- function(y, v, test) {
      fixed <- if (method %in% names(score)) bisected(method, y, v)$tau2
      suppressWarnings(if (is.null(fixed)) rma(y, v, method = method, test = test) else rma(y, v, method = method, test = test, tau2 = fixed))
    }
    separate <- lapply(c("z", "knha", "adhoc"), function(test) {
      fits <- lapply(levels, function(g) one_fit(e$yi[group == g], e$vi[group == g], test))
      b <- vapply(fits, function(m) c(m$beta), 0); s <- vapply(fits, function(m) m$se, 0)
      between <- rma(b, s^2, method = "EE")
      list(test = test, groups = lapply(seq_along(levels), function(i) {
             m <- fits[[i]]
             list(group = levels[i], k = m$k, estimate = b[i], se = s[i], lower = m$ci.lb, upper = m$ci.ub, p = m$pval,
                  tau2 = m$tau2, I2 = m$I2 / 100, Q = m$QE, Q_df = m$k - 1, Q_p = m$QEp)
           }),
           between = list(Q = between$QE, df = length(levels) - 1, p = between$QEp))
    })
    frame <- data.frame(y = e$yi, v = e$vi, g = factor(group, levels))
    X <- model.matrix(~ g, frame)
    together <- if (method %in% c("REML", "PM")) mixed_tau2(method, e$yi, e$vi, X)
    common <- lapply(c("z", "knha", "adhoc"), function(test) {
      args <- list(frame$y, frame$v, data = frame, method = method, test = test)
      if (!is.null(together)) args$tau2 <- together
      a <- suppressWarnings(do.call(rma, c(args, list(mods = ~ g)))); b <- suppressWarnings(do.call(rma, c(args, list(mods = ~ 0 + g))))
      list(test = test, tau2 = a$tau2, se_tau2 = if (method == "EE") NA_real_ else a$se.tau2, I2 = a$I2 / 100, H2 = a$H2,
           QE = a$QE, QE_df = a$k - a$p, QE_p = a$QEp, QM = a$QM, QM_df1 = a$QMdf[1], QM_df2 = a$QMdf[2], QM_p = a$QMp,
           contrasts = lapply(seq_along(levels), function(i) list(name = c("intercept", levels[-1])[i], estimate = c(a$beta)[i], se = a$se[i], lower = a$ci.lb[i], upper = a$ci.ub[i], p = a$pval[i])),
           groups = lapply(seq_along(levels), function(i) list(group = levels[i], estimate = c(b$beta)[i], se = b$se[i], lower = b$ci.lb[i], upper = b$ci.ub[i])))
    })
    subgroups[[length(subgroups) + 1]] <- list(dataset = cut[1], measure = cut[2], by = cut[3], estimator = method,
      call = list(separate = "rma(yi, vi, subset=group==g); between: rma(estimates, se^2, method=\"EE\")$QE", common = "rma(yi, vi, mods=~group)"),
      separate = separate, common = common)
  }
}

# Intervals of single proportions.
intervals <- list()
for (name in c("catheter-infection-treated", "hyperdynamic-therapy")) {
  d <- sets[[name]]$d; x <- d$events; n <- d$total; q <- qnorm(0.975)
  pair <- function(lower, upper) list(lower = array(lower), upper = array(upper))
  exact <- mapply(function(x, n) binom.test(x, n)$conf.int[1:2], x, n)
  wilson <- suppressWarnings(mapply(function(x, n) prop.test(x, n, correct = FALSE)$conf.int[1:2], x, n))
  nt <- n + q^2; pt <- (x + q^2 / 2) / nt; p <- x / n
  intervals[[length(intervals) + 1]] <- list(dataset = name, level = 0.95, estimate = array(p),
    `clopper-pearson` = c(list(call = "binom.test(x, n)$conf.int"), pair(exact[1, ], exact[2, ])),
    wilson = c(list(call = "prop.test(x, n, correct=FALSE)$conf.int"), pair(wilson[1, ], wilson[2, ])),
    `agresti-coull` = c(list(call = "p~ = (x + z^2/2)/(n + z^2), p~ -+ z sqrt(p~(1 - p~)/(n + z^2)), not clipped"),
      pair(pt - q * sqrt(pt * (1 - pt) / nt), pt + q * sqrt(pt * (1 - pt) / nt))),
    wald = c(list(call = "p -+ z sqrt(p(1 - p)/n), not clipped"), pair(p - q * sqrt(p * (1 - p) / n), p + q * sqrt(p * (1 - p) / n))))
}

# Back from the Freeman-Tukey scale, and how much depends on the n that is put in.
freeman_tukey <- list()
back <- function(m, n) transf.ipft.hm(c(c(m$beta), m$ci.lb, m$ci.ub), targs = list(ni = n))
four <- list(name = "four studies 1/10, 12/120, 3/60, 217/676262", kind = "one-group",
             d = data.frame(events = c(1, 12, 3, 217), total = c(10, 120, 60, 676262)))
for (set in c(list(four), Filter(function(s) s$kind == "one-group", sets))) for (method in c("EE", "DL", "REML")) {
  e <- effects(set, "PFT"); n <- set$d$total
  m <- if (method == "REML") rma(e$yi, e$vi, method = "REML", tau2 = bisected("REML", e$yi, e$vi)$tau2) else rma(e$yi, e$vi, method = method)
  which_n <- list(harmonic = 1 / mean(1 / n), geometric = exp(mean(log(n))), arithmetic = mean(n), inverse_variance = 1 / (4 * m$se^2))
  freeman_tukey[[length(freeman_tukey) + 1]] <- c(
    list(dataset = set$name, estimator = method, events = array(set$d$events), total = array(n), tau2 = m$tau2,
         scale = array(c(c(m$beta), m$ci.lb, m$ci.ub)), se = m$se),
    lapply(which_n, function(nn) list(n = nn, value = array(back(m, nn)))),
    list(sine_squared = array(sin(c(c(m$beta), m$ci.lb, m$ci.ub))^2)))
}

# ---- write ---------------------------------------------------------------------------------------------------------

counts <- list(datasets = length(sets), effect_sets = length(entries), fits = sum(vapply(entries, function(e) length(e$fits), 0L)),
               results = sum(vapply(entries, function(e) length(e$fits) * length(tests), 0)), variants = length(variants),
               mantel_haenszel = length(mantel_haenszel), peto = length(peto), subgroups = length(subgroups),
               freeman_tukey = length(freeman_tukey), bisected = length(deviations))
head <- list(
  schema = "copse.reference-grid/1",
  versions = list(R = paste(R.version$major, R.version$minor, sep = "."), metafor = as.character(packageVersion("metafor")), metadat = as.character(packageVersion("metadat"))),
  control = "tight = list(threshold=1e-14, maxiter=1e5, tol=1e-14, tau2.max=1e4)",
  level = 0.95, counts = counts)
text <- paste0(
  substr(json(head), 1, nchar(json(head)) - 1), ",\n",
  '"datasets":', lines(lapply(sets, function(s) list(name = s$name, kind = s$kind, k = nrow(s$d), studies = array(s$d$study), left_out = array(s$left_out)))), ",\n",
  '"entries":[\n', paste(vapply(entries, function(e) {
    fits <- e$fits; e$fits <- NULL; open <- json(e)
    paste0(substr(open, 1, nchar(open) - 1), ',"fits":', lines(fits), "}")
  }, ""), collapse = ",\n"), "\n],\n",
  '"effect_variants":', lines(variants), ",\n",
  '"mantel_haenszel":', lines(mantel_haenszel), ",\n",
  '"peto":', lines(peto), ",\n",
  '"subgroups":', lines(subgroups), ",\n",
  '"proportion_intervals":', lines(intervals), ",\n",
  '"freeman_tukey":', lines(freeman_tukey), "\n}\n")
file <- file(out, "wb"); writeBin(charToRaw(enc2utf8(text)), file); close(file)
cat(out, file.size(out), "bytes\n"); print(unlist(counts))
for (x in deviations) cat(sprintf("%-36s %-5s bisection %.16g, metafor %.16g\n", x$where, x$method, x$own, x$peer))
