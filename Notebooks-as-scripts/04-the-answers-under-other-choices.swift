// Would the answer change? The review's pooled outcomes under every analysis that could be defended, without each
// study, and what can be said about small studies and publication when there are three of them.
//
// Run it: swift run notebook-04. It prints Markdown; the last output is in the .md file beside it.

import MetaAnalysis

@main
struct Notebook {
  static func main() throws {
    let evidence = try StudyTable.bundled("liver-cryoablation")

    let multiverses = try Outcome.all.map { try $0.multiverse(of: evidence) }

    // %% What to do about it
    print(opening(multiverses))

    // %% The three outcomes
    for (outcome, multiverse) in zip(Outcome.all, multiverses) {
      print("# \(outcome.title)\n\n\(outcome.about)\n")
      print(overview(multiverse, declaredIn: outcome.name))
      for quantity in multiverse.quantities where outcome.shown.contains(quantity.name) {
        print(factors(of: quantity, multiverse))
        print(inclusions(of: quantity, multiverse))
      }
      if let test = multiverse.quantities.first(where: { $0.name == outcome.tested }) {
        print(significance(of: test, multiverse))
      }
      print("\(outcome.readers)\n")
      try deletions(outcome, of: evidence)
    }

    // %% Small studies
    try smallStudies(evidence)
    try contrast()
  }

  /// What follows, with the numbers from below.
  static func opening(_ multiverses: [Multiverse]) -> String {
    let (deaths, survival) = (multiverses[0].quantities[0], multiverses[1].quantities[0])
    func ofDeaths(_ rule: String) -> String {
      first(rule, of: deaths, multiverses[0])?.outcome.estimate.map { value($0, deaths) } ?? ""
    }
    let trial = multiverses[2].quantities[0]
    let odds = first("trial", of: trial, multiverses[2]).map { interval($0.outcome, trial) } ?? ""
    return """
      # The answers under other choices

      Which of the review's numbers hang on a choice that the text does not defend? Three outcomes are pooled in every
      way that a careful analyst could choose: which studies, which scale, which model, which test. The files
      `multiverse-….yaml` beside the data declare the choices. Then each study is left out in turn.

      What to do about it:

      1. **Line 71, "about 2%" died of the treatment.** Pooled, its series give \(ofDeaths("cryoablation")): the mean of two \
      kinds of patients and operations, which no study has. Print \(ofDeaths("without resection")) for hepatocellular carcinoma treated by cryoablation alone and \
      \(ofDeaths("cohorts")) for metastases of which all or some were resected too, each with its definition of early death.
      2. **Survival of hepatocellular carcinoma at one year.** Print the three rates with the size of the tumors. By the choice of \
      studies, scale and model, pooled values go from \(value(survival.quantile(0), survival)) to \(value(survival.quantile(1), survival)).
      3. **Lines 164 and 283, complications "comparable" to radiofrequency ablation.** The trial does not show it: its odds ratio is \
      \(odds). Whether the cohorts show fewer is decided by the test, not by the data. Print the studies one by one, each with \
      its complication and its interval.
      4. **Publication bias.** With three studies nothing can be said, neither that there is some nor that there is none. Say \
      so, and cite no test.

      Three caveats go with every number. Each outcome has three studies, so that the variance between studies is hardly known. The \
      standard errors of survival are derived; none is printed. The studies of hepatocellular carcinoma share authors and perhaps \
      patients, but no column of the table says which are one cohort, so that "one study per center" changes nothing here.

      """
  }

  // MARK: The multiverse

  /// How many analyses there are, and how far apart their results.
  static func overview(_ multiverse: Multiverse, declaredIn name: String) -> String {
    var text = "`copse sensitivity multiverse liver-cryoablation --spec \(name)`: "
    text +=
      "\(multiverse.crossing.declaration.productCount) combinations, \(multiverse.crossing.sensibleCount) that"
    text += " go together, \(multiverse.rows.count) different analyses"
    let missing = multiverse.rows.count - multiverse.computedCount
    text += missing == 0 ? ".\n\n" : ", of which \(missing) could not be computed.\n\n"
    text += "| quantity | analyses | lowest | quartile | median | quartile | highest |\n"
    text += "|---|---:|---:|---:|---:|---:|---:|\n"
    for quantity in multiverse.quantities {
      let values = [0, 0.25, 0.5, 0.75, 1].map { value(quantity.quantile($0), quantity) }
      text += "| \(quantity.name) | \(quantity.places.count) | \(values.joined(separator: " | ")) |\n"
    }
    return text
  }

