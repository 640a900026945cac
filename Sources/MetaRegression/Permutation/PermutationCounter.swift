import LinearAlgebra
import Pooling

/// Fits the permutations one after the other and counts how often they reach what was observed.
///
/// With the usual tests a fit allocates no memory; Kenward and Roger's covariance is computed as for any fit.
struct PermutationCounter {
  /// Values that differ by less count as equal, as in metafor.
  private static let tolerance = 1.490116119384766e-8

  private let fit: RegressionFit
  private let slopes: Int
  private let observed: [Double]
  private let observedOmnibus: Double?
  /// What the omnibus statistic is divided by before it is compared.
  private let divisor: Double
  private var model: RegressionModel
  private var ratios: [Double]
  private(set) var record: PermutationJob.Record

  init(_ fit: RegressionFit) {
    let design = fit.data.design
    self.fit = fit
    slopes = design.columns.count { $0.term != nil }
    model = fit.regressionModel
    observed = fit.coefficients.indices.map { abs(fit.statistics.ratio($0)) }
    let places = design.columns.indices.filter { design.columns[$0].term != nil }
    observedOmnibus = fit.omnibus == nil ? nil : fit.statistics.quadraticForm(places)
    divisor = fit.omnibus?.df2 == nil ? 1 : Double(slopes)
    ratios = Array(repeating: 0, count: observed.count)
    record = PermutationJob.Record(reached: Array(repeating: 0, count: observed.count))
  }

  /// Row `order[i]` of X goes to study i: the same as study i's effect at row `order[i]`.
  mutating func visit(order: [Int]) {
    if model.take(fit.regressionModel, order: order) { count() }
  }

  /// The effects with some signs changed.
  mutating func visit(isFlipped: (Int) -> Bool) {
    model.take(fit.regressionModel, isFlipped: isFlipped)
    count()
  }

  private mutating func count() {
    let omnibus = compare(tau2: fit.model.tau2.value(model))
    record.count += 1
    for place in observed.indices where abs(ratios[place]) >= observed[place] - Self.tolerance {
      record.reached[place] += 1
    }
    if let observedOmnibus, let omnibus,
      omnibus / divisor >= observedOmnibus / divisor - Self.tolerance
    {
      record.omnibus += 1
    }
  }

  /// The ratios of the coefficients, and the omnibus statistic.
  private mutating func compare(tau2: Double) -> Double? {
    let test = fit.model.test
    guard test == .kenwardRoger || test == .satterthwaite else {
      return ratios.withUnsafeMutableBufferPointer {
        model.ratios(tau2: tau2, test: test, slopes: slopes, into: $0)
      }
    }
    let statistics = RegressionStatistics(model, tau2: tau2, test: test)
    for place in ratios.indices { ratios[place] = statistics.ratio(place) }
    return statistics.quadraticForm(Array(observed.count - slopes..<observed.count))
  }
}
