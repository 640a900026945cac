// The review reproduced: which of its statements its own numbers give, what the checks find in them, what is left
// of the pooled results with one study per cohort, and what its summaries may say.
//
// Run it: swift run notebook-03. It prints Markdown; the last output is in the .md file beside it.

import MetaAnalysis

@main
struct Notebook {
  static func main() throws {
    // %% The evidence, the claims and the findings
    let table = try StudyTable.bundled("liver-cryoablation")
    let evidence = try EvidenceTable(table)
    let set = try claims(of: "liver-cryoablation", table)
    let results = set.results
    let findings = AllChecks.findings(in: evidence)
    print(
      """
      # The review reproduced

      The review is a medical policy on cryoablation of liver tumors. Its evidence table holds \
      \(table.rowCount) rows, one per printed number; its claims file holds \(set.claims.count) statements, each with \
      the analysis that should give it. Here every statement is derived anew and every number is held against its \
      neighbors. Only the policy was read: an error may be the policy's or the study's, and nothing here says that \
      a treatment works or does not. Lines are those of the policy's text, rows those of the evidence table.

      What to change first:

      1. Lines 279 and 287: no comparison in the text shows better survival than after resection.
      2. Lines 164 and 283: local progression was lower in the first year; "no differences in survival" should be \
      "none shown", with the interval.
      3. Line 152: the percentages of Adam 2002 for hepatocellular carcinoma cannot be of patients; the words on \
      inconsistent recurrence (lines 164, 283) lean on them.
      4. Line 156: four percentages of Rong 2015 are not those of its counts; the counts are sound.
      5. Rates beyond the follow-up (lines 130, 156, 269, 275): print the numbers at risk or leave them out.
      6. Lines 130, 154 and 160: three series that may share patients are counted as three.

      """)

    // %% The verdicts
    print("# Statements\n")
    var verdicts = ResultTable(columns: ["verdict", "statements"])
    for (verdict, count) in ClaimReport(set, results: results).counts {
      verdicts.append([.text(verdict.rawValue), .integer(count)])
    }
    print(verdicts.markdown)
    print(
      """
      A number is reproduced only by other numbers than itself. Most that cannot be checked are rates over time, \
      medians and sizes: nothing speaks against them, and nothing in print can.

      """)
    print("## Contradicted by the policy's own numbers\n")
    print(statements(results.filter { $0.verdict == .contradicted }) + "\n")
    print("## Not reproduced\n")
    print(statements(results.filter { $0.verdict == .notReproduced }) + "\n")
    print("## Within rounding\n")
    print(results.filter { $0.verdict == .withinRounding }.map { brief([$0]) }.joined(separator: "\n"))
    print("\n## What would have to be printed\n")
    missing(results)

    // %% The findings
    let groups = Topic.all.map { topic in (topic, found: findings.filter(topic.holds)) }
    precondition(groups.map(\.found.count).reduce(0, +) == findings.count, "each finding has one topic")
    print("# Numbers against numbers\n\n\(FindingsReport(findings).summary).\n")
    for (severity, title) in [
      (Severity.error, "Impossible as printed"), (.warning, "Hard to explain"), (.note, "Worth knowing"),
    ] {
      print("## \(title)\n")
      for (topic, found) in groups where found.first?.severity == severity { print(text(topic, found)) }
    }

    // %% One study per cohort
    print("# Pooled again, one study per cohort\n")
    try cohorts(table, set.cohorts)

    // %% Every count that fits
    print("# Local recurrence over every count that fits\n")
    try rounding(table)

    // %% The words of the summaries
    print("# The summaries' words\n")
    try words(table, Dictionary(uniqueKeysWithValues: results.map { ($0.claim.id, $0) }))
  }

  // MARK: Statements

