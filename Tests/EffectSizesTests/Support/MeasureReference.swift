import Foundation
import StudyData

@testable import EffectSizes

/// `Tests/Reference/measures.json`, which `make_measures.R` beside it writes.
struct MeasureReference: Decodable {
  struct Case: Decodable {
    let name: String
    let columns: [String: [Double]]
    let runs: [Run]

    /// The data as a table with the columns under metafor's names.
    var table: StudyTable {
      get throws {
        let names = columns.keys.sorted()
        let count = columns.values.first?.count ?? 0
        let rows = (0..<count).map { row in
          names.map { "\(columns[$0]?[row] ?? .nan)" }.joined(separator: ",")
        }
        return try StudyTable(
          parsing: Array(([names.joined(separator: ",")] + rows).joined(separator: "\n").utf8), name: "data")
      }
    }
  }

  struct Run: Decodable {
    let measure, to: String
    let add: Double
    let yi, vi: [Double?]

    /// The same correction; nil for what is done when nothing is asked.
    var correction: ContinuityCorrection? {
      let rules: [String: ContinuityCorrection.Rule] = [
        "all": .all, "none": .none, "if0all": .ifAnyZero, "only0": .onlyZero,
      ]
      return rules[to].map { ContinuityCorrection(amount: add, rule: $0, keepsDoubleZeros: true) }
    }

    /// What metafor does by itself: it keeps studies without events.
    func standard(_ isCorrected: Bool) -> ContinuityCorrection {
      correction
        ?? ContinuityCorrection(amount: 0.5, rule: isCorrected ? .onlyZero : .none, keepsDoubleZeros: true)
    }

    /// The pairs that exist.
    var pairs: [(yi: Double, vi: Double)] {
      zip(yi, vi).compactMap { yi, vi in
        yi.flatMap { yi in vi.flatMap { $0 > 0 ? (yi, $0) : nil } }
      }
    }
  }

  let cases: [Case]

  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func load() throws -> MeasureReference {
    let file = root.appendingPathComponent("Tests/Reference/measures.json")
    return try JSONDecoder().decode(MeasureReference.self, from: Data(contentsOf: file))
  }
}

/// The effect sizes of a table by metafor's name of the measure; nil for a measure that is not ours.
func effects(_ code: String, _ table: StudyTable, run: MeasureReference.Run, bias: RatioBias = .uncorrected)
  throws -> EffectSizes?
{
  if let measure = TwoGroupMeasure(rawValue: code) {
    return try EffectSizes(measure, from: table, correction: run.standard(measure.isCorrectedByDefault))
  }
  if let measure = RateMeasure(rawValue: code) {
    return try EffectSizes(measure, from: table, correction: run.standard(!measure.isDefinedAtZero))
  }
  if let measure = TwoGroupRateMeasure(rawValue: code) {
    return try EffectSizes(measure, from: table, correction: run.standard(measure.isCorrectedByDefault))
  }
  if let measure = MeanMeasure(rawValue: code) { return try EffectSizes(measure, from: table) }
  if let measure = TwoGroupMeanMeasure(rawValue: code) {
    return try EffectSizes(measure, from: table, bias: bias)
  }
  if let measure = PairedMeanMeasure(rawValue: code) { return try EffectSizes(measure, from: table) }
  if let measure = CorrelationMeasure(rawValue: code) { return try EffectSizes(measure, from: table) }
  return nil
}
