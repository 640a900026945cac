import EffectSizes
import Foundation
import Pooling
import StudyData
import Testing

@testable import MetaRegression

/// The directory of the package.
let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()

/// A JSON value that R wrote: numbers, texts, lists and records.
struct Reference {
  let value: Any?

  init(_ value: Any?) { self.value = value is NSNull ? nil : value }

  init(file: URL) throws { self.init(try JSONSerialization.jsonObject(with: Data(contentsOf: file))) }

  subscript(_ name: String) -> Reference { Reference((value as? [String: Any])?[name]) }
  subscript(_ index: Int) -> Reference { list[index] }
  var list: [Reference] { (value as? [Any])?.map { Reference($0) } ?? (value == nil ? [] : [self]) }
  var number: Double? { (list.count == 1 ? (list[0].value as? NSNumber) : value as? NSNumber)?.doubleValue }
  var numbers: [Double] { list.compactMap(\.number) }
  var text: String { value as? String ?? "" }
  var texts: [String] { list.map(\.text) }
  var flag: Bool { (value as? NSNumber)?.boolValue ?? false }
}

/// Compares values with references and remembers the largest difference of each group.
final class Differences {
  private var largest: [String: (count: Int, value: Double, place: String)] = [:]

  /// Expects |value − expected| ≤ tolerance · max(|expected|, scale), and nil for nil.
  func check(
    _ group: String, _ value: Double?, _ expected: Double?, within tolerance: Double, scale: Double = 0,
    at place: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    guard let value, let expected else {
      #expect(
        value == nil && expected == nil,
        "\(place), \(group): \(String(describing: value)) for \(String(describing: expected))",
        sourceLocation: sourceLocation)
      return
    }
    let difference = value == expected ? 0 : abs(value - expected) / max(abs(expected), scale)
    var tally = largest[group] ?? (0, 0, "")
    tally.count += 1
    if !(difference <= tally.value) { (tally.value, tally.place) = (difference, place) }
    largest[group] = tally
    if !(difference <= tolerance) {
      Issue.record("\(place), \(group): \(value) for \(expected)", sourceLocation: sourceLocation)
    }
  }

  var count: Int { largest.values.reduce(0) { $0 + $1.count } }

  func report(_ title: String) {
    print("\(title): compared \(count) values, largest relative difference per group:")
    for (name, tally) in largest.sorted(by: { $0.key < $1.key }) {
      print("  \(name): \(tally.count), \(tally.value) \(tally.place)")
    }
  }
}

/// A bundled data set's effects with moderators.
func moderated(
  _ dataset: String, _ measure: String, _ terms: [String], factors: [String] = [],
  references: [ModeratorRequest.Reference] = [], centerings: [ModeratorRequest.Centering] = [],
  hasIntercept: Bool = true
) throws -> ModeratedEffects {
  let file = packageRoot.appendingPathComponent("Datasets/\(dataset)/data.csv")
  return try moderated(
    Array(Data(contentsOf: file)), measure,
    ModeratorRequest(
      terms, factors: factors, references: references, centerings: centerings, hasIntercept: hasIntercept))
}

/// The effects of a CSV text with moderators.
func moderated(_ bytes: [UInt8], _ measure: String, _ request: ModeratorRequest) throws -> ModeratedEffects {
  let table = try StudyTable(parsing: bytes, name: "data.csv")
  let effects =
    try TwoGroupMeasure(rawValue: measure).map { try EffectSizes($0, from: table) }
    ?? EffectSizes(reportedIn: table)
  return try ModeratedEffects(effects, moderators: request, from: table)
}

/// The tests and what metafor calls them, with the prediction interval that its `predict` gives under each.
let metaforTests: [(name: String, test: MeanTest, prediction: PredictionMethod)] = [
  ("z", .z, .z), ("t", .t, .v), ("knha", .hartungKnapp, .hk), ("adhoc", .hartungKnappConservative, .hk),
]

extension Tau2Estimator {
  /// That of a name in metafor.
  init?(metafor name: String) {
    guard let estimator = Self.all.first(where: { $0.code == name.uppercased() }) else { return nil }
    self = estimator
  }

  /// Whether it is the root of an equation.
  var isIterative: Bool { [.reml, .maximumLikelihood, .pauleMandel, .empiricalBayes].contains(self) }
}
