/// The numbers at risk printed below a survival curve: how many are alive and under observation just before each
/// time.
public struct RiskTable: Sendable, Equatable {
  /// One number at risk.
  public struct Row: Sendable, Equatable, Codable {
    /// The time.
    public var time: Double
    /// Those at risk just before it.
    public var atRisk: Int

    /// A number at risk.
    public init(time: Double, atRisk: Int) {
      self.time = time
      self.atRisk = atRisk
    }
  }

  /// The rows, at least one, the first at time 0, times rising, numbers never rising.
  public let rows: [Row]

  /// Everyone at the start.
  public var total: Int { rows[0].atRisk }

  /// Checks and sorts the rows; throws ``ReconstructionError/riskTable(_:)`` with every row that cannot be, by its
  /// place in `raw`: a negative time or number, a time given twice, a number that rises, and no one at time 0.
  ///
  /// - Parameters:
  ///   - raw: the rows, in any order.
  ///   - total: those at the start, where the table has no row at time 0.
  public init(_ raw: [Row], total: Int? = nil) throws(ReconstructionError) {
    var faults: [ReconstructionError.Fault] = []
    var rows: [Row] = total.map { [Row(time: 0, atRisk: $0)] } ?? []
    let order = raw.indices.sorted { (raw[$0].time, $0) < (raw[$1].time, $1) }
    for place in order {
      let row = raw[place]
      if let kind = Self.fault(of: row, after: rows.last, total: total) {
        faults.append(.init(row: place, kind: kind))
      } else if rows.last?.time != row.time {
        rows.append(row)
      }
    }
    guard faults.isEmpty else { throw .riskTable(faults.sorted { $0.row < $1.row }) }
    guard let first = rows.first, first.atRisk >= 1 else { throw .noTotal }
    self.rows = rows
  }

  /// A table that holds nothing but the number of people.
  public init(total: Int) throws(ReconstructionError) { try self.init([], total: total) }

  private static func fault(of row: Row, after last: Row?, total: Int?) -> ReconstructionError.Fault.Kind? {
    guard row.time >= 0, row.time.isFinite else { return .notATime(row.time) }
    guard row.atRisk >= 0 else { return .count(row.atRisk) }
    guard let last else { return row.time > 0 ? .lateStart(row.time) : nil }
    if last.time == row.time {
      return last.atRisk == row.atRisk && total != nil && row.time == 0
        ? nil : .twice(time: row.time, first: last.atRisk, second: row.atRisk)
    }
    return row.atRisk > last.atRisk
      ? .risingAtRisk(from: last.time, atRisk: last.atRisk, to: row.time, becomes: row.atRisk) : nil
  }
}
