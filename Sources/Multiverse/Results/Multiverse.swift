import Pooling
import StudyData

/// The specifications of a multiverse with what each gave, and what they say together.
///
/// Source: Simonsohn U, Simmons JP, Nelson LD (2020), *Nat Hum Behav* 4:1208–1214 (specification curve).
public struct Multiverse: Sendable {
  /// One row of the table.
  public struct Row: Sendable {
    /// The specification.
    public let specification: Specification
    /// What its analysis gave.
    public let outcome: SpecificationOutcome
    /// Its place in the specification curve of its quantity, from 1; nil where it could not be computed.
    public let rank: Int?
  }

  /// The combinations and the analyses that they stand for.
  public let crossing: Crossing
  /// The rows, in the order of the specifications.
  public let rows: [Row]
  /// What the estimates of each quantity say together, in the order of the first specification of each.
  public let quantities: [QuantitySummary]

  /// Puts the outcomes beside their specifications, one for each (a precondition).
  public init(_ crossing: Crossing, outcomes: [SpecificationOutcome]) {
    precondition(outcomes.count == crossing.specifications.count, "an outcome for each specification")
    var places: [String: [Int]] = [:]
    var names: [String] = []
    for (place, outcome) in outcomes.enumerated() {
      guard let quantity = outcome.quantity, outcome.estimate != nil else { continue }
      if places[quantity] == nil { names.append(quantity) }
      places[quantity, default: []].append(place)
    }
    var ranks: [Int: Int] = [:]
    for members in places.values {
      let sorted = members.sorted {
        (outcomes[$0].estimate ?? 0, $0) < (outcomes[$1].estimate ?? 0, $1)
      }
      for (rank, place) in sorted.enumerated() { ranks[place] = rank + 1 }
    }
    self.crossing = crossing
    rows = zip(crossing.specifications, outcomes).enumerated().map { place, pair in
      Row(specification: pair.0, outcome: pair.1, rank: ranks[place])
    }
    quantities = names.map {
      QuantitySummary($0, places: places[$0] ?? [], outcomes: outcomes, crossing: crossing)
    }
  }

  /// How many specifications gave an estimate.
  public var computedCount: Int { rows.reduce(0) { $0 + ($1.rank == nil ? 0 : 1) } }

  /// Whether there is a reference that no estimate is held against, since each has a value of no effect.
  public var isReferenceUnused: Bool {
    crossing.declaration.reference != nil && rows.contains { $0.outcome.null != nil }
      && rows.allSatisfy { $0.outcome.estimate == nil || $0.outcome.null != nil }
  }

  /// Each kind of warning with the first of its messages, and in how many specifications it occurs.
  public var warnings: [(warning: AnalysisWarning, count: Int)] {
    var order: [AnalysisWarning] = []
    var counts: [String: Int] = [:]
    for row in rows {
      var codes: Set<String> = []
      for warning in row.outcome.warnings where codes.insert(warning.code).inserted {
        if counts[warning.code] == nil { order.append(warning) }
        counts[warning.code, default: 0] += 1
      }
    }
    return order.map { ($0, counts[$0.code] ?? 0) }
  }

  /// The reasons why specifications could not be computed, each with how many it keeps out.
  public var failures: [(reason: String, count: Int)] {
    var order: [String] = []
    var counts: [String: Int] = [:]
    for row in rows {
      guard let reason = row.outcome.failure else { continue }
      if counts[reason] == nil { order.append(reason) }
      counts[reason, default: 0] += 1
    }
    return order.map { ($0, counts[$0] ?? 0) }
  }
}

/// What the specifications of one quantity say together.
public struct QuantitySummary: Sendable {
  /// The quantity, such as "Risk ratio".
  public let name: String
  /// Whether it is a ratio, whose estimates are compared as logarithms.
  public let isRatio: Bool
  /// Whether it is a proportion.
  public let isProportion: Bool
  /// The specifications, by place, in the order of their estimates.
  public let places: [Int]
  /// The estimates on the display scale, rising.
  public let estimates: [Double]
  /// The value that they are held against; nil where there is none.
  public let against: Double?
  /// How many estimates lie on each side of it, and how many of these differ from it significantly.
  public let sides: [(side: Side, count: Int, significant: Int)]
  /// How much each choice moves the estimate; of ratios the logarithm.
  public let decomposition: Decomposition

  init(_ name: String, places: [Int], outcomes: [SpecificationOutcome], crossing: Crossing) {
    let sorted = places.sorted { (outcomes[$0].estimate ?? 0, $0) < (outcomes[$1].estimate ?? 0, $1) }
    let reference = crossing.declaration.reference
    self.name = name
    self.places = sorted
    estimates = sorted.compactMap { outcomes[$0].estimate }
    isRatio = outcomes[sorted[0]].isRatio
    isProportion = outcomes[sorted[0]].isProportion
    against = outcomes[sorted[0]].against(reference)
    sides = Side.allCases.map { side in
      let there = sorted.filter { outcomes[$0].side(reference: reference) == side }
      let significant = there.filter { outcomes[$0].isSignificant(reference: reference) == true }
      return (side, there.count, significant.count)
    }
    var values: [Double?] = Array(repeating: nil, count: outcomes.count)
    for place in sorted { values[place] = outcomes[place].compared }
    decomposition = Decomposition(
      levelCounts: crossing.declaration.factors.map(\.levels.count), places: crossing.places, values: values)
  }

  /// The estimate below which a share of the estimates lies, interpolated linearly between two (R's type 7).
  public func quantile(_ share: Double) -> Double {
    let place = share * Double(estimates.count - 1)
    let low = Int(place)
    guard low + 1 < estimates.count else { return estimates[estimates.count - 1] }
    return estimates[low] + (place - Double(low)) * (estimates[low + 1] - estimates[low])
  }
}