  /// What each choice moves. Choices that move nothing are named only.
  static func factors(of quantity: QuantitySummary, _ multiverse: Multiverse) -> String {
    let factors = multiverse.crossing.declaration.factors
    let moving = quantity.decomposition.parts.filter { smallest < ($0.largest?.size ?? 0) }
      .sorted { ($0.meanSwing ?? 0) > ($1.meanSwing ?? 0) }
    var text = "What moves the \(quantity.name.lowercased()), with all other choices equal:\n\n"
    text += "| choice | on average | at most | between |\n|---|---:|---:|---|\n"
    for part in moving {
      guard let mean = part.meanSwing, let largest = part.largest else { continue }
      let levels = factors[part.factor].levels
      text +=
        "| \(factors[part.factor].name.rawValue) | \(swing(mean, quantity)) | \(swing(largest.size, quantity)) |"
      text += " \(levels[largest.lowLevel].name) < \(levels[largest.highLevel].name) |\n"
    }
    let idle = quantity.decomposition.parts.map(\.factor).filter { place in
      !moving.contains { $0.factor == place }
    }
    if !idle.isEmpty {
      text += "\nThese make no difference to it: "
      text += idle.map { factors[$0].name.rawValue }.joined(separator: ", ") + ".\n"
    }
    return text
  }

  /// Smaller swings are rounding.
  static let smallest = 1e-9

  /// The range of the values by inclusion rule, and the first analysis with that rule.
  static func inclusions(of quantity: QuantitySummary, _ multiverse: Multiverse) -> String {
    guard let place = multiverse.crossing.declaration.place(of: .include) else { return "" }
    let levels = multiverse.crossing.declaration.factors[place].levels
    var text =
      "| studies | k | analyses | lowest | highest | first analysis |\n|---|---:|---:|---:|---:|---|\n"
    for (level, rule) in levels.enumerated() {
      let outcomes = quantity.places.map { multiverse.rows[$0] }
        .filter { $0.specification.levels[place] == level }
      guard let first = first(rule.name, of: quantity, multiverse),
        let lowest = outcomes.first?.outcome.estimate, let highest = outcomes.last?.outcome.estimate
      else { continue }
      text += "| \(rule.name) | \(first.outcome.k ?? 0) | \(outcomes.count) | \(value(lowest, quantity)) |"
      text += " \(value(highest, quantity)) | \(interval(first.outcome, quantity)) |\n"
    }
    return text
  }

  /// The first analysis with an inclusion rule.
  static func first(
    _ rule: String, of quantity: QuantitySummary, _ multiverse: Multiverse
  ) -> Multiverse.Row? {
    let declaration = multiverse.crossing.declaration
    guard let place = declaration.place(of: .include) else { return nil }
    return quantity.places.map { multiverse.rows[$0] }
      .filter { row in
        row.specification.levels[place].map { declaration.factors[place].levels[$0].name } == rule
      }
      .min { $0.specification.number < $1.specification.number }
  }

  /// In how many analyses the result is significant, by test and inclusion rule.
  static func significance(of quantity: QuantitySummary, _ multiverse: Multiverse) -> String {
    let crossing = multiverse.crossing
    guard let test = crossing.declaration.place(of: .test),
      let include = crossing.declaration.place(of: .include)
    else { return "" }
    let rules = crossing.declaration.factors[include].levels
    var text =
      "Analyses of the \(quantity.name.lowercased()) that are significant at 5%, by test (one study has no choice of test):\n\n"
    text +=
      "| test | \(rules.map(\.name).joined(separator: " | ")) |\n|---|\(rules.map { _ in "---:|" }.joined())\n"
    for (level, name) in crossing.declaration.factors[test].levels.enumerated() {
      text += "| \(name.name) |"
      for rule in rules.indices {
        let rows = quantity.places.map { multiverse.rows[$0] }
          .filter { $0.specification.levels[test] == level && $0.specification.levels[include] == rule }
        let significant = rows.count { $0.outcome.isSignificant(reference: nil) == true }
        text += rows.isEmpty ? " |" : " \(significant) of \(rows.count) |"
      }
      text += "\n"
    }
    return text
  }

  // MARK: Without each study

