/// Of studies that share patients, such as those of one center, one: `--one-per center`, `--one-per center:first`.
public struct OnePer: Sendable, Equatable {
  /// Which study of a cluster is kept.
  public enum Rule: String, Sendable, CaseIterable, Codable {
    /// The one with the most people, or the most person-time; of several, the first.
    case largest
    /// The one that stands first in the table.
    case first
  }

  /// The column whose values are the clusters; a study whose cell is missing is one by itself.
  public let column: String
  /// Which study is kept.
  public let rule: Rule

  /// One study per value of a column.
  public init(column: String, rule: Rule = .largest) {
    self.column = column
    self.rule = rule
  }

  /// Reads `COLUMN`, `COLUMN:largest` or `COLUMN:first`; nil where the column is empty or the rule another.
  public init?(parsing text: String) {
    guard let colon = text.lastIndex(of: ":") else {
      guard !text.isEmpty else { return nil }
      self.init(column: text)
      return
    }
    let (column, word) = (text[..<colon], text[text.index(after: colon)...])
    guard !column.isEmpty, let rule = Rule(rawValue: word.lowercased()) else { return nil }
    self.init(column: String(column), rule: rule)
  }

  /// The text that it is read from.
  public var text: String { "\(column):\(rule.rawValue)" }
}

/// Data of a study that may tell how large it is.
public protocol SizedData: Sendable {
  /// The number of people, or the person-time; nil where it is not known.
  var studySize: Double? { get }
}

extension StudyRows where Value: SizedData {
  /// One study of each cluster; the others are left out, with the reason.
  ///
  /// - Parameters:
  ///   - onePer: the column of the clusters and the rule.
  ///   - table: the table that the studies were read from.
  ///   - apart: what keeps studies of one cluster apart, such as the time of a survival.
  /// - Throws: `DataProblems` where the column is not there, or none of a cluster's studies has a size to go by. O(k).
  public func keeping(
    _ onePer: OnePer, of table: StudyTable, apartBy apart: (Value) -> Double? = { _ in nil }
  ) throws(DataProblems) -> StudyRows {
    let column = try table.column(named: onePer.column)
    var clusters: [ClusterKey: [Int]] = [:]
    var names: [String?] = []
    let places = Dictionary(
      (0..<table.rowCount).map { (table.rowNumber($0), $0) }, uniquingKeysWith: { first, _ in first })
    for (index, study) in rows.enumerated() {
      let name = study.row.flatMap { places[$0] }.flatMap { table.cell(row: $0, column: column.index).value }
      names.append(name)
      guard let name else { continue }
      clusters[ClusterKey(name: name.lowercased(), apart: apart(study.value)), default: []].append(index)
    }
    var keptFor: [Int: Int] = [:]
    for members in clusters.values where members.count > 1 {
      let kept = try keeper(of: members, onePer, table: table)
      for member in members where member != kept { keptFor[member] = kept }
    }
    let left = rows.indices.compactMap { index in
      keptFor[index].map { kept in
        Exclusion(
          rows[index],
          reason: "\(column.name) \(names[index] ?? "") counts once, as the \(onePer.rule.rawValue),"
            + " \(rows[kept].label)")
      }
    }
    return StudyRows(
      rows: rows.indices.filter { keptFor[$0] == nil }.map { rows[$0] }, excluded: excluded + left,
      warnings: warnings)
  }

  private func keeper(
    of members: [Int], _ onePer: OnePer, table: StudyTable
  ) throws(DataProblems) -> Int {
    if onePer.rule == .first { return members[0] }
    let sizes = members.map { rows[$0].value.studySize }
    guard let largest = sizes.compactMap({ $0 }).max(),
      let place = sizes.firstIndex(of: largest)
    else {
      throw DataProblems(
        [.noSizes(members.map { rows[$0].label }, column: onePer.column)], in: table.source)
    }
    return members[place]
  }
}

/// A cluster, at one time where there are several.
private struct ClusterKey: Hashable {
  let name: String
  let apart: Double?
}

extension GroupCounts: SizedData {
  /// The number of people.
  public var studySize: Double? { total }
}

extension TwoGroupCounts: SizedData {
  /// The number of people in both groups.
  public var studySize: Double? { first.total + second.total }
}

extension GroupRate: SizedData {
  /// The person-time.
  public var studySize: Double? { time }
}

extension TwoGroupRates: SizedData {
  /// The person-time of both groups.
  public var studySize: Double? { first.time + second.time }
}

extension GroupMean: SizedData {
  /// The number of people.
  public var studySize: Double? { total }
}

extension TwoGroupMeans: SizedData {
  /// The number of people in both groups.
  public var studySize: Double? { first.total + second.total }
}

extension PairedMeans: SizedData {
  /// The number of people.
  public var studySize: Double? { total }
}

extension SampleCorrelation: SizedData {
  /// The number of people.
  public var studySize: Double? { total }
}

extension LogRankStatistic: SizedData {
  /// The variance of O − E, which grows with the number of events.
  public var studySize: Double? { variance }
}

extension ReportedSurvival: SizedData {
  /// The number of people, else of those still at risk.
  public var studySize: Double? { total ?? atRisk }
}

extension ReportedEffect: SizedData {
  /// Not known: ready effects come without sizes.
  public var studySize: Double? { nil }
}