  static func claims(of name: String, _ table: StudyTable) throws -> ClaimSet {
    guard let text = BundledDataset.named(name)?.claims else { preconditionFailure("\(name) has claims") }
    return try ClaimSet(parsing: Array(text.utf8), name: "claims.yaml", table: table)
  }

  /// What became of statements that say the same, on one or more lines.
  static func brief(_ results: [ClaimResult]) -> String {
    let claim = results[0].claim
    let lines = results.map { "\($0.claim.sourceLine)" }
    let place = (lines.count == 1 ? "Line " : "Lines ") + lines.joined(separator: " and ")
    let study = claim.study.map { ", \($0)" } ?? ""
    let ours = results[0].ours.map { "; the rows give \($0)" } ?? ""
    return "- **\(place)\(study).** \(MarkdownText.escaped(capitalized(claim.statement))): printed"
      + " \(claim.printed)\(ours). \(capitalized(results[0].note)). \(list(results[0].rows.map(\.row)))."
  }

  /// Statements that do not stand, with what to do about each.
  static func statements(_ results: [ClaimResult]) -> String {
    let firsts = results.indices.filter { index in
      results.firstIndex { $0.note == results[index].note } == index
    }
    return firsts.map { index in
      let same = results.filter { $0.note == results[index].note }
      guard let advice = Advice.of[same[0].claim.id] else {
        preconditionFailure("\(same[0].claim.id) has advice")
      }
      return brief(same) + " *Correct:* \(advice.correct). *Settled by:* \(advice.settles)."
    }.joined(separator: "\n")
  }

  /// The commonest reasons why statements cannot be checked.
  static func missing(_ results: [ClaimResult]) {
    let reasons = results.compactMap(\.missing)
    let distinct = reasons.indices.filter { reasons.firstIndex(of: reasons[$0]) == $0 }.map { reasons[$0] }
    let counted = distinct.map { reason in (reason, count: reasons.count { $0 == reason }) }
    let shown = counted.filter { $0.count >= 5 }.sorted { $0.count > $1.count }
    var table = ResultTable(columns: ["to print", "statements that it would open"])
    for (reason, count) in shown { table.append([.text(reason), .integer(count)]) }
    let rest = reasons.count - shown.map(\.count).reduce(0, +)
    table.append([.text("other things, each for fewer than five"), .integer(rest)])
    print(table.markdown)
  }

  // MARK: Findings

  static func text(_ topic: Topic, _ found: [Finding]) -> String {
    var text = "### \(topic.title)\n\n\(topic.says)\n"
    for finding in found {
      text += "- **\(finding.severity.rawValue)** `\(finding.code)`, \(uncapitalized(list(finding.rows))):"
      text += " \(trimmed(finding.message)). \(capitalized(trimmed(finding.arithmetic))).\n"
    }
    var settles: [String] = []
    for settled in found.map({ uncapitalized(trimmed($0.settles)) }) where !settles.contains(settled) {
      settles.append(settled)
    }
    return text + "- *Correct:* \(topic.correct). *Settled by:* \(settles.joined(separator: "; ")).\n"
  }

  // MARK: Pooled again

  /// Pools each set as it is and with the largest study of each cohort.
  static func cohorts(_ table: StudyTable, _ cohorts: [Cohort]) throws {
    for cohort in cohorts { print("- \(cohort.studies.joined(separator: ", ")): \(cohort.reason)") }
    print(
      """

      The checks name the pairs that share a first author or a period; the printed author lists add the others. \
      The largest study of each cohort stays.

      """)
    var result = ResultTable(columns: ["outcome", "all studies", "one per cohort", "left out"])
    for set in PooledSet.all {
      let effects = try set.effects(table)
      var dropped: [String] = []
      for cohort in cohorts {
        let sizes = effects.effects.studies.map(\.label).filter(cohort.studies.contains)
          .map { ($0, size: effects.sizes[$0] ?? 0) }.sorted { $0.size > $1.size }
        dropped += sizes.dropFirst().map(\.0)
      }
      let kept = effects.effects.filter { !dropped.contains($0.label) }
      result.append([
        .text(set.title), .text(try pooled(effects.effects)),
        .text(dropped.isEmpty ? "the same" : try pooled(kept)), .text(dropped.joined(separator: ", ")),
      ])
    }
    print(result.markdown)
    print(
      """
      Once a cohort counts once, hepatocellular carcinoma has one study of major complications and one of \
      survival at one and three years, and which is kept decides the answer: at three years 32% in Yang 2012, \
      67% in Wang 2015. The variances of survival rest on assumptions on censoring, since no numbers at risk are \
      printed.

      *Correct:* say in lines 154, 160 and 261 which series may share patients, and name one of them in each \
      summary. *Settled by:* the centers and dates of treatment of each study.

      """)
  }

