#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A weight function of the studies at hand, in its natural parameters ω: those in which its logarithm is nearly
/// linear, log δ for steps and δ itself for the others.
protocol SelectionWeights: Sendable {
  /// The number of parameters that are estimated.
  var parameters: Int { get }
  /// Where nothing is selected.
  var null: [Double] { get }
  /// The lower bounds.
  var lower: [Double] { get }
  /// The upper bounds.
  var upper: [Double] { get }
  /// Whether the places of the pieces are standardized by each study's standard error.
  var isOfP: Bool { get }
  /// Values to start from, no selection first.
  var starts: [[Double]] { get }

  /// The function at these parameters.
  func pieces(_ natural: [Double]) -> WeightPieces

  /// Σ log w over the studies, with its first and second derivatives (row by row).
  func observed(_ natural: [Double]) -> (value: Double, gradient: [Double], hessian: [Double])
}

/// Weights by intervals of p: δⱼ = exp(ωⱼ) for the intervals above the first cut point, whose own is 1; or all given.
struct StepWeights: SelectionWeights {
  /// The stretches of z of each interval, and its number.
  private let stretches: [(lower: Double, upper: Double, interval: Int)]
  /// How many studies are in each interval.
  private let counts: [Int]
  /// Weights that are given; nil where they are estimated.
  private let given: [Double]?

  let isOfP = true
  var parameters: Int { given == nil ? counts.count - 1 : 0 }

  /// - Parameters:
  ///   - stretches: the stretches of z or of the effect that belong to each interval.
  ///   - counts: how many studies each interval has.
  ///   - given: one weight per interval; nil where they are to be estimated.
  init(
    stretches: [(lower: Double, upper: Double, interval: Int)], counts: [Int], given: [Double]? = nil
  ) {
    self.stretches = stretches
    self.counts = counts
    self.given = given
  }

  var null: [Double] { Array(repeating: 0, count: parameters) }
  // e^±23 = 1e±10: beyond that a probability of selection is 0, or endless, for all purposes.
  var lower: [Double] { Array(repeating: -23, count: parameters) }
  var upper: [Double] { Array(repeating: 23, count: parameters) }

  var starts: [[Double]] {
    guard parameters > 0 else { return [[]] }
    // From no selection to one that leaves 1 of 50 in the last interval, and one of the opposite kind.
    return [0, -1.4, -3.9, 0.9].map { end in
      (0..<parameters).map { end * Double($0 + 1) / Double(parameters) }
    }
  }

  func pieces(_ natural: [Double]) -> WeightPieces {
    let count = parameters
    return WeightPieces(
      parameters: count,
      segments: stretches.map { stretch in
        let place = given == nil && stretch.interval > 0 ? stretch.interval - 1 : nil
        let weight = given?[stretch.interval] ?? place.map { exp(natural[$0]) } ?? 1
        return .init(
          lower: stretch.lower, upper: stretch.upper, weight: weight, parameter: place, of: count)
      })
  }

  func observed(_ natural: [Double]) -> (value: Double, gradient: [Double], hessian: [Double]) {
    if let given {
      return (zip(given, counts).reduce(0) { $1.1 > 0 ? $0 + Double($1.1) * log($1.0) : $0 }, [], [])
    }
    let own = counts.dropFirst().map(Double.init)
    return (
      zip(own, natural).reduce(0) { $0 + $1.0 * $1.1 }, own,
      Array(repeating: 0, count: parameters * parameters)
    )
  }
}

/// Weights by the side of a cut on which the effect lies: δ = exp(ω) below it.
struct TruncationWeights: SelectionWeights {
  /// The cut, on the mirrored scale on which selection is upward.
  let cut: Double
  /// How many studies lie below it.
  let below: Int

  let parameters = 1
  let isOfP = false
  var null: [Double] { [0] }
  var lower: [Double] { [-23] }
  var upper: [Double] { [23] }
  var starts: [[Double]] { [[0], [-2], [1]] }

  func pieces(_ natural: [Double]) -> WeightPieces {
    WeightPieces(
      parameters: 1,
      segments: [
        .init(lower: -.infinity, upper: cut, weight: exp(natural[0]), parameter: 0, of: 1),
        .init(lower: cut, upper: .infinity, weight: 1, parameter: nil, of: 1),
      ])
  }

  func observed(_ natural: [Double]) -> (value: Double, gradient: [Double], hessian: [Double]) {
    (Double(below) * natural[0], [Double(below)], [0])
  }
}

/// Weights by a formula in p.
struct SmoothWeights: SelectionWeights {
  private let function: SelectionFunction
  private let observedP: [PValue]
  private let coarse: WeightGrid
  private let fine: WeightGrid

  let isOfP = true
  var parameters: Int { null.count }
  var null: [Double] { function.nulls }
  var lower: [Double] { null.map { _ in 0 } }
  var upper: [Double] { null.map { _ in function.largest } }

  init(_ function: SelectionFunction, observed: [PValue], isTwoSided: Bool) {
    self.function = function
    observedP = observed.map { $0.held(from: function.leastP) }
    coarse = WeightGrid(leastP: function.leastP, isTwoSided: isTwoSided, width: 1)
    fine = WeightGrid(leastP: function.leastP, isTwoSided: isTwoSided, width: 0.5)
  }

  var starts: [[Double]] {
    function == .beta ? [[1, 1], [0.5, 1], [0.3, 1.5], [1, 2], [2, 1]] : [[0], [1], [4], [20]]
  }

  func pieces(_ natural: [Double]) -> WeightPieces {
    // The formulas turn faster in z the larger their parameters are; 16 nodes to a width of 1 give 14 digits up to
    // about 40, to a width of ½ up to 10⁴.
    let grid = natural.contains { $0 > 20 } ? fine : coarse
    let count = parameters
    var rows: [Double] = []
    rows.reserveCapacity(grid.places.count * (1 + count + count * (count + 1) / 2))
    for (point, size) in zip(grid.points, grid.sizes) {
      let (weight, first, second) = function.logWeight(point, natural).derivatives(count)
      rows.append(weight * size)
      for value in first { rows.append(value * size) }
      for value in second { rows.append(value * size) }
    }
    return WeightPieces(
      parameters: count,
      segments: grid.ends.map {
        .init(lower: $0.lower, upper: $0.upper, log: function.logWeight($0.point, natural), of: count)
      }, places: grid.places, rows: rows)
  }

  func observed(_ natural: [Double]) -> (value: Double, gradient: [Double], hessian: [Double]) {
    var sum = LogWeight(value: 0)
    for point in observedP {
      let one = function.logWeight(point, natural)
      sum.value += one.value
      sum.d1 += one.d1
      sum.d2 += one.d2
      sum.d11 += one.d11
    }
    return parameters == 1
      ? (sum.value, [sum.d1], [sum.d11]) : (sum.value, [sum.d1, sum.d2], [sum.d11, 0, 0, 0])
  }
}
