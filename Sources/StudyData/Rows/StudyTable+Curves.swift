/// The survival curves of a table, and the rows that are not used.
public struct StudyCurves: Sendable, Equatable {
  /// The curves, in the order of the table.
  public let curves: [StudyCurve]
  /// Rows that are not used, with the reasons.
  public let excluded: [Exclusion]

  /// Puts curves together.
  public init(curves: [StudyCurve], excluded: [Exclusion] = []) {
    self.curves = curves
    self.excluded = excluded
  }
}

extension StudyTable {
  /// The survival curves of studies, one row per study and time, in any order.
  ///
  /// Rows of one label are one curve. A row at time 0 gives, by its number at risk, the number at the start. Rows
  /// without time or survival are excluded with the reason. Throws every impossible cell at once: what is no number,
  /// a survival outside 0 to 1 or above that of an earlier time, a time that stands twice, a total, group or
  /// follow-up that differs within a study; also columns that are not there. O(n log n) for n rows.
  public func survivalCurves(
    _ columns: CurveColumns, labels: StudyLabels, group: String? = nil
  ) throws(DataProblems) -> StudyCurves {
    var reader = try CurveReader(self, columns, labels: labels, group: group)
    for row in 0..<rowCount { reader.read(row) }
    return try reader.finish()
  }
}

/// Gathers the rows of each study and checks them together.
private struct CurveReader {
  /// A row that is a point of a curve.
  private struct Entry {
    let row: Int
    let point: StudyCurve.Point
  }

  private let table: StudyTable
  private let labels: LabelReader
  private let time: Column
  private let survival: Column
  private let isPercent: Bool
  private let atRisk: Column?
  private let total: Column?
  private let followUp: (low: Column, high: Column)?
  private let group: Column?

  private var order: [String] = []
  private var curves: [String: StudyCurve] = [:]
  private var entries: [String: [Entry]] = [:]
  private var excluded: [Exclusion] = []
  private var problems: [DataProblem] = []

  init(_ table: StudyTable, _ columns: CurveColumns, labels: StudyLabels, group: String?)
    throws(DataProblems)
  {
    func column(_ name: String?) throws(DataProblems) -> Column? {
      guard let name else { return nil }
      return try table.column(named: name)
    }
    self.table = table
    self.labels = try LabelReader(table, labels)
    time = try table.column(named: columns.time)
    survival = try table.column(named: columns.survival)
    isPercent = columns.isPercent
    atRisk = try column(columns.atRisk)
    total = try column(columns.total)
    if let low = try column(columns.followUpLow), let high = try column(columns.followUpHigh) {
      followUp = (low, high)
    } else {
      followUp = nil
    }
    self.group = try column(group)
  }

  mutating func read(_ row: Int) {
    let before = problems.count
    let label = labels.label(ofRow: row)
    let time = cell(row, time).number(.notNegative, reporting: &problems)
    let survival = readSurvival(row)
    let atRisk = self.atRisk.flatMap { cell(row, $0).number(.notNegative, reporting: &problems) }
    if curves[label] == nil {
      order.append(label)
      curves[label] = StudyCurve(label, [])
    }
    readStudy(row, label)
    guard problems.count == before else { return }
    guard let time, let survival else {
      let missing = [time == nil ? self.time.name : nil, survival == nil ? self.survival.name : nil]
      excluded.append(
        Exclusion(
          label: label, row: table.rowNumber(row), line: table.line(ofRow: row),
          reason: Sentence.missing(missing.compactMap { $0 }, of: [self.time.name, self.survival.name])))
      return
    }
    if time > 0 {
      entries[label, default: []].append(
        Entry(row: row, point: .init(time: time, survival: survival, atRisk: atRisk)))
    } else if survival != 1 {
      let cell = cell(row, self.survival)
      problems.append(.survivalAtStart(cell.value ?? "", column: cell.column, at: cell.range))
    } else if let atRisk, atRisk > 0, curves[label]?.total == nil {
      curves[label]?.total = atRisk
    }
  }

