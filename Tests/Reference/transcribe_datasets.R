# Writes Datasets/<name>/data.csv for the classic examples, from the R package metadat (Debian: r-cran-metadat).
#
#   Rscript Tests/Reference/transcribe_datasets.R [OUTPUT_FOLDER]
#
# The counts and estimates are taken over as they stand; only column names and study labels change.
# Running it again must give the same bytes: `git diff --exit-code Datasets` after a run is the test.
# Group 1 is the treated (experimental) group, group 2 the control group, in every two-group table.

suppressPackageStartupMessages(library(metadat))
out <- commandArgs(trailingOnly = TRUE)
out <- if (length(out)) out[1] else "Datasets"

# RFC 4180 with LF: a value is quoted only when it holds a comma, a quote or a line break; a missing value is empty.
# A number is written with the fewest digits that read back to the same double.
number <- function(x) {
  for (digits in 15:17) {
    text <- sprintf(paste0("%.", digits, "g"), x)
    if (as.numeric(text) == x) return(text)
  }
  text
}
cell <- function(x) {
  if (is.na(x)) return("")
  if (is.numeric(x)) return(number(x))
  x <- enc2utf8(trimws(as.character(x)))
  if (grepl("[,\"\n\r]", x)) paste0('"', gsub('"', '""', x, fixed = TRUE), '"') else x
}
write <- function(name, ...) {
  table <- data.frame(..., stringsAsFactors = FALSE, check.names = FALSE)
  stopifnot(!anyDuplicated(table$study), !anyNA(table$study))
  lines <- c(paste(names(table), collapse = ","),
             vapply(seq_len(nrow(table)), function(i)
               paste(vapply(table, function(column) cell(column[[i]]), ""), collapse = ","), ""))
  folder <- file.path(out, name)
  dir.create(folder, showWarnings = FALSE, recursive = TRUE)
  file <- file(file.path(folder, "data.csv"), "wb")
  writeBin(charToRaw(paste0(paste(lines, collapse = "\n"), "\n")), file)
  close(file)
  cat(sprintf("%-28s %3d studies\n", name, nrow(table)))
}
label <- function(author, year) paste(author, year)
yes_no <- function(x) ifelse(is.na(x), NA, ifelse(x == 1, "yes", "no"))

# ---- two groups, counts --------------------------------------------------------------------------------------------

d <- dat.bcg
write("bcg-vaccine", study = label(d$author, d$year), author = d$author, year = d$year,
      events1 = d$tpos, total1 = d$tpos + d$tneg, events2 = d$cpos, total2 = d$cpos + d$cneg,
      ablat = d$ablat, alloc = d$alloc)

d <- dat.nielweise2007
write("catheter-infection", study = label(d$author, d$year), author = d$author, year = d$year,
      events1 = d$ai, total1 = d$n1i, events2 = d$ci, total2 = d$n2i)

d <- dat.egger2001
write("magnesium", study = label(d$study, d$year), author = d$study, year = d$year,
      events1 = d$ai, total1 = d$n1i, events2 = d$ci, total2 = d$n2i)

d <- dat.collins1985b
write("pre-eclampsia-diuretics", study = label(d$author, d$year), author = d$author, year = d$year,
      events1 = d$pre.xti, total1 = d$pre.nti, events2 = d$pre.xci, total2 = d$pre.nci,
      oedema = yes_no(d$oedema),
      perinatal_deaths1 = d$ped.xti, followed1 = d$fup.nti, perinatal_deaths2 = d$ped.xci, followed2 = d$fup.nci)

# Table 10 of the publication: total mortality in the long-term trials. Ciba-Geigy has no counts there.
d <- subset(dat.yusuf1985, table == "10" & !is.na(ai))
write("beta-blockers", study = d$trial, id = d$id,
      events1 = d$ai, total1 = d$n1i, events2 = d$ci, total2 = d$n2i)