  /// "27.0% [1.8, 88.0], k = 3"; one study alone is no pooled result.
  static func pooled(_ effects: EffectSizes) throws -> String {
    let result = PoolResult(try RandomEffects().fit(effects))
    if effects.k == 1, let study = effects.studies.first {
      return "\(study.label) alone: "
        + result.format.estimate(study.estimate, lower: study.lower, upper: study.upper)
    }
    let display = result.display
    let value = result.format.estimate(display.value, lower: display.lower, upper: display.upper)
    return "\(value), k = \(effects.k)"
  }

  /// Local recurrence with the percentage of Yang 2012, whose count is not settled.
  static func rounding(_ table: StudyTable) throws {
    var result = ResultTable(columns: ["studies", "open", "pooled, middle count", "over all counts"])
    for studies in [
      ["Adam 2002", "Yang 2012", "Rong 2015", "Xu 2008"], ["Yang 2012", "Rong 2015", "Xu 2008"],
    ] {
      let rows = try table.selecting(where: [
        "outcome=local-recurrence", "arm=cryoablation", "unit=patient",
        "study=\(studies.joined(separator: ","))",
      ])
      let read = try rows.possibleOneGroupCounts(
        CountColumns(events: "events", percent: "percent", size: .total("total")),
        labels: try StudyLabels.find(in: rows))
      let possible = try PossibleEffects(.logit, of: read.rows)
      let range = try RoundingRange(RandomEffects(), over: possible)
      let middle = PoolResult(try RandomEffects().fit(possible.effects))
      let ends = [range.smallest.value, range.largest.value].map(middle.display.transformation.inverse)
      let open = zip(possible.effects.studies, possible.choices).filter { $1.count > 1 }
        .map { "\($0.label): \($1.count) counts" }
      result.append([
        .text(studies.joined(separator: ", ")), .text(open.joined(separator: "; ")),
        .text(try pooled(possible.effects)),
        .text(ends.map(middle.format.value).joined(separator: " to ")),
      ])
    }
    print(result.markdown)
    print(
      """
      Every count that fits the printed 31% of Yang 2012 was fitted. Rounding moves the pooled share by a fraction \
      of a point; whether Adam 2002 is in moves it by half. The interval says that the studies have no common rate: \
      tumors of 5.6 and 7.2 cm on average, complete responders, metastases. No single rate should be quoted.

      """)
  }

  // MARK: Words