  /// Each study alone, the others without it, and what it does to the fit.
  static func deletions(_ outcome: Outcome, of evidence: StudyTable) throws {
    let effects = try outcome.usualEffects(of: evidence)
    let analysis = RefittablePool(RandomEffects(), effects: effects)
    let leaveOneOut = try LeaveOneOut(analysis)
    let influence = try Influence(analysis).analyses[0]
    let display = leaveOneOut.all.quantities[0].displayed
    let format = ValueFormat(effects.measure, display: DisplayedResult(try RandomEffects().fit(effects)))
    func shown(_ value: Refit.Quantity.Displayed) -> String {
      guard let estimate = value.value, let lower = value.lower, let upper = value.upper else { return "" }
      return format.estimate(estimate, lower: lower, upper: upper)
    }
    print("## Without each study\n\nOn the scale of \(effects.measure.code), all: \(shown(display)).\n")
    print(
      "| study | alone | the others | weight | rstudent | Cook's distance |\n|---|---|---|---:|---:|---:|")
    for (index, study) in effects.studies.enumerated() {
      let others = (try? leaveOneOut.deletions[index].refit.get())?.quantities[0].displayed
      let row = influence.rows[index]
      func mark(_ value: Double?, _ isBeyond: Bool?) -> String {
        value.map { NumberText.fixed($0, decimals: 2) + (isBeyond == true ? "*" : "") } ?? ""
      }
      let flags = influence.flags[index]
      print(
        "| \(study.label) | \(format.estimate(study.estimate, lower: study.lower, upper: study.upper)) |"
          + " \(others.map(shown) ?? "") |"
          + " \(row.weight.map { NumberText.fixed(100 * $0, decimals: 0) + "%" } ?? "") |"
          + " \(mark(row.studentized, flags.studentized)) | \(mark(row.cooksDistance, flags.cooksDistance)) |"
      )
    }
    print("\n\\* beyond the usual limit. \(outcome.afterDeletion)\n")
    try subsets(analysis, format: format)
    try cumulative(outcome, analysis, format: format)
  }

  /// GOSH: all subsets.
  static func subsets(_ analysis: RefittablePool, format: ValueFormat) throws {
    let gosh = Gosh(try GoshModel(analysis), plan: SubsetPlan(allOf: analysis.k))
    let transformation = analysis.effects.measure.transformation
    let estimates = gosh.values(ofBlock: 0).estimates[0].dropFirst().map { transformation.inverse($0) }
    guard let lowest = estimates.min(), let highest = estimates.max() else { return }
    print(
      "Subsets (GOSH): \(gosh.plan.count), from \(format.value(lowest)) to \(format.value(highest)). Of three studies they are"
        + " the studies alone, the pairs above, and all: a picture of them would show nothing more.\n")
  }

  /// Cumulative, by the year in the label, studies of a year together.
  static func cumulative(_ outcome: Outcome, _ analysis: RefittablePool, format: ValueFormat) throws {
    let years = analysis.labels.map { $0.split(separator: " ").last.flatMap { Double($0) } }
    let order = StudyOrder(
      by: .numbers(years), named: "year", clusters: StudyClusters(each: analysis.labels), collapsesTies: true)
    guard order.steps.count > 1 else {
      print("Cumulative by year: all were published in the same year.\n")
      return
    }
    let steps = try Cumulative(analysis, order: order).steps.map { step in
      let value = (try? step.refit.get())?.quantities[0].displayed.value
      return "\(step.added.added.joined(separator: ", ")) \(value.map { format.value($0) } ?? "")"
    }
    print("Cumulative by year: \(steps.joined(separator: " → ")).\n")
  }

  // MARK: Small studies

  /// What can be said with three studies.
  static func smallStudies(_ evidence: StudyTable) throws {
    let fewest = AsymmetryTest.fewestStudies
    print("# Small studies and publication\n")
    print(
      "`copse bias` makes no test of asymmetry with fewer than \(fewest) studies unless it is told to (`--small-k`)."
    )
    print("With three, t has one degree of freedom and must lie beyond 12.7 to be significant:\n")
    print("| outcome | k | the test for its measure | if made anyway |\n|---|---:|---|---|")
    for outcome in Outcome.all {
      let effects = try outcome.usualEffects(of: evidence)
      let tests = AsymmetryTests(effects)
      let result: String
      switch tests.outcomes[0].result {
      case .success(let found):
        let df = found.df.map { ", \(NumberText.fixed($0, decimals: 0)) df" } ?? ""
        result =
          "\(found.reference.rawValue) = \(NumberText.fixed(found.statistic, decimals: 2))\(df),"
          + " \(NumberText.pStatement(found.p))"
      case .failure(let reason): result = reason.description
      }
      print("| \(outcome.title) | \(effects.k) | \(tests.choice.test.title) | \(result) |")
    }
    let deaths = try Outcome.all[0].usualEffects(of: evidence)
    let filled = try [TrimAndFill.Center.model, .common].map { center in
      try TrimAndFill(deaths, model: RandomEffects(), center: center).k0
    }
    print(
      """

      None of this speaks for or against bias. Among the deaths trim and fill puts in \(filled[0]) studies around the \
      random-effects mean and \(filled[1]) around the common one. A proportion has no value of no effect, so that fail-safe N, excess significance and selection by p-value have
      no meaning for it. What could be said stands outside the table: which registered or announced series were never published.

      """)
  }

