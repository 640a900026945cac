import StudyData

/// The curves of one study, as a file of read-offs has them.
public struct StudyCurvePairs: Sendable, Equatable {
  /// The study's label.
  public let label: String
  /// The curves.
  public let curves: CurvePair

  /// Curves of a study.
  public init(label: String, curves: CurvePair) {
    self.label = label
    self.curves = curves
  }
}

extension StudyTable {
  /// Survival curves that were read off, one row per study, group and time.
  ///
  /// Columns: `study`, `arm`, `time`, `survival` (0 to 1), and where they are known `at_risk`, `total` (those at risk at
  /// time 0, as a row of time 0 says too), `follow_up_low` and `follow_up_high`. Rows may stand in any order. Throws all
  /// that is impossible at once: survival that rises, two values at one time, times below 0. Studies that lack a
  /// group are left out with the reason. O(rows log rows).
  ///
  /// - Parameters:
  ///   - labels: which columns label the studies.
  ///   - arms: the names of the first and of the second group; by default the two that the file has, in order of
  ///     appearance.
  ///   - followUp: the range of follow-up of groups whose rows do not state it.
  public func survivalCurvePairs(
    labels: StudyLabels, arms: (String, String)? = nil, followUp: CurveArm.FollowUp? = nil
  ) throws(DataProblems) -> (studies: [StudyCurvePairs], excluded: [Exclusion], warnings: [DataProblem]) {
    var reader = try CurveReader(self, arms: arms, followUp: followUp)
    let names = try rowLabels(labels)
    var order: [String] = []
    for name in names where !order.contains(name) { order.append(name) }
    var studies: [StudyCurvePairs] = []
    var excluded: [Exclusion] = []
    for name in order {
      let rows = names.indices.filter { names[$0] == name }
      let pair = reader.arms.map { arm in reader.curve(rows: rows, arm: arm) }
      if let first = pair[0], let second = pair[1] {
        studies.append(StudyCurvePairs(label: name, curves: CurvePair(first: first, second: second)))
      } else {
        let missing = zip(reader.arms, pair).filter { $1 == nil }.map { "\"\($0.0)\"" }
        excluded.append(
          Exclusion(
            label: name, line: rows.first.map(line(ofRow:)),
            reason: "the file of curves has no points of \(missing.joined(separator: " and "))"))
      }
    }
    let warnings = try source.throwingErrors(of: reader.problems)
    return (studies, excluded, warnings)
  }
}

/// Reads the rows of a file of curves.
private struct CurveReader {
  let table: StudyTable
  let followUp: CurveArm.FollowUp?
  let arm: Column
  let time: Column
  let survival: Column
  let arms: [String]
  var problems: [DataProblem] = []

  init(
    _ table: StudyTable, arms asked: (String, String)?, followUp: CurveArm.FollowUp?
  ) throws(DataProblems) {
    self.table = table
    self.followUp = followUp
    arm = try table.column(named: "arm")
    time = try table.column(named: "time")
    survival = try table.column(named: "survival")
    let found = arm.distinctValues
    let list = found.map { "\"\($0)\"" }.joined(separator: ", ")
    if let asked {
      let unknown = [asked.0, asked.1].filter { name in
        !found.contains { $0.lowercased() == name.lowercased() }
      }
      if !unknown.isEmpty || asked.0.lowercased() == asked.1.lowercased() {
        throw DataProblems(
          [
            DataProblem(
              .error, code: "no-such-arm",
              message: "two arms are needed, found \(asked.0) and \(asked.1); the arms are \(list)",
              hint: "name two of them, the first group first", at: table.headerRange)
          ], in: table.source)
      }
      arms = [asked.0, asked.1]
    } else if found.count == 2 {
      arms = found
    } else {
      throw DataProblems(
        [
          DataProblem(
            .error, code: "not-two-arms", message: "the curves need two arms, found \(list)",
            hint: "choose two, the first group first", at: table.headerRange)
        ], in: table.source)
    }
  }

  private func cell(_ row: Int, _ column: Column) -> Cell { table.cell(row: row, column: column.index) }

  private mutating func optional(_ row: Int, _ name: String, _ rule: NumberRule) -> Double? {
    guard let column = table.findColumn(name) else { return nil }
    return cell(row, column).number(rule, reporting: &problems)
  }