  static func words(_ table: StudyTable, _ results: [String: ClaimResult]) throws {
    func words(_ ids: [String], _ title: String, _ text: String) {
      let found = ids.compactMap { results[$0] }
      precondition(found.count == ids.count, "the claims exist")
      let lines = found.map { "\($0.claim.sourceLine)" }.joined(separator: ", ")
      print("## \(title) (lines \(lines))\n")
      print("Verdict: \(found[0].verdict.rawValue). \(capitalized(found[0].note)). \(text)\n")
    }
    let progression = try [("12", 3, 9), ("24", 7, 11), ("36", 7, 11)].map { at, first, second in
      let range = try pRange(first, second, of: 180)
      return "at \(at) months \(first)% v \(second)%, \(range)"
    }
    words(
      ["164-ltp-lower", "283-ltp-lower"], "\"Lower rates of local tumor progression\"",
      """
      χ² over the counts that fit, as if all 360 had been followed, which is the best that the rates can give: \
      \(progression.joined(separator: "; ")). The words hold for the first year and for the curve (p = .043); at \
      two and three years the four points between the arms may be chance. *Correct:* name the time and both rates. *Settled by:* events and numbers \
      at risk in each arm, and the hazard ratio.
      """)
    let survival = try [("12 months", 97, 97), ("36", 67, 66), ("60", 40, 38)].map { at, first, second in
      "at \(at) \(first)% v \(second)%, a difference of \(try difference(first, second, of: 180)) points"
    }
    words(
      ["164-survival-no-difference", "283-survival-no-difference"], "\"No differences in survival\"",
      """
      As if all had been followed: \(survival.joined(separator: "; ")). Censoring makes each interval wider, \
      at five years by much, where about one in twenty was still followed. None was shown, which is not the same as none. *Correct:* "no difference was shown", with the interval. \
      *Settled by:* the hazard ratio with its interval, and the margin that would count as a difference.
      """)
    let complications = try EffectSizes(
      .oddsRatio,
      from: table.selecting(where: ["study=Wang 2015", "outcome=major-complications"])
        .pairingArms("cryoablation", "RFA", labels: try StudyLabels.find(in: table)).table)
    words(
      ["164-comparable", "283-comparable"], "\"Comparable\" to radiofrequency ablation",
      """
      The odds ratio of major complications is \(try oddsRatio(of: complications)): between a third of the \
      odds and more than three times the odds. *Correct:* print the interval. *Settled by:* a larger \
      trial, or a margin stated beforehand.
      """)
    words(
      ["164-recurrence-inconsistent", "283-recurrence-inconsistent"], "No consistent benefit in recurrence",
      """
      Of the three studies with a rate in both arms, two have less recurrence after cryoablation. The third is Adam \
      2002: its 38% v 17% cannot be of patients; its counts of all liver tumors, 26/31 v 24/33, point the same way \
      (χ² \(NumberText.pStatement(TwoArmTest.pearson.pValue(TwoArmCounts(26, of: 31, 24, of: 33)) ?? 1))). \
      Cha 2020 prints a threefold difference with a p that about two events would give. *Correct:* name the studies on each side. *Settled by:* the \
      counts of Adam 2002 by tumor type, and the matched sizes and events of Cha 2020.
      """)
    words(
      ["164-survival-no-benefit", "283-survival-no-benefit"], "No consistent benefit in survival",
      """
      Both comparisons with medians are in the other direction, by 1 to 7.4 months, and neither is significant. Adam \
      2002 has 66% v 61% at one year, of whom is not said. \
      *Correct:* print the numbers beside the words. *Settled by:* the matched sizes, and hazard ratios.
      """)
    words(
      ["279-survival-improved", "287-survival-improved"], "\"Improved survival\" compared with resection",
      """
      In Niu 2007 survival was lower, in patients with more disease: 85% v 27% with bilobar, 35% v 3% with six or \
      more lesions. In Seifert 2005 it was the same, and disease-free survival was shorter: 6 v 10 months. \
      *Correct:* strike the words, or name a study that shows it. *Settled by:* a comparison adjusted for the extent of \
      disease, with sizes and a hazard ratio.
      """)
  }

  /// The odds ratio of the one study that there is.
  static func oddsRatio(of effects: EffectSizes) throws -> String {
    let result = PoolResult(try RandomEffects().fit(effects))
    return result.format.estimate(
      result.display.value, lower: result.display.lower, upper: result.display.upper)
  }

