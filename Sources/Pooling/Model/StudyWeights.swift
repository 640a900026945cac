/// Fixed weights aᵢ, for statistics that weigh the studies otherwise than by 1/(vᵢ + τ̂²).
public enum StudyWeights: Sendable, Equatable {
  /// aᵢ = 1/vᵢ, those of Cochran's Q.
  case inverseVariance
  /// aᵢ = 1/√vᵢ, between the weights of Cochran's Q and equal ones.
  ///
  /// Source: Jackson D (2013), *Res Synth Methods* 4:220–229, who recommends them where τ² may be large.
  case inverseStandardError
  /// aᵢ = 1.
  case equal
  /// aᵢ = 1/(vᵢ + τ₀²) at a fixed τ₀².
  case inverseTotalVariance(tau2: Double)
  /// Weights by hand, one positive number for each study.
  case given([Double])

  /// The formula, for reading.
  public var name: String {
    switch self {
    case .inverseVariance: "1/v"
    case .inverseStandardError: "1/√v"
    case .equal: "1"
    case .inverseTotalVariance(let tau2): "1/(v + \(tau2))"
    case .given: "given"
    }
  }

  /// What distinguishes them from 1/√v in the code of an estimator.
  var suffix: String { self == .inverseStandardError ? "" : "[\(name)]" }

  /// The weights for these sampling variances.
  ///
  /// - Precondition: weights by hand are as many as the variances.
  public func values(_ vi: [Double]) -> [Double] {
    switch self {
    case .inverseVariance: return vi.map { 1 / $0 }
    case .inverseStandardError: return vi.map { 1 / $0.squareRoot() }
    case .equal: return [Double](repeating: 1, count: vi.count)
    case .inverseTotalVariance(let tau2): return vi.map { 1 / ($0 + tau2) }
    case .given(let weights):
      precondition(weights.count == vi.count, "one weight for each study")
      return weights
    }
  }
}
