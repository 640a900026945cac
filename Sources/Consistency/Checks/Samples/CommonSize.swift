import StudyData

/// Percentages of both arms of a matched sample without sizes that are whole numbers of one size.
///
/// Matching one to one leaves arms of equal size. Where this is not printed, the smallest n that both
/// percentages are whole numbers of may be it, or a part of it. By chance two percentages of d decimals fit some
/// n up to that one with a probability of about Σ [(m + 1)/(100·10ᵈ + 1)]², m = 2 … n; a note where this, times
/// the number of pairs of the study, is at most 0.02. A rate over time that is a whole number in both arms is a
/// crude share, or nobody was censored before.
public struct CommonSize: ConsistencyCheck {
  /// `common-size`
  public let code = "common-size"
  /// What it checks.
  public let summary = "the size of matched arms that their percentages give away"

  /// Makes the check.
  public init() {}

  /// At most one finding for each outcome and time. O(rows × size).
  public func findings(in table: EvidenceTable) -> [Finding] {
    table.studies.flatMap { study, rows -> [Finding] in
      let sizes = MatchedSizes.sizesBefore(rows)
      let candidates = rows.filter {
        !$0.isComparison && !$0.isGroupSize && $0[.sample] == "matched" && $0.number(.total) == nil
          && ($0[.unit] ?? "patient") == "patient" && ($0.percent?.decimals ?? 0) > 0
          && $0[.arm].flatMap { sizes[$0] } != nil
      }
      let pairs = Groups.of(candidates) {
        [$0[.outcome], $0[.definition], $0[.subgroup], $0.numbers[.at]?.text]
      }.filter { $0.count == 2 && $0[0][.arm] != $0[1][.arm] }
      return pairs.compactMap { finding(study, $0, sizes: sizes, pairs: pairs.count, among: rows) }
    }
  }

  private func finding(
    _ study: String, _ pair: [EvidenceRow], sizes: [String: Int], pairs: Int, among rows: [EvidenceRow]
  ) -> Finding? {
    let most = pair.compactMap { $0[.arm].flatMap { sizes[$0] } }.min() ?? 0
    guard most >= 2, let one = pair[0].percent, let other = pair[1].percent,
      let size = Self.smallest(one, other, upTo: most),
      Self.chance(size, one, other) * Double(pairs) <= 0.02
    else { return nil }
    let tables = stride(from: size, through: most, by: size).compactMap { Self.table(one, other, of: $0) }
    let comparison = rows.first {
      $0.isComparison && $0.agrees(with: pair[0], on: [.outcome, .definition, .subgroup]) && $0.pRange != nil
    }
    let printed = comparison.map { " (printed: p = \($0[.pText] ?? $0.numbers[.p]?.text ?? ""))" } ?? ""
    return Finding(
      .note, code: code, rows: pair + [comparison].compactMap(\.self),
      message:
        "\(study): \(one) and \(other) with \(pair[0].outcomeWords) after matching are whole numbers of "
        + "\(size): perhaps the size of the matched arms, or a part of it",
      arithmetic: tables.map { "\($0.text), chi-square \(Words.p(TwoArmTest.pearson.pValue($0) ?? 1))" }
        .joined(separator: "; ") + printed,
      settles: "the sizes after matching, and whether the percentages are rates over time")
  }

  /// The smallest size that both are whole numbers of, neither of them 0 or all.
  static func smallest(_ one: PrintedPercent, _ other: PrintedPercent, upTo most: Int) -> Int? {
    guard one.value > 0, other.value > 0, one.value < 100, other.value < 100 else { return nil }
    return (2...most).first { table(one, other, of: $0) != nil }
  }

  private static func table(_ one: PrintedPercent, _ other: PrintedPercent, of size: Int) -> TwoArmCounts? {
    guard let first = EventsFromPercent.rounded(one, of: size)?.first,
      let second = EventsFromPercent.rounded(other, of: size)?.first
    else { return nil }
    return TwoArmCounts(first, of: size, second, of: size)
  }

  /// How likely two percentages fit one size up to this one by chance.
  static func chance(_ size: Int, _ one: PrintedPercent, _ other: PrintedPercent) -> Double {
    let values = { (percent: PrintedPercent) in Double(100 * Words.power(percent.decimals) + 1) }
    let both = values(one) * values(other)
    return (2...max(2, size)).reduce(0) { $0 + min(1, Double(($1 + 1) * ($1 + 1)) / both) }
  }
}