  /// The smallest and the largest p-value of Pearson's χ² over the counts that give two printed percentages.
  static func pRange(_ first: Int, _ second: Int, of size: Int) throws -> String {
    let counts = [first, second].map { percent in
      PrintedPercent("\(percent)").flatMap { EventsFromPercent.rounded($0, of: size) } ?? 0...0
    }
    let values = counts[0].flatMap { one in
      counts[1].compactMap { TwoArmTest.pearson.pValue(TwoArmCounts(one, of: size, $0, of: size)) }
    }
    let ends = [values.min() ?? 1, values.max() ?? 1].map { NumberText.fixed($0, decimals: 3) }
    return "p = \(ends[0]) to \(ends[1])"
  }

  /// The difference of two rates in percentage points, with the interval if all had been followed.
  static func difference(_ first: Int, _ second: Int, of size: Int) throws -> String {
    let groups = [first, second].map { percent in
      GroupCounts(events: (Double(percent * size) / 100).rounded(), total: Double(size))
    }
    let effects = EffectSizes(
      .riskDifference, of: [Study("", TwoGroupCounts(first: groups[0], second: groups[1]))])
    let study = effects.studies[0]
    let numbers = [study.estimate, study.lower, study.upper].map {
      NumberText.fixed(100 * $0, decimals: 0).replacing("-", with: "−")
    }
    return "\(numbers[0]) [\(numbers[1]), \(numbers[2])]"
  }

  // MARK: Text

  /// "Row 3", "Rows 3, 7–9".
  static func list(_ rows: [Int]) -> String {
    var runs: [ClosedRange<Int>] = []
    for row in Set(rows).sorted() {
      if let last = runs.last, last.upperBound == row - 1 {
        runs[runs.count - 1] = last.lowerBound...row
      } else {
        runs.append(row...row)
      }
    }
    let texts = runs.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }
    return (Set(rows).count == 1 ? "Row " : "Rows ") + texts.joined(separator: ", ")
  }

  static func trimmed(_ text: String) -> String { text.hasSuffix(".") ? String(text.dropLast()) : text }

  static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  static func uncapitalized(_ text: String) -> String { text.prefix(1).lowercased() + text.dropFirst() }
}

/// What to do about a statement that does not stand.
struct Advice {
  let correct: String
  let settles: String

  static let of: [String: Advice] = {
    let adam = Advice(
      correct:
        "say how many patients had hepatocellular carcinoma and whether the percentages are of patients or"
        + " tumors, or leave them out", settles: "the study's recurrences by tumor type and unit")
    let improved = Advice(
      correct: "strike \"improved survival\" or name the comparison; neither of the two printed shows it",
      settles: "a hazard ratio adjusted for the extent of disease")
    return [
      "152-hcc-recurrence-cryo": adam, "152-hcc-recurrence-rfa": adam,
      "156-distant-percent": Advice(
        correct: "print 47.6%, or the group that 44.5% is of", settles: "the study's table of recurrences"),
      "275-cea": Advice(
        correct: "print in how many the marker was raised; 254 would give 77.6%",
        settles: "that number in the study"),
      "279-survival-improved": improved, "287-survival-improved": improved,
      "71-complications": Advice(
        correct: "name the studies behind 0% and 83% and what counts as a complication",
        settles: "those two studies"),
      "130-complications-p": Advice(
        correct: "name the test or print .778; the conclusion is the same",
        settles: "the test that the trial names"),
      "154-serious-kinds": Advice(
        correct: "say what the two others were; the two deaths would make 19", settles: "the study's list"),
      "156-mortality": Advice(
        correct:
          "print 24.9% of 866, or the group; a share of deaths does not correspond to a rate at 5 years",
        settles: "the number followed, and how many died among those censored before 5 years"),
      "158-afp": Advice(
        correct: "print in how many the marker was raised; 92 fits", settles: "that number in the study"),
      "265-complications-p": Advice(
        correct: "print both counts, both sizes and the test", settles: "those numbers in the study"),
    ]
  }()
}