  /// The same methods where there are enough studies.
  static func contrast() throws {
    print("## For contrast: enough studies\n")
    let magnesium = try EffectSizes(.oddsRatio, from: StudyTable.bundled("magnesium"))
    let smoking = try EffectSizes(reportedIn: StudyTable.bundled("passive-smoking"), scale: .logRatio)
    for (name, effects) in [
      ("`magnesium`: deaths after a heart attack, odds ratio", magnesium),
      ("`passive-smoking`: lung cancer, ratio of risks or odds", smoking),
    ] {
      let fit = try RandomEffects().fit(effects)
      let tests = AsymmetryTests(effects)
      guard case .success(let test) = tests.outcomes[0].result else { continue }
      print("\(name), \(effects.k) studies; \(test.test.title)'s test \(NumberText.pStatement(test.p)).\n")
      print("| | effect |\n|---|---|")
      func row(_ name: String, _ estimate: Estimate) {
        print("| \(name) | \(ratio(estimate.value, estimate.lower, estimate.upper)) |")
      }
      row("common effect", try CommonEffect().fit(effects).estimate)
      row("random effects", fit.estimate)
      let filled = try TrimAndFill(effects, model: RandomEffects())
      row("trim and fill, \(filled.k0) put in", filled.adjusted.estimate)
      let petPeese = try PetPeese(effects)
      if let estimate = petPeese.estimate, let chosen = petPeese.chosen {
        row("PET-PEESE (\(chosen.rawValue.uppercased()))", estimate)
      }
      row("limit meta-analysis", try LimitMetaAnalysis(effects, tau2: fit.heterogeneity.tau2 ?? 0).adjusted)
      let selection = try SelectionModel(.step([0.025])).fit(effects)
      let (mean, profile) = (selection.coefficients[0].estimate, selection.coefficients[0].profile)
      if let lower = profile?.lower, let upper = profile?.upper {
        print("| selection at one-sided p = 0.025, profile interval | \(ratio(mean.value, lower, upper)) |")
      }
      for maximum in selection.otherMaxima {
        let times = Transformation.log.inverse(-abs(maximum.logLikelihoodDifference))
        print(
          "| its other maximum, \(NumberText.fixed(times, decimals: 2)) times as likely |"
            + " \(ratio(maximum.coefficient)) |")
      }
      print("")
    }
    print(
      """
      Of magnesium's benefit PET-PEESE and the selection model leave nothing, as does the one large trial among the 16; trim and fill and
      the limit meta-analysis keep some, with intervals that hold 1; and the selection model has a second answer. Of passive smoking's excess PET leaves nothing, the selection model almost
      all. The methods disagree because each supposes another cause. They are a range to show, not a correction to choose from;
      with three studies there is not even the range.
      """)
  }

  // MARK: Numbers

  static func value(_ value: Double, _ quantity: QuantitySummary) -> String {
    quantity.isProportion
      ? NumberText.fixed(100 * value, decimals: 1) + "%" : NumberText.fixed(value, decimals: 2)
  }

  static func interval(_ outcome: SpecificationOutcome, _ quantity: QuantitySummary) -> String {
    guard let estimate = outcome.estimate, let lower = outcome.lower, let upper = outcome.upper else {
      return ""
    }
    return "\(value(estimate, quantity)) [\(value(lower, quantity)), \(value(upper, quantity))]"
  }

  static func swing(_ size: Double, _ quantity: QuantitySummary) -> String {
    if quantity.isRatio { return "× " + NumberText.fixed(Transformation.log.inverse(size), decimals: 2) }
    return quantity.isProportion
      ? NumberText.fixed(100 * size, decimals: 2) + " points" : NumberText.fixed(size, decimals: 3)
  }

  static func ratio(_ values: Double...) -> String {
    let texts = values.map { NumberText.fixed(Transformation.log.inverse($0), decimals: 2) }
    return texts.count == 1 ? texts[0] : "\(texts[0]) [\(texts[1]), \(texts[2])]"
  }
}

