// Survival after cryoablation of hepatocellular carcinoma and of colorectal liver metastases: at 12, 36 and 60 months,
// as summary curves, without tumor, and local progression as a hazard ratio. What the review allows, and what not.
//
// Run it: swift run notebook-02. It prints Markdown; the last output is in the .md file beside it.

import MetaAnalysis

@main
struct Notebook {
  static func main() throws {
    // %% What the review prints
    let evidence = try StudyTable.bundled("liver-cryoablation")
    print(
      """
      # Survival after cryoablation of liver tumors

      Before any number, four things that no calculation mends:

      - **No precision is printed.** The review gives survival at a few months, in rounded percents, without confidence
        intervals, standard errors or numbers at risk. Every standard error below is derived from the number of
        patients and, where it is printed, how long they were followed. Letters name how: `i`, censoring taken as
        even over the follow-up; `j`, as if nobody had been censored, which makes the interval too narrow.
        With two studies the pooled interval (t with one degree of freedom) says next to nothing: read the two.
      - **The tumors differ.** Wang 2015 is a trial of one or two tumors of 4 cm or less; in Yang 2012 they measured
        5.6 to 7.2 cm on average. A pooled survival describes neither; the prediction interval, where there is one, says more.
      - **Cohorts overlap.** Wang 2009, Yang 2012 and Wang 2015 have authors in common, Niu 2007 and Ng 2012 the years: the
        same patients may count twice. Each result is shown again with one study of each such set.
      - **Resection is mixed in.** Of the colorectal series, Niu 2007 combined all cryoablation with resection, Seifert
        2005 that of 25 of 55 patients, and Ng 2012 an unstated part.

      """)

    // %% Overall survival at a time
    let hcc = try evidence.selecting(where: [
      "population=HCC", "arm=cryoablation", "outcome=overall-survival", "statistic=percent",
    ])
    print("# Hepatocellular carcinoma\n")
    for months in [12, 36, 60] {
      try survival(of: hcc, at: months, counting: ["Wang 2015", "Rong 2015"])
    }
    print(
      """
      At 12 and 36 months every study belongs to one set of overlapping cohorts: with one study of it nothing is left to
      pool. What the three show is the range from small tumors to large ones.

      """)
    let crc = try evidence.selecting(where: [
      "population=CRC metastases", "arm=cryoablation,resection + cryoablation", "outcome=overall-survival",
      "statistic=percent",
    ])
    print("# Colorectal metastases\n")
    for months in [12, 36, 60] {
      try survival(of: crc, at: months, counting: ["Ng 2012", "Seifert 2005", "Xu 2008", "Joosten 2005"])
    }
    print(
      """
      Niu 2007 drops out for want of its size, so that the overlap with Ng 2012 costs nothing here.

      """)

    // %% Summary curves
    print(
      """
      # Summary survival curves

      Survival is pooled interval by interval (Combescure, Foucher and Jackson 2014) at the times that the review prints,
      with every number at risk derived. Studies with a single time are no curves and stand aside (Rong 2015, Seifert 2005).
      Between a study's own times the hazard is taken as constant. The three of hepatocellular carcinoma overlap: with one of
      them there is no summary, and the row at 60 months follows Wang 2015 alone from 36 months on.

      """)
    try curve("Hepatocellular carcinoma", hcc.selecting(where: ["study!=Rong 2015"]))
    try curve("Colorectal metastases", crc.selecting(where: ["study!=Seifert 2005", "at<=60"]))

    // %% Survival without tumor
    print(
      """
      # Survival without tumor

      Tumor-free survival (Wang 2015) and recurrence-free survival (Wang 2009) both end with recurrence or death; the cohorts
      overlap, so that one of them is all there is. Pooled they would be:

      """)
    let free = try evidence.selecting(where: [
      "population=HCC", "arm=cryoablation", "outcome=tumor-free-survival,recurrence-free-survival",
    ])
    for months in [12, 36] { try survival(of: free, at: months, counting: ["Wang 2015"]) }
    print(
      """
      Of colorectal metastases Seifert 2005 alone prints a rate, 12 % without disease at 60 months (55 patients). Ei 2015
      prints local recurrence-free survival of 80 % without its time, which belongs to no analysis.

      """)

    // %% Local progression as a hazard ratio
    try progression(evidence)
  }

  // MARK: The pieces

  /// Pools survival at one time, and once more the studies `counting` that do not overlap.
  static func survival(of rows: StudyTable, at months: Int, counting separate: [String]) throws {
    print("## At \(months) months\n")
    let alive = try EffectSizes(survival: .logMinusLog, from: rows.selecting(where: ["at=\(months)"]))
    let pooled = PoolResult(try RandomEffects().fit(alive))
    print("| study | patients | survival | SE from | as precise as | weight |\n|---|---:|---|---|---:|---:|")
    for (study, weight) in zip(alive.studies, pooled.fit.weights) {
      guard case .survival(let reported) = study.counts else { continue }
      print(
        "| \(study.label) | \(whole(reported.reported.total ?? 0)) | \(shown(study, pooled)) |"
          + " \(reported.rung.letter) | \(whole(reported.effectiveTotal)) | \(percent(weight)) |")
    }
    print("\nAll: \(result(pooled)).")
    let reported = alive.filter { $0.survivalRung?.isDerived == false }
    print("Without derived standard errors: \(try again(reported)).")
    let apart = alive.filter { separate.contains($0.label) }
    print("One study of each overlapping set: \(try again(apart)).\n")
    for study in pooled.excluded { print("- not used: \(study.label): \(study.reason)") }
    for study in alive.studies where study.survivalRung == .total {
      print("- \(study.label): \(study.notes.joined(separator: "; "))")
    }
    print("")
  }

