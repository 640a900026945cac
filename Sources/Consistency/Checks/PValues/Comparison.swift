import StudyData

/// A comparison row with the rows of its two arms and the tables of counts that these allow.
struct Comparison {
  let row: EvidenceRow
  let first: EvidenceRow
  let second: EvidenceRow
  /// Empty where the percentages fit no table.
  let tables: [TwoArmCounts]
  /// The size of the study that the arms share out in an unknown way.
  let splitTotal: Int?
  private let sizeRow: EvidenceRow?

  var isSplit: Bool { splitTotal != nil }
  var rows: [EvidenceRow] { [first, second, row] + [sizeRow].compactMap { $0 } }

  /// Nil where it compares no two arms, the arms have no counts or percentages, or too many tables are possible.
  init?(_ row: EvidenceRow, among rows: [EvidenceRow]) {
    guard let (one, two) = row.comparedArms, !row.isOverTime else { return nil }
    let fields: [EvidenceField] = [.outcome, .definition, .subgroup, .unit, .sample, .population]
    let candidates = rows.filter {
      !$0.isComparison && $0.agrees(with: row, on: fields) && !$0.isOverTime
        && ($0.count(.events) != nil || ($0.percent != nil && !$0.isSummaryPercent))
    }
    let firsts = candidates.filter { $0[.arm] == one }
    let seconds = candidates.filter { $0[.arm] == two }
    guard firsts.count == 1, seconds.count == 1 else { return nil }
    self.row = row
    first = firsts[0]
    second = seconds[0]
    let sizes = [first, second].map { Self.size(of: $0, among: rows) }
    if let size1 = sizes[0], let size2 = sizes[1] {
      let counts = (Self.counts(first, of: size1), Self.counts(second, of: size2))
      guard let tables = PValueSearch.tables((counts.0, size1), (counts.1, size2)) else { return nil }
      (self.tables, splitTotal, sizeRow) = (tables, nil, nil)
      return
    }
    // Only two arms, both of unknown size, can share out the whole study.
    let whole = rows.first {
      $0.isGroupSize && PartsAndWholes.isWholeArm($0) && $0[.unit] == row[.unit]
        && $0[.sample] == row[.sample]
    }
    guard sizes[0] == nil, sizes[1] == nil, let total = whole?.count(.total), let percent1 = first.percent,
      let percent2 = second.percent, let tables = PValueSearch.splits(of: total, percent1, percent2)
    else { return nil }
    (self.tables, splitTotal, sizeRow) = (tables, total, whole)
  }

  /// The stated total, or the size of the arm in the same sample.
  private static func size(of row: EvidenceRow, among rows: [EvidenceRow]) -> Int? {
    if let total = row.count(.total) { return total >= 1 ? total : nil }
    guard row[.subgroup] == nil else { return nil }
    let size = rows.first {
      $0.isGroupSize && $0.agrees(with: row, on: [.arm, .unit, .sample, .population, .subgroup])
    }
    return size?.count(.total).flatMap { $0 >= 1 ? $0 : nil }
  }

  private static func counts(_ row: EvidenceRow, of total: Int) -> [Int] {
    if let events = row.count(.events) { return (0...total).contains(events) ? [events] : [] }
    return row.percent.map { PercentFit.counts(of: total, printed: $0) } ?? []
  }
}
