import StudyData

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The rows of a table of survivals that belong to one time.
public struct SurvivalAtTime: Sendable {
  /// The rows, in the order of the table.
  public let rows: [Study<ReportedSurvival>]
  /// The studies that have no row for this time.
  public let excluded: [Exclusion]

  /// The different times of some rows, in order.
  public static func times(of rows: [Study<ReportedSurvival>]) -> [Double] {
    Set(rows.map(\.value.time)).sorted()
  }

  /// The rows at exactly this time.
  public init(_ rows: [Study<ReportedSurvival>], at time: Double) {
    self.init(rows) { times in times.contains(time) ? time : nil }
  }

  /// Of each study the rows at the time nearest to the one that they will be moved to, by |ln(t/t*)|, of two that are
  /// as near the earlier one, at which more people are still followed.
  public init(_ rows: [Study<ReportedSurvival>], nearest alignment: TimeAlignment) {
    self.init(rows) { times in times.min { Self.distance($0, alignment) < Self.distance($1, alignment) } }
  }

  private static func distance(_ time: Double, _ alignment: TimeAlignment) -> Double {
    abs(log(time / alignment.time))
  }

  /// The rows at the time that `choose` picks of each study's times, which rise.
  private init(_ rows: [Study<ReportedSurvival>], choose: ([Double]) -> Double?) {
    var timesOfStudy: [String: [Double]] = [:]
    for (label, group) in Dictionary(grouping: rows, by: \.label) {
      timesOfStudy[label] = Self.times(of: group)
    }
    let chosen = timesOfStudy.compactMapValues(choose)
    self.rows = rows.filter { chosen[$0.label] == $0.value.time }
    var named: Set<String> = []
    excluded = rows.compactMap { row in
      guard chosen[row.label] == nil, named.insert(row.label).inserted else { return nil }
      let times = (timesOfStudy[row.label] ?? []).map { ShortNumber.text($0) }.joined(separator: ", ")
      return Exclusion(row, reason: "no survival at this time, only at \(times)")
    }
  }
}
