import StudyData

/// Something that belongs to an arm of a study.
public struct OfArm<Value: Sendable>: Sendable {
  /// The arm's name, "all" where the table has no column of arms.
  public let arm: String
  /// What belongs to it.
  public let value: Value

  /// Names what belongs to an arm.
  public init(arm: String, value: Value) {
    self.arm = arm
    self.value = value
  }
}

extension StudyTable {
  /// The name of the only arm of a table without arms.
  public static var onlyArm: String { "all" }

  /// The read-offs of each arm, in the order in which the arms appear: columns `time`, `survival` (or `percent`) and,
  /// for several arms, `arm`.
  ///
  /// Throws every cell that cannot be on a survival curve at once. O(rows · log rows).
  ///
  /// - Parameters:
  ///   - percent: whether the column `survival` holds percentages.
  ///   - tolerance: the noise of reading, as a share.
  public func readOffCurves(percent: Bool = false, tolerance: Double = 0.02) throws(DataProblems)
    -> [OfArm<ReadOffCurve>]
  {
    let holdsPercent = percent || !hasColumn("survival") && hasColumn("percent")
    let survival = try column(named: !hasColumn("survival") && holdsPercent ? "percent" : "survival")
    var problems: [DataProblem] = []
    let arms = try armRows(survival, &problems) { cell, problems in
      let isPercent = cell.value?.hasSuffix("%") ?? false
      let value =
        isPercent ? cell.percent(reporting: &problems)?.value : cell.number(.real, reporting: &problems)
      return value.map { holdsPercent || isPercent ? $0 / 100 : $0 }
    }
    var curves: [OfArm<ReadOffCurve>] = []
    for (arm, rows) in arms {
      do {
        let points = rows.map { ReadOffPoint(time: $0.time, survival: $0.value) }
        curves.append(OfArm(arm: arm, value: try ReadOffCurve(points, tolerance: tolerance)))
      } catch { problems += problemsOf(error, rows.map(\.row), survival) }
    }
    if !problems.isEmpty { throw DataProblems(problems, in: source) }
    return curves
  }

  /// The numbers at risk of each arm: columns `time`, `at_risk` and, for several arms, `arm`; otherwise as
  /// `readOffCurves`.
  ///
  /// - Parameter total: the people of an arm at the start, where it is given apart.
  public func riskTables(total: (_ arm: String) -> Int?) throws(DataProblems) -> [OfArm<RiskTable>] {
    let atRisk = try column(named: "at_risk")
    var problems: [DataProblem] = []
    let arms = try armRows(atRisk, &problems) { cell, problems in cell.number(.count, reporting: &problems) }
    var tables: [OfArm<RiskTable>] = []
    for (arm, rows) in arms {
      do {
        let numbers = rows.map { RiskTable.Row(time: $0.time, atRisk: Int($0.value)) }
        tables.append(OfArm(arm: arm, value: try RiskTable(numbers, total: total(arm))))
      } catch { problems += problemsOf(error, rows.map(\.row), atRisk) }
    }
    if !problems.isEmpty { throw DataProblems(problems, in: source) }
    return tables
  }

  private typealias ArmRow = (row: Int, time: Double, value: Double)

  private func hasColumn(_ name: String) -> Bool { (try? column(named: name)) != nil }

  /// The complete rows of each arm; a missing cell is reported.
  private func armRows(
    _ values: Column, _ problems: inout [DataProblem],
    read: (Cell, inout [DataProblem]) -> Double?
  ) throws(DataProblems) -> [(arm: String, rows: [ArmRow])] {
    let times = try column(named: "time")
    let names = hasColumn("arm") ? try column(named: "arm") : nil
    var order: [String] = []
    var rowsOfArm: [String: [ArmRow]] = [:]
    for row in 0..<rowCount {
      let cells = [times.cells(row, self), values.cells(row, self)]
      for cell in cells + (names.map { [$0.cells(row, self)] } ?? []) where cell.isMissing {
        problems.append(.missingCell(cell))
      }
      let time = cells[0].number(.notNegative, reporting: &problems)
      let value = read(cells[1], &problems)
      let arm = names.map { $0.cells(row, self).value } ?? Self.onlyArm
      guard let time, let value, let arm else { continue }
      if rowsOfArm[arm] == nil { order.append(arm) }
      rowsOfArm[arm, default: []].append((row, time, value))
    }
    return order.map { ($0, rowsOfArm[$0] ?? []) }
  }

  /// The faults of an arm at their cells.
  private func problemsOf(_ error: ReconstructionError, _ rows: [Int], _ values: Column) -> [DataProblem] {
    guard case .points(let faults) = error else {
      guard case .riskTable(let faults) = error else {
        let place = rows.first.map { values.cells($0, self).range }
        return [DataProblem(.error, code: "no-curve", message: error.description, at: place)]
      }
      return faults.map { .inReconstruction($0, at: values.cells(rows[$0.row], self).range) }
    }
    return faults.map { .inReconstruction($0, at: values.cells(rows[$0.row], self).range) }
  }
}

extension Column {
  fileprivate func cells(_ row: Int, _ table: StudyTable) -> Cell { table.cell(row: row, column: index) }
}

extension DataProblem {
  fileprivate static func missingCell(_ cell: Cell) -> DataProblem {
    DataProblem(
      .error, code: "missing-value", message: "column '\(cell.column)' has no value here",
      hint: "fill the cell in, or delete the row", at: cell.range)
  }

  fileprivate static func inReconstruction(_ fault: ReconstructionError.Fault, at range: Range<Int>)
    -> DataProblem
  {
    let (code, hint): (String, String) =
      switch fault.kind {
      case .notATime: ("not-a-time", "times count from the start of follow-up")
      case .survival: ("not-a-survival", "for percentages add --percent or name the column 'percent'")
      case .start: ("not-a-survival", "give shares alive; for cumulative incidence take 1 minus each")
      case .rise: ("rising-survival", "read the point again; for cumulative incidence take 1 minus each")
      case .count: ("not-a-count", "write a whole number")
      case .lateStart: ("no-total", "add a row at time 0, or give the number with --total")
      case .twice: ("number-at-risk-twice", "keep one of them; several arms need a column 'arm'")
      case .risingAtRisk: ("rising-at-risk", "check the number against the figure")
      }
    return DataProblem(.error, code: code, message: fault.kind.description, hint: hint, at: range)
  }
}