/// An outcome of the review, with the multiverse that is declared for it.
struct Outcome {
  /// The name of its file, `multiverse-NAME.yaml`.
  let name: String
  let title: String
  /// The conditions of the usual analysis, besides those that all analyses share.
  let usual: [String]
  /// The quantities whose choices are taken apart.
  let shown: [String]
  /// The quantity whose significance is counted.
  var tested: String?
  let about: String
  let readers: String
  let afterDeletion: String

  /// Every analysis that is declared, made.
  func multiverse(of evidence: StudyTable) throws -> Multiverse {
    let file = try file()
    return try Multiverse.run(file.declaration(), of: evidence, base: file.base())
  }

  /// The effect sizes of the usual analysis, on the first measure.
  func usualEffects(of evidence: StudyTable) throws -> EffectSizes {
    let file = try file()
    var choices = try file.base()
    choices.rows.conditions += usual
    let measures = file.factors.first { $0.name == .measure }?.levels
    choices.effects.measure = measures.flatMap { MeasureName(code: $0[0].name) }
    return try TableAnalysis(choices, of: evidence).effects
  }

  private func file() throws -> MultiverseFile { try .bundled(name, of: "liver-cryoablation") }
}

extension Outcome {
  static let all = [
    Outcome(
      name: "treatment-related-death", title: "Treatment-related deaths",
      usual: ["arm=cryoablation"], shown: ["Proportion"],
      about: """
        Yang 2012 (2 of 300) is of hepatocellular carcinoma, by cryoablation alone; Ng 2012 (10 of 293) and Saxena 2012 (1 of 40) are of
        metastases, and all or some of the patients had a resection as well. Early death is defined three ways, and of the ten deaths of Ng 2012 the text
        calls three unrelated to treatment.
        """,
      readers: """
        Who reads which number:

        - who is offered cryoablation of hepatocellular carcinoma alone: "without resection", one series;
        - who is offered it for metastases, with a resection: "cohorts"; with two studies the pooled interval says
          nothing, the exact ones of the studies are below;
        - nobody: the number in between. Which studies are in moves it by more than a point, to either side; all else by a
          quarter of a point on average. (The test moves it where a double arcsine is transformed back by its standard error.)
        """,
      afterDeletion: """
        Without Yang 2012 the others agree (τ² = 0); Yang 2012 is what makes the three differ, and it is the only one without
        resection, and of hepatocellular carcinoma.
        """),
    Outcome(
      name: "hcc-one-year-survival", title: "Survival of hepatocellular carcinoma at one year",
      usual: [], shown: ["Survival"],
      about: """
        Wang 2015 (97% of 180) is the arm of a trial of one or two tumors of 4 cm or less; the tumors of Yang 2012 (80% of 300)
        measured 5.6 to 7.2 cm on average; Wang 2009 (92% of 156) had tumors below 5 cm. The review prints no standard error: they are derived
        from the follow-up, or from the number of patients alone.
        """,
      readers: """
        Who reads which number:

        - small tumors: 92% and 97%, the two studies of them, whatever the model;
        - large tumors: 80%, one study;
        - nobody: a pooled survival. Common effects lean on the largest study, random effects treat the three alike, and
          the scale decides how far 97% is from 92%. Where the standard errors come from moves nothing, since
          they are all derived from nearly the same numbers: this is no sign that they are right.
        """,
      afterDeletion: """
        With one degree of freedom the intervals of pairs are what they are: they say that two studies cannot tell. Wang 2009, Yang 2012
        and Wang 2015 share authors; if they share patients, two of the three tell the same story twice.
        """),
    Outcome(
      name: "complications-against-rfa", title: "Complications, cryoablation against radiofrequency ablation",
      usual: ["outcome=major-complications,biliary-complications,vascular-thrombosis"],
      shown: ["Odds ratio"], tested: "Odds ratio",
      about: """
        One complication per study: major ones in the trial (Wang 2015), biliary ones in Ko 2020, where the tumors lay next to bile
        ducts, thrombosis or infarction in Cha 2020, where they lay next to vessels. They are not one outcome; they are pooled here because "comparable" does so
        in words.
        """,
      readers: """
        Who reads which number:

        - most patients: the trial's, which leaves everything open;
        - those with tumors next to bile ducts or vessels: the cohort of that place, with confounding in mind;
        - nobody: the pooled ratio. Its value hardly depends on method, model and estimator, its significance on the test
          alone: by z every analysis of the two cohorts is significant, and of all three those with common effects; by
          Hartung and Knapp's test, which asks whether two or three studies can tell, none.
        """,
      afterDeletion: """
        Ko 2020 carries the result: without it nothing is left. No omission makes the usual result significant.
        """),
  ]
}