/// Findings that belong together.
struct Topic {
  let title: String
  /// The codes, each with the studies that it is limited to; none: all.
  let codes: [String: [String]]
  let says: String
  let correct: String

  func holds(_ finding: Finding) -> Bool {
    guard let studies = codes[finding.code] else { return false }
    return studies.isEmpty || studies.contains(finding.study)
  }

  static let all = [
    Topic(
      title: "A part that does not fit into its whole: Adam 2002 (line 152)",
      codes: ["part-of-whole": []],
      says: "In both arms.",
      correct: "see the statements above"),
    Topic(
      title: "Sound counts, wrong percentages: Rong 2015 (line 156)",
      codes: ["percent-of-total": [], "common-denominator": [], "percent-without-total": ["Rong 2015"]],
      says:
        "The counts add up and may be pooled. The percentages are not theirs: three fit a total of 834, which is"
        + " printed nowhere, and two fit neither.",
      correct:
        "keep 99, 396, 7 and 502 of 832; print 11.9%, 47.6%, 0.8% and 60.3%; give the deaths their group"),
    Topic(
      title: "Follow-up that cannot carry a curve (lines 130, 156, 269, 275)",
      codes: ["follow-up-horizon": []],
      says:
        "A rate at five years after a median follow-up of two to three rests on the few who entered first.",
      correct: "print the rate at the last time with enough people at risk, and the number"),
    Topic(
      title: "p-values that no test gives (lines 130, 138, 265)",
      codes: ["p-value": [], "curve-p-value": []],
      says:
        "The .052 of Joosten 2005 is where the choice of the test decides; the .379 of Cha 2020 goes with a"
        + " threefold difference. In Wang 2015 nothing hangs on .776, and .043 cannot come from the rates at two and three years.",
      correct: "name the test and print the counts or events of both arms beside each p-value"),
    Topic(
      title: "Percentages of a group that is not named (lines 158, 275)",
      codes: ["percent-without-total": ["Zhou 2009", "Xu 2008"]],
      says: "Counts with percentages that fit no size in print.",
      correct: "print the number in whom the marker was measured"),
    Topic(
      title: "Kinds that do not add up: Yang 2012 (line 154)", codes: ["sum-of-parts": []],
      says: "Two of the serious complications are not among the kinds.",
      correct: "name them"),
    Topic(
      title: "Ranges and follow-ups (lines 154, 273, 275)", codes: ["range": [], "follow-up-range": []],
      says: "Limits that are not what they are called, and follow-ups of whom it is not said.",
      correct: "call the limits of Kornprat 2007 by their name; say whose follow-up each is"),
    Topic(
      title: "Matched results beside unmatched counts (lines 138, 142)",
      codes: ["matched-sizes": [], "common-size": []],
      says:
        "Survival and progression are of matched patients; the complications, by their percentages and p-values,"
        + " are of all. The sizes after matching are not printed.",
      correct: "print the sizes after matching, and say of which sample each number is"),
    Topic(
      title: "Cohorts that may overlap (lines 130, 154, 160, 259, 261, 265, 267)",
      codes: ["same-patients": []],
      says:
        "The policy says that it left out overlapping populations. Two pairs show in the table; the author lists"
        + " add two (below).",
      correct: "say for each pair why it is not one"),
    Topic(
      title: "A review beside its own studies (line 255)",
      codes: ["review-beside-studies": [], "review-range": []],
      says:
        "The same patients speak twice where a review and its studies are both evidence; and earlier studies of this"
        + " policy lie outside the review's range.",
      correct: "say which of the studies are in the review"),
    Topic(
      title: "Rates over time that look like shares",
      codes: ["percent-of-whole-number": [], "crude-share": []],
      says: "No error: rates from curves, which must not be turned into counts or set beside a crude share.",
      correct: "call them by their estimator, with numbers at risk"),
    Topic(
      title: "Recurrence of whom (lines 154, 275)", codes: ["recurrence-denominator": []],
      says: "What was never completely treated can progress but not recur.",
      correct: "give recurrence of those with a complete response, and progression of the others"),
    Topic(
      title: "Significant only after adjustment (line 144)", codes: ["adjusted-estimate": []],
      says: "The crude rates of Ei 2015 differ much less than the adjusted ratio.",
      correct: "print both, with what was adjusted for"),
    Topic(
      title: "Before pooling",
      codes: ["mixed-units": [], "sizes-add-up": [], "group-sizes": [], "flat-course": []],
      says: "Units, people in both arms, parts of a group, curves without change.",
      correct: "nothing, but name the unit and the group beside each number"),
  ]
}

