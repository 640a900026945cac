import StudyData

/// A count of all and percentages of a part of them whose size is not stated: can both hold?
///
/// The part has at least n people, n the smallest number of which each of its crude percentages is a whole number.
/// Of n, at most the printed percentage (and half its last digit) can have the outcome; even if all others have it,
/// the events of N are at most ⌊π n⌋ + N − n, which falls as n grows.
public struct SubpopulationBounds: ConsistencyCheck {
  /// `part-and-whole-bounds`.
  public let code = "part-and-whole-bounds"
  /// What it checks.
  public let summary = "A count of all and the percentages of a part of unstated size can both hold."

  /// Makes the check.
  public init() {}

  /// The most and the fewest events that are possible among N people if a part of at least n of them has a share
  /// from `low` to `high`. O(1).
  public static func bounds(of whole: Int, part: Int, low: Double, high: Double) -> ClosedRange<Int> {
    precondition(part >= 0 && part <= whole, "a part is not larger than its whole")
    precondition(low <= high, "the lower share comes first")
    let most = Int((min(1, high) * Double(part) + 1e-9).rounded(.down)) + whole - part
    let fewest = Int((max(0, low) * Double(part) - 1e-9).rounded(.up))
    return min(fewest, most)...max(most, 0)
  }

  /// What it finds; O(rows²) within a study.
  public func findings(in table: EvidenceTable) -> [Finding] {
    table.studies.flatMap { study, rows in
      // The population of the group sizes is the whole; others within the study are parts of it.
      let whole = Set(rows.filter(\.isGroupSize).compactMap { $0[.population] })
      guard whole.count == 1, let population = whole.first else { return [Finding]() }
      let crude = rows.filter { !$0.isComparison && !$0.isOverTime && !$0.isSummaryPercent }
      return crude.compactMap { part in
        guard let own = part[.population], own != population, part.number(.total) == nil,
          part.number(.events) == nil
        else { return nil }
        return finding(study, part: part, crude: crude, population: population)
      }
    }
  }

  private func finding(_ study: String, part: EvidenceRow, crude: [EvidenceRow], population: String)
    -> Finding?
  {
    let fields: [EvidenceField] = [.arm, .unit, .sample, .outcome, .definition]
    guard let percent = part.percent,
      let whole = crude.first(where: {
        $0[.population] == population && $0.agrees(with: part, on: fields) && $0.count(.events) != nil
      }), let events = whole.count(.events), let total = whole.count(.total)
    else { return nil }
    let siblings = crude.filter {
      $0.agrees(with: part, on: [.arm, .unit, .sample, .population, .subgroup]) && $0.percent != nil
        && $0.number(.total) == nil && $0.number(.events) == nil
    }
    let sizes = siblings.compactMap { $0.percent.map { PercentFit.smallestTotal(printed: $0) } }
    guard let least = sizes.max(), least <= total else { return nil }
    let half = 0.005 / Double(Words.power(percent.decimals))
    let share = percent.value / 100
    let most = Self.bounds(of: total, part: least, low: share - half, high: share + half).upperBound
    guard events > most else { return nil }
    let needs = zip(siblings, sizes).map { "\($0.0.percent.map(\.description) ?? "") needs at least \($0.1)" }
    return Finding(
      .error, code: code, rows: [whole] + siblings,
      message:
        "\(study): \(events) of \(total) with \(part.outcomeWords) (\(part[.arm] ?? "")) cannot be, if "
        + "\(percent) of the \(part[.population] ?? "part") patients among them have it",
      arithmetic: Words.list(needs) + "; of \(least), \(percent) is at most \(most - total + least); with all"
        + " \(total - least) others, \(most) of \(total), fewer than \(events)",
      settles: "the number of \(part[.population] ?? "") patients, and what the percentages are of")
  }
}
