import Distributions
import LinearAlgebra
import Optimization
import Pooling

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What the maximum of a selection model's likelihood tells of each parameter.
///
/// The covariance is the inverse of the observed information over the parameters that are inside their ranges; those at
/// an edge have no standard error. Where a profile meets a higher point than the maximum, the search goes on from it.
struct SelectionSummary {
  private(set) var maximum: SelectionSearch.Maximum
  private(set) var coefficients: [SelectionFit.Coefficient] = []
  private(set) var tau2: SelectionFit.Parameter?
  private(set) var parameters: [SelectionFit.Parameter] = []
  /// The natural parameters of the weights.
  private(set) var natural: [Double] = []
  /// Their covariance; nil for one at an edge, or where there is none.
  private(set) var weightCovariance: [[Double?]] = []

  private let model: SelectionModel
  private let search: SelectionSearch
  private var likelihood: SelectionLikelihood { search.likelihood }

  init(
    _ model: SelectionModel, names: [String], null: Double, search: SelectionSearch,
    maximum: SelectionSearch.Maximum, unadjusted: SelectionFit.Unadjusted
  ) {
    self.model = model
    self.search = search
    self.maximum = maximum
    var profiles: [ProfileInterval?] = []
    var covariance = self.covariance()
    for _ in 0..<4 {
      covariance = self.covariance()
      let (found, higher) = self.profiles(covariance)
      profiles = found
      guard let higher,
        let better = search.maximum(
          beta: unadjusted.coefficients.map(\.value), tau2: unadjusted.tau2 ?? 0, extra: [higher]),
        better.value > self.maximum.value
      else { break }
      self.maximum = better
    }
    let point = self.maximum.best.point
    natural = Array(point[likelihood.weightPlaces])
    coefficients = names.indices.map { j in
      SelectionFit.Coefficient(
        name: names[j],
        estimate: Estimate(
          value: point[j], se: covariance[j][j]?.squareRoot() ?? .nan, df: nil, level: model.level,
          null: names[j] == "intercept" ? null : 0),
        profile: profiles[j])
    }
    if let place = likelihood.tau2Place {
      tau2 = parameter("tau2", at: place, covariance, profile: profiles[place], null: nil)
    }
    parameters = likelihood.weightPlaces.enumerated().map { j, place in
      let isStep = likelihood.weights is StepWeights
      return parameter(
        "delta\(j + (isStep ? 2 : 1))", at: place, covariance, profile: profiles[place],
        null: delta(likelihood.weights.null[j]))
    }
    weightCovariance = likelihood.weightPlaces.map { i in
      likelihood.weightPlaces.map { covariance[i][$0] }
    }
  }

  /// Whether δ = exp ω.
  private var isLogarithmic: Bool { !(likelihood.weights is SmoothWeights) }

  private func delta(_ natural: Double) -> Double { isLogarithmic ? exp(natural) : natural }

  /// The inverse of the observed information over the free parameters; nil elsewhere, and where it is not positive.
  private func covariance() -> [[Double?]] {
    let (best, count) = (maximum.best, likelihood.count)
    var covariance = [[Double?]](repeating: Array(repeating: nil, count: count), count: count)
    let free = best.free
    let hessian = best.evaluation.hessian
    let scale = free.map { 1 / max(abs(hessian[$0, $0]), .leastNormalMagnitude).squareRoot() }
    let information = Matrix(rows: free.count, columns: free.count) { i, j in
      -hessian[free[i], free[j]] * scale[i] * scale[j]
    }
    guard let inverse = try? Cholesky(information).inverse else { return covariance }
    for (i, place) in free.enumerated() {
      for (j, other) in free.enumerated() { covariance[place][other] = inverse[i, j] * scale[i] * scale[j] }
    }
    return covariance
  }

  /// The profile intervals, δ on its own scale, and a point higher than the maximum if one was met.
  private func profiles(_ covariance: [[Double?]]) -> ([ProfileInterval?], higher: [Double]?) {
    guard model.hasProfiles, maximum.best.converged else {
      return (Array(repeating: nil, count: likelihood.count), nil)
    }
    var intervals: [ProfileInterval?] = []
    for place in 0..<likelihood.count {
      let profile = search.profile(
        of: place, at: maximum, level: model.level, scale: covariance[place][place]?.squareRoot())
      if let higher = profile.higher {
        return (intervals + Array(repeating: nil, count: likelihood.count), higher)
      }
      let isWeight = likelihood.weightPlaces.contains(place)
      let isVariance = place == likelihood.tau2Place
      intervals.append(
        ProfileInterval(
          lower: profile.lower.map { isWeight ? delta($0) : $0 } ?? (isWeight || isVariance ? 0 : nil),
          upper: profile.upper.map { isWeight ? delta($0) : $0 }))
    }
    return (intervals, nil)
  }

  private func parameter(
    _ name: String, at place: Int, _ covariance: [[Double?]], profile: ProfileInterval?, null: Double?
  ) -> SelectionFit.Parameter {
    let (best, isWeight) = (maximum.best, null != nil)
    let value = isWeight ? delta(best.point[place]) : best.point[place]
    var edge: SelectionFit.Parameter.Edge?
    if best.atBound.contains(place) {
      edge = best.point[place] <= likelihood.lower[place] ? .zero : .unbounded
    }
    let factor = isWeight && isLogarithmic ? value : 1
    let se = edge == nil ? covariance[place][place].map { $0.squareRoot() * factor } : nil
    let half = se.map { $0 * Normal.standard.upperQuantile((1 - model.level) / 2) }
    let statistic = se.flatMap { se in null.map { (value - $0) / se } }
    return SelectionFit.Parameter(
      name: name, value: edge == .unbounded ? nil : edge == .zero ? 0 : value, se: se,
      lower: half.map { max(0, value - $0) }, upper: half.map { value + $0 }, null: null,
      statistic: statistic, p: statistic.map { 2 * Normal.standard.upperTail(abs($0)) }, profile: profile,
      edge: edge)
  }
}
