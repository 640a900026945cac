import StudyData

/// Percentages of a part of an arm, such as one diagnosis, that no part can have.
///
/// Of an arm of N with e events, a part of m has k events with k ≤ e and m − k ≤ N − e. All percentages of
/// the part over the same people (none at a time point) must be whole numbers of one m. A warning where no m
/// from 1 to N (or the printed one) will do.
public struct PartOfWhole: ConsistencyCheck {
  /// `part-of-whole`
  public let code = "part-of-whole"
  /// What it checks.
  public let summary = "percentages of a part of an arm that fit into the whole arm"

  /// Makes the check.
  public init() {}

  /// One finding for each part and outcome. O(N²) for each.
  public func findings(in table: EvidenceTable) -> [Finding] {
    table.studies.flatMap { _, rows -> [Finding] in
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
      return wholes.flatMap { whole in
        Groups.of(told.filter { Self.isPart($0, of: whole) }, by: \.people).compactMap { part in
          finding(part, whole)
        }
      }
    }
  }

  private static func isPart(_ row: EvidenceRow, of whole: EvidenceRow) -> Bool {
    row[.arm] == whole[.arm] && row[.sample] == whole[.sample] && !row.isGroupSize
      && (row[.subgroup] != nil || (row[.population] != nil && row[.population] != whole[.population]))
  }

  private func finding(_ part: [EvidenceRow], _ whole: EvidenceRow) -> Finding? {
    guard
      let row = part.first(where: { $0[.outcome] == whole[.outcome] && $0[.definition] == whole[.definition] }
      ),
      let share = row.share, let events = whole.count(.events), let people = whole.count(.total)
    else { return nil }
    let own = Set(part.compactMap { $0.count(.total) })
    guard own.count < 2 else { return nil }
    let sizes = own.first.map { $0...$0 } ?? 1...people
    let others = part.compactMap(\.share)
    let fitting = PartSizes.fitting(share, others: [], events: events, people: people, among: sizes)
    let all = PartSizes.fitting(share, others: others, events: events, people: people, among: sizes)
    guard all.isEmpty else { return nil }
    let most = fitting.max().map { "at most \($0)" } ?? "none"
    return Finding(
      .warning, code: code, rows: [whole] + part,
      message:
        "\(whole.people.name): the percentages of a part (\(row[.subgroup] ?? row[.population] ?? "")) do not "
        + "fit into the whole.",
      arithmetic:
        "\(events) of \(people) had \(row[.outcome] ?? ""), \(row.printedShare) in the part: sizes of the part that "
        + "leave \(people - events) without it: \(most); with "
        + part.map { "\($0[.outcome] ?? "") \($0.printedShare)" }.joined(separator: " and ")
        + " of the same people: none",
      settles: "The size of the part, and what each percentage is of.")
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
