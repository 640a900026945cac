import Foundation
import StudyData
import Testing

@testable import EffectSizes

/// The directory of the package.
let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()

/// A data set's studies, read as the command reads them.
struct Dataset {
  enum Values {
    case oneGroup([Study<GroupCounts>])
    case twoGroups([Study<TwoGroupCounts>])
    case reported([Study<ReportedEffect>])
  }

  let values: Values
  /// The labels of rows without complete data.
  let leftOut: [String]

  /// Reads `Datasets/NAME/data.csv`.
  init(named name: String, group: String? = nil) throws {
    try self.init(file: packageRoot.appendingPathComponent("Datasets/\(name)/data.csv"), group: group)
  }

  init(file: URL, group: String? = nil, columns: StudyColumns? = nil) throws {
    let table = try StudyTable(parsing: Array(Data(contentsOf: file)), name: file.lastPathComponent)
    var request = ColumnRequest()
    request.group = group
    let layout = try columns == nil ? DataLayout.find(in: table, requested: request) : nil
    let labels = layout?.labels ?? .rowNumbers
    switch try columns ?? #require(layout?.columns) {
    case .oneGroupCounts(let columns):
      let read = try table.oneGroupCounts(columns, labels: labels, group: group)
      (values, leftOut) = (.oneGroup(read.rows), read.excluded.map(\.label))
    case .twoGroupCounts(let first, let second):
      let read = try table.twoGroupCounts(first: first, second: second, labels: labels, group: group)
      (values, leftOut) = (.twoGroups(read.rows), read.excluded.map(\.label))
    case .readyEffects(let columns):
      let read = try table.reportedEffects(columns, labels: labels, group: group)
      (values, leftOut) = (.reported(read.rows), read.excluded.map(\.label))
    }
  }

  /// The places of the studies among the rows of the file, from 0.
  var rows: [Int] {
    switch values {
    case .oneGroup(let studies): studies.compactMap(\.row).map { $0 - 1 }
    case .twoGroups(let studies): studies.compactMap(\.row).map { $0 - 1 }
    case .reported(let studies): studies.compactMap(\.row).map { $0 - 1 }
    }
  }

  var labels: [String] {
    switch values {
    case .oneGroup(let studies): studies.map(\.label)
    case .twoGroups(let studies): studies.map(\.label)
    case .reported(let studies): studies.map(\.label)
    }
  }

  /// The effect sizes on the measure with this code.
  ///
  /// - Parameter rows: which of the studies, from 0; all by default.
  func effects(
    _ code: String, rows: [Int]? = nil, correction: ContinuityCorrection? = nil, level: Double = 0.95
  ) throws -> EffectSizes {
    switch values {
    case .oneGroup(let studies):
      let measure = try #require(ProportionMeasure(rawValue: code))
      return EffectSizes(measure, of: pick(rows, of: studies), correction: correction, level: level)
    case .twoGroups(let studies):
      let measure = try #require(TwoGroupMeasure(rawValue: code))
      return EffectSizes(measure, of: pick(rows, of: studies), correction: correction, level: level)
    case .reported(let studies):
      return EffectSizes(reported: pick(rows, of: studies), level: level)
    }
  }

  private func pick<Value>(_ rows: [Int]?, of studies: [Study<Value>]) -> [Study<Value>] {
    rows.map { $0.map { studies[$0] } } ?? studies
  }
}

extension ContinuityCorrection {
  /// What metafor's `escalc` does with these arguments, nil standing for its defaults.
  static func metafor(
    _ measure: String, to rule: String? = nil, add amount: Double? = nil, drop00: Bool = false
  ) -> ContinuityCorrection {
    let rules: [String: Rule] = ["only0": .onlyZero, "if0all": .ifAnyZero, "all": .all, "none": .none]
    let isDefinedAtZero = ["AS", "PAS", "PFT"].contains(measure)
    return ContinuityCorrection(
      amount: amount ?? (isDefinedAtZero ? 0 : 0.5), rule: rules[rule ?? "only0"] ?? .none,
      keepsDoubleZeros: !drop00)
  }
}
