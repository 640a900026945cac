import Claims
import Testing

/// Each derivation where it gives what is printed, and where it does not.
@Suite("Verdicts")
struct VerdictTests {
  private func expect(
    _ text: String, _ verdict: Verdict, ours: String? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let result = try Fixture.result(text)
    #expect(result.verdict == verdict, "\(text): \(result.note)", sourceLocation: sourceLocation)
    if let ours { #expect(result.ours == ours, "\(text)", sourceLocation: sourceLocation) }
  }

  @Test("a share of the stated size: same digits, one unit off, impossible")
  func share() throws {
    let relapse = "kind: percent, analysis: share, rows: [study=B, outcome=relapse], printed: "
    try expect(relapse + "11.9%", .reproduced, ours: "11.9%")
    try expect(relapse + "11.8%", .withinRounding, ours: "11.9%")
    try expect(relapse + "11.89%", .withinRounding, ours: "11.90%")
    try expect(relapse + "11.89%, rounding: cut", .reproduced)
    try expect(relapse + "11.7%", .contradicted, ours: "11.9%")
    let result = try Fixture.result(
      "kind: percent, analysis: share, rows: [study=B, outcome=mixed], printed: 44.5%")
    #expect(result.verdict == .contradicted && result.ours == "47.6%")
    #expect(result.note.contains("396 is 44.5% of 889 to 890"))
    #expect(result.rows.map(\.row) == [7] && result.references == ["2"])
  }

  @Test("a share of a size from elsewhere is not reproduced instead of contradicted")
  func shareOfOther() throws {
    try expect(
      "kind: percent, analysis: share, rows: [study=H, outcome=marker], of: [study=D, arm=all], printed: 77.5%",
      .notReproduced)
  }

  @Test("counts from percentages: one fits, several fit, another fits, none fits")
  func counts() throws {
    try expect(
      "kind: count, analysis: count-from-percent, rows: [study=A, arm=new], printed: 7", .reproduced,
      ours: "7")
    try expect(
      "kind: count, analysis: count-from-percent, rows: [study=E], printed: 10", .withinRounding,
      ours: "8 to 10")
    try expect(
      "kind: count, analysis: count-from-percent, rows: [study=F], printed: 12", .notReproduced, ours: "13")
    try expect(
      "kind: count, analysis: count-from-percent, rows: [study=B, outcome=death], printed: 12", .contradicted)
  }

  @Test("a transcribed percentage is never reproduced, and contradicted where no whole count gives it")
  func transcribed() throws {
    let missing = ", missing: the count, printed: "
    let possible = try Fixture.result("kind: percent, analysis: row, rows: [study=F]" + missing + "3.1%")
    #expect(possible.verdict == .notCheckable && possible.missing == "the count")
    #expect(possible.note == "13 of 415 gives 3.1%")
    try expect(
      "kind: percent, analysis: row, rows: [study=B, outcome=death]" + missing + "31%", .contradicted)
    try expect("kind: rate, analysis: row, rows: [study=B, outcome=death]" + missing + "31%", .notCheckable)
  }

  @Test("sums are exact: one off is not reproduced")
  func sums() throws {
    let sum = "kind: size, analysis: sum, rows: [study=D, 'arm=new,old', outcome=size], printed: "
    try expect(sum + "58", .reproduced, ours: "58")
    try expect(sum + "59", .notReproduced, ours: "58")
    try expect(
      "kind: size, analysis: difference, rows: [study=D, arm=all], minus: [study=D, arm=old, outcome=size], printed: 30",
      .reproduced)
  }

  /// The p-values are those of R 4's `chisq.test` and `fisher.test`: .00311, .00719, .00663.
  @Test("p-values from counts")
  func pFromCounts() throws {
    let p = "kind: p-value, analysis: p-from-counts, rows: [study=A, outcome=harm], arms: [new, old]"
    try expect(p + ", printed: p=.007", .reproduced, ours: ".007")
    try expect(p + ", printed: p=.007, tests: [pearson]", .notReproduced, ours: ".003")
    try expect(p + ", printed: p=.0072, tests: [yates]", .reproduced)
    try expect(p + ", printed: p=.0066, tests: [fisher]", .reproduced)
    try expect(p + ", printed: p=.0067, tests: [fisher]", .withinRounding)
    try expect(p + ", printed: p<.01", .reproduced)
    try expect(p + ", printed: p<.001", .notReproduced)
  }

  /// R: 2 * pnorm(-|.805 - .675| / sqrt(.805 * .195 / 55 + .675 * .325 / 64)) = 0.10096.
  @Test("p-values of rates over time are only bounded")
  func pFromRates() throws {
    try expect(
      "kind: p-value, analysis: p-from-rates, rows: [study=C, outcome=survival], arms: [new, old], printed: p=.20",
      .notCheckable, ours: "≥ .101")
  }

  @Test("p-values over every division of a size")
  func splits() throws {
    let p =
      "kind: p-value, analysis: p-over-splits, rows: [study=D, outcome=ache], arms: [new, old], total: [study=D, arm=all]"
    // 9 of 30 and 3 of 28: R's chisq.test without correction gives 0.07001.
    try expect(p + ", tests: [pearson], printed: p=.0700", .notCheckable)
    try expect(p + ", printed: p=.0001", .notReproduced)
  }

  /// √(1.38 · 15.73) = 4.6591; R: 2 * pnorm(log(.3) * 2 * qnorm(.975) / log(9)) = 0.03172.
  @Test("what confidence intervals imply")
  func intervals() throws {
    let or = "kind: ratio, analysis: estimate-from-interval, rows: [study=C, outcome=odds], printed: "
    try expect(or + "4.66", .reproduced)
    try expect(or + "4.70", .notReproduced, ours: "4.66")
    let p = "kind: p-value, analysis: p-from-interval, rows: [study=C, outcome=hazard], printed: "
    try expect(p + "p=.03", .reproduced, ours: ".03")
    try expect(p + "p=.02", .withinRounding)
    try expect(p + "p=.30", .notReproduced)
  }

  @Test("a part that cannot belong to its whole is contradicted")
  func subset() throws {
    try expect(
      "kind: percent, analysis: subset, rows: [study=H, subgroup=part], whole: [study=H, arm=new, outcome=loss, statistic=count], printed: 38%",
      .contradicted, ours: "at most 15 of 31")
    // The cures of a part do not bound the harm of the whole.
    try expect(
      "kind: percent, analysis: subset, rows: [study=H, outcome=cure], whole: [study=A, arm=new], printed: 65%",
      .notCheckable)
  }

  @Test("a percentage that no size has is contradicted")
  func wholeSize() throws {
    let marker = "kind: percent, analysis: whole-size, rows: [study=H, outcome=marker], printed: "
    try expect(marker + "77.5%", .contradicted, ours: "no size")
    try expect(marker + "77.6%", .notCheckable, ours: "of 254")
  }

  @Test("ranges and means over rows")
  func overRows() throws {
    let range = "kind: range, analysis: range, rows: [outcome=harm, row_type=arm, 'study=A,F'], printed: "
    try expect(range + "3.1 to 67.7", .reproduced)
    try expect(range + "3.0 to 67.7", .withinRounding)
    try expect(range + "0 to 83", .notReproduced, ours: "3 to 68")
    let mean = "kind: mean, analysis: mean, rows: [study=D, outcome=ache], printed: "
    try expect(mean + "20.5%", .reproduced)
    try expect(mean + "30%", .notReproduced, ours: "21%")
    try expect(mean + "20.5%, missing: the other studies", .notCheckable)
  }

  @Test("order and significance of two arms")
  func compare() throws {
    let harm =
      "kind: direction, printed: less, analysis: compare, rows: [study=A, outcome=harm], arms: [new, old]"
    let p = ", p: [study=A, statistic=p-value]"
    try expect(harm + ", direction: lower, significant: true" + p, .reproduced, ours: "lower, significant")
    try expect(harm + ", direction: higher", .contradicted)
    try expect(harm + ", direction: lower, significant: false" + p, .contradicted)
    try expect(harm + ", direction: same", .notReproduced)
    let survival =
      "kind: no-difference, printed: same, analysis: compare, rows: [study=C, outcome=survival], arms: [new, old]"
    try expect(survival + ", direction: any, significant: false", .reproduced)
    try expect(survival + ", direction: any, significant: true", .contradicted)
    let ache =
      "kind: no-difference, printed: same, analysis: compare, rows: [study=D, outcome=ache], arms: [new, old]"
    try expect(ache + ", direction: any, significant: false", .notCheckable)
  }

  @Test("studies that differ, and some among them")
  func studies() throws {
    let rows =
      "kind: inconsistency, printed: mixed, analysis: compare, rows: ['study=A,C', 'outcome=harm,survival']"
    try expect(rows + ", arms: [new, old], direction: mixed", .reproduced)
    try expect(rows + ", arms: [new, old], direction: higher, studies: some", .reproduced)
    try expect(rows + ", arms: [new, old], direction: higher", .contradicted)
    let one = "kind: inconsistency, printed: mixed, analysis: compare, rows: [study=A, outcome=harm]"
    try expect(one + ", arms: [new, old], direction: mixed", .notReproduced)
    try expect(one + ", arms: [new, old], direction: higher, studies: some", .contradicted)
  }

  @Test("printed p-values on either side of 5 %")
  func significance() throws {
    let p =
      "kind: significance, printed: significant, analysis: significance, rows: [study=A, statistic=p-value]"
    try expect(p + ", significant: true", .reproduced)
    try expect(p + ", significant: false", .contradicted)
    try expect(
      "kind: significance, printed: so, analysis: significance, rows: [study=F], significant: true",
      .notCheckable)
  }

  @Test("rows that a derivation cannot use are named")
  func leftOut() throws {
    let range = try Fixture.result(
      "kind: range, analysis: range, rows: ['study=A,D', 'outcome=harm,size'], printed: 28 to 67.7")
    #expect(range.note.hasSuffix("left out for no value: D"), "\(range.note)")
    let compare = try Fixture.result(
      "kind: direction, printed: less, analysis: compare, rows: ['study=A,D', 'outcome=harm,size'], arms: [new, old],"
        + " direction: lower")
    #expect(compare.verdict == .reproduced && compare.note.hasSuffix("left out for no value of both arms: D"))
  }

  @Test("the order of weight, and what --strict takes for a failure")
  func order() {
    #expect(
      Verdict.allCases.map(\.rawValue)
        == ["contradicted", "not-reproduced", "within-rounding", "reproduced", "not-checkable"])
    #expect(Verdict.allCases.filter(\.isFailure) == [.contradicted, .notReproduced])
  }
}