d <- dat.lau1992
write("streptokinase", study = label(d$trial, d$year), trial = d$trial, year = d$year,
      events1 = d$ai, total1 = d$n1i, events2 = d$ci, total2 = d$n2i)

d <- dat.hine1989
write("lidocaine", study = d$source, events1 = d$ai, total1 = d$n1i, events2 = d$ci, total2 = d$n2i)

# Two trials gave no counts of responders; their cells stay empty. One has no year, so its label has none.
d <- dat.linde2005
write("st-johns-wort", study = ifelse(is.na(d$year), d$study, label(d$study, d$year)), author = d$study, year = d$year,
      events1 = d$ai, total1 = d$n1i, events2 = d$ci, total2 = d$n2i,
      country = d$country, major_only = yes_no(d$major),
      size = ifelse(d$group %in% c(1, 3), "smaller", ifelse(d$group %in% c(2, 4), "larger", NA)),
      baseline = d$baseline, scale_items = d$version, weeks = d$duration, preparation = d$prep, dosage_mg = d$dosage)

d <- dat.laopaiboon2015
write("azithromycin", study = label(d$author, d$year), author = d$author, year = d$year,
      events1 = d$ai, total1 = d$n1i, events2 = d$ci, total2 = d$n2i, age = d$age, control = d$ctrl,
      acute_bronchitis = yes_no(d$diag.ab), chronic_bronchitis = yes_no(d$diag.cb), pneumonia = yes_no(d$diag.pn))

d <- dat.hahn2001
write("rehydration", study = d$study, events1 = d$ai, total1 = d$n1i, events2 = d$ci, total2 = d$n2i)

d <- dat.cannon2006
write("intensive-statins", study = d$trial, population = d$pop,
      events1 = d$ep1t, total1 = d$nt, events2 = d$ep1c, total2 = d$nc,
      cardiovascular_deaths1 = d$ep3t, cardiovascular_deaths2 = d$ep3c, deaths1 = d$ep5t, deaths2 = d$ep5c,
      strokes1 = d$ep6t, strokes2 = d$ep6c)

# Two trials compared both drugs: their two rows carry the drug in the label.
d <- dat.axfors2021
twice <- d$acronym %in% d$acronym[duplicated(d$acronym)]
write("hydroxychloroquine", study = ifelse(twice, paste0(d$acronym, " (", toupper(d$hcq_cq), ")"), d$acronym),
      registration = d$id, events1 = d$hcq_arm_event, total1 = d$hcq_arm_total,
      events2 = d$control_arm_event, total2 = d$control_arm_total,
      drug = ifelse(d$hcq_cq == "hcq", "hydroxychloroquine", "chloroquine"), setting = d$patient_setting,
      dose = ifelse(d$high_dose == "yes", "high", "low"), published = ifelse(d$Published == "Published", "yes", "no"),
      control = d$Control)

# ---- one group, counts ---------------------------------------------------------------------------------------------

# The arm with anti-infective catheters alone: a proportion near zero in every study, none at all in six of them.
d <- dat.nielweise2007
write("catheter-infection-treated", study = label(d$author, d$year), author = d$author, year = d$year,
      events = d$ai, total = d$n1i)

d <- dat.pritz1997
write("hyperdynamic-therapy", study = d$authors, events = d$xi, total = d$ni)

d <- dat.hannum2020
write("smell-loss-covid", study = d$authorName, doi = d$DOI, events = d$xi, total = d$ni,
      objectivity = tolower(d$objectivity), measured = d$measured, country = d$country)

d <- dat.debruin2009
write("viral-suppression", study = label(d$author, d$year), author = d$author, year = d$year,
      events = d$xi, total = d$ni, care_quality = d$scq, ethnicity = d$ethnicity, patients = d$patients,
      selected = d$select, sensitivity = d$sens)

