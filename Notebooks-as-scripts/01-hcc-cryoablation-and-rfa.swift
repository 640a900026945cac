// Hepatocellular carcinoma: cryoablation against radiofrequency ablation, and cryoablation alone.
// Which studies of the review can be pooled for which outcome, which cannot, and why.
//
// Run it: swift run notebook-01. It prints Markdown; the last output is in the .md file beside it.

import MetaAnalysis

@main
struct Notebook {
  static func main() throws {
    // %% The table
    let evidence = try StudyTable.bundled("liver-cryoablation")
    let hcc = try evidence.selecting(where: ["population=HCC"])
    print(
      """
      # Hepatocellular carcinoma: what can be pooled

      The evidence table has \(evidence.rowCount) rows, \(hcc.rowCount) of them on hepatocellular carcinoma. The policy reports
      most results as percentages at time points, without numbers at risk; counts are rare. A row can be pooled
      as a proportion where it gives events and total, or a percentage of a stated total that exactly one count
      fits. A rate at a time point is no proportion, even where a count would fit: its denominator shrinks with
      every patient who is censored. Those rows wait for methods that know about censoring.

      """)

    // %% One arm
    print("# Cryoablation, one arm\n")
    try singleArm(
      hcc, "Major complications", where: ["outcome=major-complications", "arm=cryoablation"],
      because: "Both count patients with a major or serious complication. A trial and a series of larger"
        + " tumors: the prediction interval needs three studies, so that only the two intervals tell how far"
        + " they differ.")
    try singleArm(
      hcc, "Complete response or ablation",
      where: ["outcome=complete-response,complete-ablation", "arm=cryoablation", "unit=patient"],
      because: "The two are not of one kind: tumors within the Milan criteria against tumors of 5.6 and"
        + " 7.2 cm on average. The pooled value describes neither; it is printed to show what pooling would"
        + " hide.")
    try singleArm(
      hcc, "Local recurrence", where: ["outcome=local-recurrence", "arm=cryoablation", "unit=patient"],
      because: "One count remains. Yang 2012 prints 31 % of 300, which three counts fit; the others give no"
        + " size.")

    // %% Two arms
    print("# Cryoablation against radiofrequency ablation\n")
    let compared = try hcc.pairingArms(
      "cryoablation", "RFA", labels: try StudyLabels.find(in: hcc))
    let outcomes = try compared.table.column(named: "outcome").distinctValues
      .filter { !$0.hasPrefix("baseline") }
    print(
      """
      Outcomes that some study reports for both arms: \(outcomes.joined(separator: ", ")).

      """)
    for outcome in outcomes { try comparison(compared.table, outcome) }

    // %% One complication per study
    print("## One complication per study\n")
    let complications = try compared.table.selecting(
      where: ["outcome=major-complications,biliary-complications,vascular-thrombosis"])
    let effects = try EffectSizes(.oddsRatio, from: complications)
    let result = PoolResult(try RandomEffects().fit(effects), excluded: [])
    print(
      """
      Different complications in different patients: major ones in the trial, biliary ones next to bile ducts,
      thrombosis next to vessels. The odds ratio below 1 of the two cohorts is about tumors chosen for their place.

      """)
    print(summary(result))
    print("The same as rows of a forest plot:\n")
    print(result.forest().readingTable.markdown)
  }

  // MARK: The pieces

  /// Pools one outcome of one arm, or says why not.
  static func singleArm(
    _ table: StudyTable, _ title: String, where conditions: [String], because: String
  ) throws {
    print("## \(title)\n")
    let effects = try EffectSizes(.logit, from: table.selecting(where: conditions))
    if effects.k > 1 {
      print(summary(PoolResult(try RandomEffects().fit(effects))))
    } else {
      print("Not pooled: \(effects.k == 1 ? "one study has" : "no study has") counts.\n")
      print(leftOut(effects.excluded))
    }
    print(because + "\n")
  }

  /// Says which studies have counts for an outcome of both arms.
  static func comparison(_ pairs: StudyTable, _ outcome: String) throws {
    print("## \(outcome)\n")
    let rows = try pairs.selecting(where: ["outcome=\(outcome)"])
    let effects = try EffectSizes(.oddsRatio, from: rows)
    for study in effects.studies {
      guard case .twoGroups(let counts) = study.counts else { continue }
      let numbers = [counts.first.events, counts.first.total, counts.second.events, counts.second.total]
        .map { NumberText.fixed($0, decimals: 0) }
      print(
        "- \(study.label): \(numbers[0])/\(numbers[1]) against \(numbers[2])/\(numbers[3]), odds ratio"
          + " \(interval(study.estimate, study.lower, study.upper))\(rateWarning(rows, study.label))")
    }
    print(leftOut(effects.excluded))
  }

  /// A remark where the counts were derived from rates at time points.
  static func rateWarning(_ rows: StudyTable, _ label: String) -> String {
    guard let definition = try? rows.column(named: "definition"), let study = try? rows.column(named: "study")
    else { return "" }
    let isRate = zip(study.texts, definition.texts).contains {
      $0 == label && ($1 == "at time point" || $1 == "cumulative incidence")
    }
    return isRate ? "; from a rate at a time point, so not to be pooled as a proportion" : ""
  }

  /// The pooled result in a table.
  static func summary(_ result: PoolResult) -> String {
    let display = result.display
    let format = result.format
    var text = "| study | events/total | estimate | weight |\n| --- | --- | --- | --- |\n"
    for (study, weight) in zip(result.fit.effects.studies, result.fit.weights) {
      let note = study.notes.isEmpty ? "" : " (\(study.notes.joined(separator: "; ")))"
      text += "| \(study.label)\(note) | \(counts(study)) |"
      text += " \(format.estimate(study.estimate, lower: study.lower, upper: study.upper)) |"
      text += " \(NumberText.fixed(weight * 100, decimals: 1))% |\n"
    }
    text += "\nPooled: \(format.estimate(display.value, lower: display.lower, upper: display.upper))."
    if let lower = display.predictionLower, let upper = display.predictionUpper {
      text += " A new study: \(format.interval(lower: lower, upper: upper))."
    }
    text += "\n\n"
    for warning in result.warnings { text += "- \(warning.message)\n" }
    return text + leftOut(result.excluded)
  }

  static func counts(_ study: StudyEffect) -> String {
    func text(_ counts: GroupCounts) -> String {
      "\(NumberText.fixed(counts.events, decimals: 0))/\(NumberText.fixed(counts.total, decimals: 0))"
    }
    switch study.counts {
    case .oneGroup(let counts): return text(counts)
    case .twoGroups(let counts): return "\(text(counts.first)) and \(text(counts.second))"
    default: return ""
    }
  }

  static func interval(_ estimate: Double, _ lower: Double, _ upper: Double) -> String {
    let texts = [estimate, lower, upper].map { NumberText.fixed($0, decimals: 2) }
    return "\(texts[0]) [\(texts[1]), \(texts[2])]"
  }

  /// The studies that were left out, with the reasons.
  static func leftOut(_ exclusions: [Exclusion]) -> String {
    guard !exclusions.isEmpty else { return "" }
    return exclusions.map { exclusion in
      let line = exclusion.line.map { " (line \($0) of the table)" } ?? ""
      return "- not used: \(exclusion.label)\(line): \(exclusion.reason)\n"
    }.joined()
  }
}