  /// The pooled result of a part of the studies, in words.
  static func again(_ effects: EffectSizes) throws -> String {
    switch effects.k {
    case 0: "no study"
    case 1: "\(effects.studies[0].label) alone"
    default: result(PoolResult(try RandomEffects().fit(effects)))
    }
  }

  /// "68.0% [30.1, 89.5] from 3 studies; a new study: …".
  static func result(_ pooled: PoolResult) -> String {
    let display = pooled.display
    var text = pooled.format.estimate(display.value, lower: display.lower, upper: display.upper)
    text += " from \(pooled.fit.k) studies"
    if let lower = display.predictionLower, let upper = display.predictionUpper {
      text += "; a new study: \(pooled.format.interval(lower: lower, upper: upper))"
    }
    return text
  }

  /// The summary curve of all studies.
  static func curve(_ title: String, _ rows: StudyTable) throws {
    let columns = try CurveColumns.find(
      in: rows, total: "total", followUp: (low: "follow_up_low", high: "follow_up_high"))
    let read = try rows.survivalCurves(columns, labels: .find(in: rows))
    let curve = try SummaryCurve(model: .random).fit(read.curves)
    print("## \(title): \(curve.k) studies\n")
    print("| months | survival | 95 % interval | a new study | studies | at risk, derived |")
    print("|---:|---:|---|---|---:|---:|")
    for point in curve.points {
      print(
        "| \(whole(point.time)) | \(percent(point.survival)) | \(range(point.limits)) |"
          + " \(point.prediction.map(range) ?? "") | \(point.studies) | \(whole(point.atRisk)) |")
    }
    let median = [curve.median.value, curve.median.lower, curve.median.upper].map {
      $0.map { NumberText.fixed($0, decimals: 1) } ?? "not reached"
    }
    print("\nMedian \(median[0]) months (\(median[1]) to \(median[2])).\n")
    for study in read.excluded + curve.excluded { print("- not used: \(study.label): \(study.reason)") }
    for warning in curve.warnings { print("- \(warning.message)") }
    print("")
  }

  /// Local progression of the trial and of the cohorts by every route to a hazard ratio.
  static func progression(_ evidence: StudyTable) throws {
    let comparisons = try StudyTable.bundled("liver-progression-hr")
    let reports = try comparisons.hazardRatioReports(labels: .find(in: comparisons))
    let trial = StudyCurvePairs(
      label: "Wang 2015",
      curves: CurvePair(
        first: try trialArm("cryoablation", of: evidence, followUp: .init(low: 8, high: 64)),
        second: try trialArm("RFA", of: evidence, followUp: .init(low: 5, high: 65))))
    let studies = HazardRatioEstimates.studies(reports.rows, curves: [trial])
    print("# Local progression, cryoablation against another ablation\n")
    print("| study | route | hazard ratio | used |\n|---|---|---|---|")
    for study in studies {
      for route in study.possible {
        let limits = route.limits()
        print(
          "| \(study.label) | \(route.route.name) | \(ratio(route.hr)) [\(ratio(limits.lower)),"
            + " \(ratio(limits.upper))] | \(route.route == study.used?.route ? "yes" : "") |")
      }
    }
    print("")
    for study in studies {
      if study.used == nil { print("- \(study.label): \(study.whyNotPossible)") }
      for remark in study.remarks { print("- \(study.label): \(remark.text)") }
    }
    print(
      """

      Nothing is pooled: one value is a trial's curve of three points that contradicts the trial's own p-value, the other an
      adjusted ratio of a cohort with larger tumors in the cryoablation arm (2.5 against 1.9 cm), printed to one digit. Both
      point the same way, towards less progression after cryoablation; how much less, these reports cannot say. Asking the authors
      for the numbers of events would settle the trial: with them its p-value gives a hazard ratio.
      """)
  }

  /// A group's share without local progression, as the review prints it; those who die first are ignored.
  static func trialArm(
    _ arm: String, of evidence: StudyTable, followUp: CurveArm.FollowUp
  ) throws -> CurveArm {
    let rows = try evidence.selecting(where: [
      "study=Wang 2015", "arm=\(arm)", "outcome=local-tumor-progression", "statistic=percent",
    ])
    let times = try rows.column(named: "at").texts.compactMap { $0.flatMap { Double($0) } }
    let progressed = try rows.column(named: "percent").texts.compactMap { $0.flatMap { Double($0) } }
    return CurveArm(
      zip(times, progressed).map { .init(time: $0, survival: 1 - $1 / 100) }, size: 180, followUp: followUp)
  }

  static func shown(_ study: StudyEffect, _ pooled: PoolResult) -> String {
    pooled.format.estimate(study.estimate, lower: study.lower, upper: study.upper)
  }

  static func whole(_ value: Double) -> String { NumberText.fixed(value, decimals: 0) }

  static func ratio(_ value: Double) -> String { NumberText.fixed(value, decimals: 2) }

  static func percent(_ value: Double) -> String { NumberText.fixed(value * 100, decimals: 1) + "%" }

  static func range(_ limits: CurveLimits) -> String {
    "\(percent(limits.lower)) to \(percent(limits.upper))"
  }
}