# Sensitivity needs patients with thrombosis: the three rows without them in the source are left out.
# Authors who reported both patient groups have two rows, told apart in the label.
d <- subset(dat.kearon1998, !is.na(tp))
twice <- label(d$study, d$year) %in% label(d$study, d$year)[duplicated(label(d$study, d$year))]
write("dvt-ultrasound", study = paste0(label(d$study, d$year), ifelse(twice, paste0(" (", d$patients, ")"), "")),
      author = d$study, year = d$year, events = d$tp, total = d$np, patients = d$patients,
      true_negatives = d$tn, without_thrombosis = d$nn)

# ---- rates ---------------------------------------------------------------------------------------------------------

d <- dat.hart1999
write("atrial-fibrillation-strokes", study = label(d$study, d$year), trial = d$study, year = d$year,
      events1 = d$x1i, time1 = d$t1i, events2 = d$x2i, time2 = d$t2i,
      patients1 = d$n1i, patients2 = d$n2i, comparison = d$compgrp, prevention = d$prevtype, inr = d$trinr)

d <- dat.nielweise2008
write("catheter-infection-rates", study = label(d$authors, d$year), authors = d$authors, year = d$year,
      events1 = d$x1i, time1 = d$t1i, events2 = d$x2i, time2 = d$t2i)

# ---- means ---------------------------------------------------------------------------------------------------------

d <- dat.normand1999
write("stroke-length-of-stay", study = d$source, mean1 = d$m1i, sd1 = d$sd1i, total1 = d$n1i,
      mean2 = d$m2i, sd2 = d$sd2i, total2 = d$n2i)

# Several rows come from one paper: the number of the observation tells them apart.
d <- dat.curtis1998
write("carbon-dioxide-biomass", study = paste0("Paper ", d$paper, " (", d$id, ")"), paper = d$paper,
      species = paste(tolower(d$genus), tolower(d$species)), plants = tolower(d$fungrp),
      co2_ambient = d$co2.ambi, co2_elevated = d$co2.elev, days = d$time, method = tolower(d$method),
      treatment = tolower(d$xtrt), mean1 = d$m1i, sd1 = d$sd1i, total1 = d$n1i, mean2 = d$m2i, sd2 = d$sd2i,
      total2 = d$n2i)

# ---- correlations --------------------------------------------------------------------------------------------------

d <- dat.molloy2014
write("conscientiousness-adherence", study = label(d$authors, d$year), authors = d$authors, year = d$year,
      correlation = d$ri, total = d$ni, controls = d$controls, design = d$design, adherence_measure = d$a_measure,
      conscientiousness_measure = d$c_measure, mean_age = d$meanage, quality = d$quality)

# ---- survival at a time --------------------------------------------------------------------------------------------

# The controlled studies have two rows, one per arm, told apart in the label.
d <- dat.begg1989
arm <- ifelse(d$trt == "BMT", "marrow", "chemotherapy")
write("begg-leukemia", study = paste0("Study ", d$study, ifelse(d$arms == 2, paste0(" (", arm, ")"), "")),
      number = d$study, arm = arm, controlled = ifelse(d$arms == 2, "yes", "no"),
      survival = d$yi, at = 2, se = d$sei)

# ---- ready effects -------------------------------------------------------------------------------------------------

d <- dat.hackshaw1998
write("passive-smoking", study = label(d$author, d$year), author = d$author, year = d$year,
      yi = as.vector(d$yi), vi = as.vector(d$vi), country = d$country, design = d$design, cases = d$cases,
      odds_ratio = d$or, odds_ratio_low = d$or.lb, odds_ratio_high = d$or.ub)

d <- dat.raudenbush1985
twice <- label(d$author, d$year) %in% label(d$author, d$year)[duplicated(label(d$author, d$year))]
write("teacher-expectancy", study = paste0(label(d$author, d$year), ifelse(twice, paste0(" (", d$tester, ")"), "")),
      author = d$author, year = d$year, yi = as.vector(d$yi), vi = as.vector(d$vi),
      weeks = d$weeks, setting = d$setting, tester = d$tester, n_expectancy = d$n1i, n_control = d$n2i)