  func finish() throws(DataProblems) -> StudyCurves {
    var problems = problems
    var result: [StudyCurve] = []
    var excluded = excluded
    for label in order {
      guard var curve = curves[label] else { continue }
      guard let rows = entries[label] else {
        if !excluded.contains(where: { $0.label == label }) {
          excluded.append(Exclusion(label: label, reason: "it has no survival after time 0"))
        }
        continue
      }
      let sorted = rows.enumerated()
        .sorted { ($0.element.point.time, $0.offset) < ($1.element.point.time, $1.offset) }.map(\.element)
      for (before, after) in zip(sorted, sorted.dropFirst()) {
        check(label, before, after, reporting: &problems)
      }
      curve.points = sorted.map(\.point)
      result.append(curve)
    }
    _ = try table.source.throwingErrors(of: problems)
    return StudyCurves(curves: result, excluded: excluded)
  }

  private func cell(_ row: Int, _ column: Column) -> Cell { table.cell(row: row, column: column.index) }

  private mutating func readSurvival(_ row: Int) -> Double? {
    let cell = cell(row, survival)
    if isPercent { return cell.percent(reporting: &problems).map { $0.value / 100 } }
    guard let number = cell.number(.real, reporting: &problems) else { return nil }
    guard (0...1).contains(number) else {
      problems.append(.notAProportion(cell.value ?? "", column: cell.column, at: cell.range))
      return nil
    }
    return number
  }

  /// What is one value per study: total, follow-up, group.
  private mutating func readStudy(_ row: Int, _ label: String) {
    guard var curve = curves[label] else { return }
    if let total {
      let cell = cell(row, total)
      if let number = cell.number(.positive, reporting: &problems) {
        if let first = curve.total, first != number { disagree(cell, label, Self.plain(first)) }
        curve.total = curve.total ?? number
      }
    }
    if let followUp {
      let (low, high) = (cell(row, followUp.low), cell(row, followUp.high))
      let ends = (
        low.number(.notNegative, reporting: &problems), high.number(.positive, reporting: &problems)
      )
      if let lower = ends.0, let upper = ends.1 {
        if lower >= upper {
          problems.append(
            .followUpReversed(
              low: low.value ?? "", high: high.value ?? "", columns: [low.column, high.column], at: low.range)
          )
        } else {
          if let first = curve.followUp, first != lower...upper {
            disagree(
              first.lowerBound != lower ? low : high, label,
              "\(Self.plain(first.lowerBound)) to \(Self.plain(first.upperBound))")
          }
          curve.followUp = curve.followUp ?? lower...upper
        }
      }
    }
    if let group {
      let cell = cell(row, group)
      if let name = cell.value {
        if let first = curve.group, first != name { disagree(cell, label, first) }
        curve.group = curve.group ?? name
      }
    }
    curves[label] = curve
  }

  /// A whole number without a decimal point.
  private static func plain(_ value: Double) -> String {
    Int(exactly: value).map { "\($0)" } ?? "\(value)"
  }

  private mutating func disagree(_ cell: Cell, _ label: String, _ first: String) {
    problems.append(
      .curveDisagrees(
        column: cell.column, study: label, first: first, second: cell.value ?? "", at: cell.range))
  }

  private func check(
    _ label: String, _ before: Entry, _ after: Entry, reporting problems: inout [DataProblem]
  ) {
    let (first, second) = (cell(before.row, time), cell(after.row, time))
    if before.point.time == after.point.time {
      let lines = [before.row, after.row].map(table.line(ofRow:))
      problems.append(.timeTwice(second.value ?? "", study: label, lines: lines, at: second.range))
    } else if after.point.survival > before.point.survival {
      let cells = (cell(before.row, survival), cell(after.row, survival))
      problems.append(
        .survivalRises(
          study: label, from: (first.value ?? "", cells.0.value ?? ""),
          to: (second.value ?? "", cells.1.value ?? ""), at: cells.1.range))
    }
  }
}
