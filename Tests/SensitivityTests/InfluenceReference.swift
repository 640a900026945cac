import BundledData
import EffectSizes
import Foundation
import MetaRegression
import Pooling
import Sensitivity
import StudyData
import Testing

/// A JSON value that R wrote.
struct InfluenceValue {
  let value: Any?

  subscript(_ name: String) -> InfluenceValue { InfluenceValue(value: (value as? [String: Any])?[name]) }
  /// The elements; a single value is a list of one.
  var list: [InfluenceValue] {
    (value as? [Any])?.map { InfluenceValue(value: $0) } ?? (value == nil ? [] : [self])
  }
  var number: Double? { (value as? NSNumber)?.doubleValue }
  var numbers: [Double?] { list.map(\.number) }
  var flags: [Bool] { list.map { ($0.value as? NSNumber)?.boolValue ?? false } }
  var text: String { value as? String ?? "" }
}

/// The results of `Tests/Reference/make_influence.R`, with the data that they were made from.
enum InfluenceReference {
  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func cases(_ kind: String) throws -> [InfluenceValue] {
    let file = repository.appendingPathComponent("Tests/Reference/influence.json")
    let all = InfluenceValue(value: try JSONSerialization.jsonObject(with: Data(contentsOf: file)))
    return all["cases"].list.filter { $0["kind"].text == kind }
  }

  static func table(_ dataset: String) throws -> StudyTable {
    let data = try #require(BundledDataset.named(dataset))
    return try StudyTable(parsing: Array(data.csv.utf8), name: dataset)
  }

  static func effects(_ dataset: String, _ measure: String, group: String? = nil) throws -> EffectSizes {
    var request = ColumnRequest()
    request.group = group
    guard measure != "GEN" else {
      return try EffectSizes(reportedIn: table(dataset), columns: request)
    }
    return try EffectSizes(
      try #require(TwoGroupMeasure(rawValue: measure)), from: table(dataset), columns: request)
  }

  static func moderated(_ dataset: String, _ measure: String, _ terms: [String]) throws -> ModeratedEffects {
    try ModeratedEffects(
      effects(dataset, measure), moderators: ModeratorRequest(terms), from: table(dataset))
  }

  static let trials: EffectSizes? = try? effects("bcg-vaccine", "RR")

  /// metafor's name of an estimator; nil for the common effect.
  static func estimator(_ method: String) -> Tau2Estimator? {
    method == "given" ? .given(0.1) : Tau2Estimator.all.first { $0.code == method }
  }

  static func test(_ name: String) throws -> MeanTest {
    try #require(
      ["z": MeanTest.z, "knha": .hartungKnapp, "adhoc": .hartungKnappConservative][name])
  }

  /// Whether the estimator of τ² is a closed form.
  static func isClosed(_ method: String) -> Bool { !["ML", "REML", "PM"].contains(method) }
}

/// Expects |value − expected| ≤ tolerance · max(|expected|, scale) for each, and nil for nil; remembers the largest.
struct InfluenceComparison {
  private(set) var largest = 0.0
  private(set) var count = 0

  mutating func check(
    _ values: [Double?], _ expected: [Double?], within tolerance: Double, scale: Double, _ place: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    guard values.count == expected.count, !values.isEmpty else {
      Issue.record("\(place): \(values.count) values for \(expected.count)", sourceLocation: sourceLocation)
      return
    }
    for (place2, pair) in zip(values, expected).enumerated() {
      guard let value = pair.0, let reference = pair.1 else {
        #expect(
          pair.0 == nil && pair.1 == nil, "\(place) [\(place2)]: \(pair)", sourceLocation: sourceLocation)
        continue
      }
      let difference = abs(value - reference) / max(abs(reference), scale)
      count += 1
      largest = max(largest, difference)
      #expect(
        difference <= tolerance, "\(place) [\(place2)]: \(value) for \(reference)",
        sourceLocation: sourceLocation)
    }
  }

  /// Compares the diagnostics of single studies with those of `influence` and `rstandard`.
  mutating func check(
    _ analysis: Influence.Analysis, _ expected: InfluenceValue, within tolerance: Double, _ place: String
  ) {
    let rows = analysis.rows
    // A difference does not count relative to what cancels in it: residuals and changes are of the order of 1 and 0.1.
    check(
      rows.map(\.standardized), expected["rstandard"].numbers, within: tolerance, scale: 0.1,
      place + " rstandard")
    check(
      rows.map(\.studentized), expected["rstudent"].numbers, within: tolerance, scale: 0.1,
      place + " rstudent")
    check(rows.map(\.dffits), expected["dffits"].numbers, within: tolerance, scale: 0.1, place + " dffits")
    check(
      rows.map(\.cooksDistance), expected["cook"].numbers, within: tolerance, scale: 0.01, place + " cook")
    check(rows.map(\.covarianceRatio), expected["covr"].numbers, within: tolerance, scale: 0, place + " covr")
    if analysis.tau2 != nil {
      check(rows.map(\.tau2), expected["tau2del"].numbers, within: tolerance, scale: 0.01, place + " tau2")
    }
    check(rows.map(\.q), expected["QEdel"].numbers, within: tolerance, scale: 0, place + " Q")
    check(rows.map(\.hat), expected["hat"].numbers, within: tolerance, scale: 0, place + " hat")
    check(
      rows.map { $0.weight.map { $0 * 100 } }, expected["weight"].numbers, within: tolerance, scale: 0,
      place + " weight")
    let dfbetas = expected["dfbs"].list.map(\.numbers)
    for column in analysis.coefficients.indices {
      check(
        rows.map { $0.dfbetas[column] }, dfbetas[column], within: tolerance, scale: 0.1,
        place + " dfbetas \(column)")
    }
  }

  /// Compares Baujat's points.
  mutating func check(
    _ points: [Baujat.Point], _ expected: InfluenceValue, within tolerance: Double, _ place: String
  ) {
    check(points.map(\.x), expected["x"].numbers, within: tolerance, scale: 0.01, place + " x")
    check(points.map(\.y), expected["y"].numbers, within: tolerance, scale: 0.01, place + " y")
  }
}