/// A set of rows that can be pooled.
struct PooledSet {
  let title: String
  let conditions: [String]
  /// Months; nil for counts.
  var at: Double?
  var arms: (String, String)?

  /// The effect sizes, and the number of people of each study.
  func effects(_ table: StudyTable) throws -> (effects: EffectSizes, sizes: [String: Double]) {
    let rows = try table.selecting(where: conditions)
    if let at {
      let layout = try DataLayout.find(in: rows, requested: ColumnRequest(kind: .oneGroupSurvival))
      guard case .oneGroupSurvival(let columns) = layout.columns else {
        preconditionFailure("the layout is of the kind asked for")
      }
      let chosen = SurvivalAtTime(try rows.survivals(columns, labels: layout.labels).rows, at: at)
      let sizes = chosen.rows.map { ($0.label, $0.value.total ?? 0) }
      return (EffectSizes(.logMinusLog, of: chosen.rows), Dictionary(uniqueKeysWithValues: sizes))
    }
    let effects =
      if let arms {
        try EffectSizes(
          .oddsRatio,
          from: rows.pairingArms(arms.0, arms.1, labels: try StudyLabels.find(in: rows)).table)
      } else {
        try EffectSizes(.logit, from: rows)
      }
    let sizes = effects.studies.map { study -> (String, Double) in
      switch study.counts {
      case .oneGroup(let counts): (study.label, counts.total)
      case .twoGroups(let counts): (study.label, counts.first.total + counts.second.total)
      default: (study.label, 0)
      }
    }
    return (effects, Dictionary(uniqueKeysWithValues: sizes))
  }

  static let all: [PooledSet] = {
    let cryoablation = "arm=cryoablation"
    let patients = [cryoablation, "unit=patient"]
    let survival = [cryoablation, "outcome=overall-survival", "statistic=percent", "population=HCC"]
    return [
      PooledSet(
        title: "treatment-related death", conditions: ["outcome=treatment-related-death", cryoablation]),
      PooledSet(
        title: "the same with the mixed series Niu 2007",
        conditions: [
          "outcome=treatment-related-death",
          "arm=cryoablation,resection with or without cryoablation",
        ]),
      PooledSet(
        title: "major complications, HCC", conditions: ["outcome=major-complications", cryoablation]),
      PooledSet(
        title: "complete response or ablation",
        conditions: ["outcome=complete-response,complete-ablation"] + patients),
      PooledSet(title: "local recurrence", conditions: ["outcome=local-recurrence"] + patients),
      PooledSet(title: "any recurrence", conditions: ["outcome=any-recurrence"] + patients),
      PooledSet(title: "liver abscess", conditions: ["outcome=liver-abscess"]),
      PooledSet(
        title: "odds of one complication per study, against RFA",
        conditions: ["outcome=major-complications,biliary-complications,vascular-thrombosis"],
        arms: ("cryoablation", "RFA")),
      PooledSet(title: "survival at 12 months, HCC", conditions: survival, at: 12),
      PooledSet(title: "survival at 36 months, HCC", conditions: survival, at: 36),
      PooledSet(title: "survival at 60 months, HCC", conditions: survival, at: 60),
    ]
  }()
}
