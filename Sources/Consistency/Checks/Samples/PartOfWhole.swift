import StudyData

/// Percentages of a part of an arm, such as one diagnosis, that no part can have.
///
/// Of an arm of N with e events, a part of m has k events with k ≤ e and m − k ≤ N − e. All percentages of
/// the part over the same people (none at a time point) must be whole numbers of one m. An error where no m
/// from 1 to N (or the printed one) will do.
public struct PartOfWhole: ConsistencyCheck {
  /// `part-of-whole`
  public let code = "part-of-whole"
  /// What it checks.
  public let summary = "percentages of a part of an arm that fit into the whole arm"

  /// Makes the check.
  public init() {}

  /// One finding for each part and outcome of a study, over its arms. O(N²) for each.
  public func findings(in table: EvidenceTable) -> [Finding] {
    table.studies.flatMap { study, rows -> [Finding] in
      let told = rows.filter { row in
        !row.isComparison && !row.isOverStudies && row.number(.at) == nil && row.share != nil
          && row[.statistic] != "approximate-percent" && row[.unit] ?? "patient" == "patient"
      }
      let wholes = told.filter { whole in
        whole.count(.events) != nil && (whole.count(.total) ?? 0) > 0 && whole[.subgroup] == nil
          && rows.contains {
            $0.isGroupSize && $0[.arm] == whole[.arm] && $0.count(.total) == whole.count(.total)
          }
      }
      let misfits = wholes.flatMap { whole in
        Groups.of(told.filter { Self.isPart($0, of: whole) }, by: \.people).compactMap { part in
          Misfit(part, whole)
        }
      }
      return Self.grouped(misfits).map { finding(study, $0) }
    }
  }

  private static func isPart(_ row: EvidenceRow, of whole: EvidenceRow) -> Bool {
    row[.arm] == whole[.arm] && row[.sample] == whole[.sample] && !row.isGroupSize
      && (row[.subgroup] != nil || (row[.population] != nil && row[.population] != whole[.population]))
  }

  /// Arms with the same part and outcome together.
  private static func grouped(_ misfits: [Misfit]) -> [[Misfit]] {
    var groups: [[Misfit]] = []
    for misfit in misfits {
      if let place = groups.firstIndex(where: { $0[0].isLike(misfit) }) {
        groups[place].append(misfit)
      } else {
        groups.append([misfit])
      }
    }
    return groups
  }

  private func finding(_ study: String, _ misfits: [Misfit]) -> Finding {
    let first = misfits[0]
    let whole = misfits.map { "\($0.events) of \($0.people) (\($0.row[.arm] ?? "all"))" }
    let others = first.part.count > 1 ? " and their other percentages" : ""
    return Finding(
      .error, code: code, rows: misfits.flatMap { [$0.whole] + $0.part },
      message: "\(study): \(first.row.outcomeWords) in \(Words.list(whole)), but in "
        + "\(Words.list(misfits.map(\.row.printedShare))) of the \(first.name) patients among them: no number of "
        + "\(first.name) patients goes with both\(others)",
      arithmetic: misfits.map(\.arithmetic).joined(separator: "; "),
      settles: "the number of \(first.name) patients in each arm, and what each percentage is of")
  }
}

/// An arm whose events and the percentages of a part of it do not go together.
private struct Misfit {
  let whole: EvidenceRow
  let part: [EvidenceRow]
  /// The row of the part with the outcome of the whole.
  let row: EvidenceRow
  let events: Int
  let people: Int
  /// The sizes of the part that its share of the outcome alone leaves.
  let fitting: [Int]

  /// Nil where they go together, or where too little is told.
  init?(_ part: [EvidenceRow], _ whole: EvidenceRow) {
    guard
      let row = part.first(where: { $0[.outcome] == whole[.outcome] && $0[.definition] == whole[.definition] }
      ),
      let share = row.share, let events = whole.count(.events), let people = whole.count(.total)
    else { return nil }
    let own = Set(part.compactMap { $0.count(.total) })
    guard own.count < 2 else { return nil }
    let sizes = own.first.map { $0...$0 } ?? 1...people
    fitting = PartSizes.fitting(share, others: [], events: events, people: people, among: sizes)
    let others = part.compactMap(\.share)
    guard PartSizes.fitting(share, others: others, events: events, people: people, among: sizes).isEmpty
    else { return nil }
    (self.whole, self.part, self.row, self.events, self.people) = (whole, part, row, events, people)
  }

  /// The part's name.
  var name: String { row[.subgroup] ?? row[.population] ?? "part" }

  /// What the outcome allows, and what each other percentage of the part needs.
  var arithmetic: String {
    let without = "\(row[.arm] ?? "all"): \(people - events) of \(people) had no \(row.outcomeWords)"
    var text =
      without + ", so that at \(row.printedShare) "
      + (fitting.max().map { "at most \($0) can be \(name) patients" } ?? "no number can be \(name) patients")
    let needs = part.filter { $0.row != row.row }.compactMap { other -> String? in
      guard let percent = other.percent, other.count(.total) == nil else { return nil }
      return
        "\(other.outcomeWords) in \(percent) needs at least \(PercentFit.smallestTotal(printed: percent))"
    }
    if !needs.isEmpty { text += ", but " + Words.list(needs) }
    return text
  }

  /// Whether another arm has the same part and outcome.
  func isLike(_ other: Misfit) -> Bool {
    name == other.name && row[.outcome] == other.row[.outcome]
      && row[.definition] == other.row[.definition]
  }
}

/// The sizes that a part of an arm can have.
public enum PartSizes {
  /// The sizes m for which some k events fit the share of the part and leave the rest of the arm possible,
  /// and every other share fits some whole number of m.
  ///
  /// - Parameters:
  ///   - share: the proportions that the part's events can be.
  ///   - others: other proportions of the same part.
  ///   - events: the events of the arm.
  ///   - people: the size of the arm.
  ///   - sizes: the sizes to try.
  public static func fitting(
    _ share: ClosedRange<Double>, others: [ClosedRange<Double>], events: Int, people: Int,
    among sizes: ClosedRange<Int>
  ) -> [Int] {
    sizes.filter { size in
      counts(share, of: size).contains { $0 <= events && size - $0 <= people - events }
        && others.allSatisfy { !counts($0, of: size).isEmpty }
    }
  }

  /// The whole numbers of a size that are in a range of proportions.
  static func counts(_ share: ClosedRange<Double>, of size: Int) -> Range<Int> {
    let low = Int((share.lowerBound * Double(size) - 1e-9).rounded(.up))
    let high = Int((share.upperBound * Double(size) + 1e-9).rounded(.down))
    return low..<max(low, high + 1)
  }
}