  private mutating func fail(_ cell: Cell, _ code: String, _ what: String, hint: String) {
    problems.append(
      DataProblem(
        .error, code: code, message: "column '\(cell.column)' \(what), found \"\(cell.value ?? "")\"",
        hint: hint, at: cell.range))
  }

  /// The curve of one arm; nil where it has no points or a row is wrong.
  mutating func curve(rows: [Int], arm name: String) -> CurveArm? {
    var points: [(row: Int, point: CurveArm.Point)] = []
    var size: Double?
    var range: CurveArm.FollowUp?
    let before = problems.count
    let own = rows.filter { cell($0, arm).value?.lowercased() == name.lowercased() }
    for row in own {
      size = optional(row, "total", .total) ?? size
      range = readFollowUp(row) ?? range
      let atRisk = optional(row, "at_risk", .count)
      guard let time = readTime(row) else { continue }
      let survival = readSurvival(row, time: time)
      if time == 0 {
        size = atRisk ?? size
      } else if let survival {
        points.append((row, CurveArm.Point(time: time, survival: survival, atRisk: atRisk)))
      }
    }
    points.sort { $0.point.time < $1.point.time }
    check(points, size: size)
    guard problems[before...].allSatisfy({ $0.severity != .error }) else {
      // The problems end the reading; this keeps the study from being called incomplete too.
      return CurveArm([])
    }
    return points.isEmpty ? nil : CurveArm(points.map(\.point), size: size, followUp: range ?? followUp)
  }

  private mutating func readTime(_ row: Int) -> Double? {
    let place = cell(row, time)
    if place.isMissing {
      fail(place, "no-time", "needs a time", hint: "give the time of each point")
      return nil
    }
    return place.number(.notNegative, reporting: &problems)
  }

  private mutating func readSurvival(_ row: Int, time: Double) -> Double? {
    let place = cell(row, survival)
    if place.isMissing, time > 0 {
      problems.append(
        DataProblem(
          .warning, code: "no-survival",
          message: "there is no survival at time \(ShortNumber.text(time)); the row is not used",
          hint: "give the survival at each time", at: place.range))
      return nil
    }
    guard let value = place.number(.notNegative, reporting: &problems) else { return nil }
    if value > 1 {
      fail(
        place, "not-a-survival", "needs a survival from 0 to 1",
        hint: value <= 100 ? "write \(value / 100) for \(ShortNumber.text(value)) %" : "1 is everybody")
      return nil
    }
    if time == 0, value != 1 {
      fail(place, "not-all-at-start", "needs 1 at time 0", hint: "curves begin with everybody")
    }
    return value
  }

  private mutating func readFollowUp(_ row: Int) -> CurveArm.FollowUp? {
    let low = optional(row, "follow_up_low", .notNegative)
    let high = optional(row, "follow_up_high", .positive)
    guard let low, let high else { return nil }
    if low <= high { return CurveArm.FollowUp(low: low, high: high) }
    if let column = table.findColumn("follow_up_low") {
      fail(
        cell(row, column), "limits-reversed", "must not be above follow_up_high, \(ShortNumber.text(high))",
        hint: "the shortest follow-up comes first")
    }
    return nil
  }

  private mutating func check(_ points: [(row: Int, point: CurveArm.Point)], size: Double?) {
    var last = CurveArm.Point(time: 0, survival: 1, atRisk: size)
    for (row, point) in points {
      if point.time == last.time {
        fail(cell(row, time), "time-twice", "has a time of this arm twice", hint: "keep one row")
      }
      if point.survival > last.survival {
        fail(
          cell(row, survival), "survival-rises",
          "rises, from \(ShortNumber.text(last.survival)) at time \(ShortNumber.text(last.time))",
          hint: "survival never rises; check both values and their times")
      }
      if let atRisk = point.atRisk, let before = last.atRisk, atRisk > before,
        let column = table.findColumn("at_risk")
      {
        fail(
          cell(row, column), "at-risk-rises", "rises, from \(ShortNumber.text(before))",
          hint: "check both numbers and their times")
      }
      last = CurveArm.Point(
        time: point.time, survival: point.survival, atRisk: point.atRisk ?? last.atRisk)
    }
  }
}
