/// Which prediction interval for the true effect of a new study, μ̂ ± q √(τ̂² + SE²).
public enum PredictionMethod: String, Sendable, CaseIterable, Codable {
  /// q from t on k − 2 degrees of freedom, Wald SE.
  ///
  /// Source: Higgins JPT, Thompson SG, Spiegelhalter DJ (2009), *JRSS A* 172:137–159.
  case hts
  /// q from t on k − 1 degrees of freedom, Wald SE.
  ///
  /// Source: Veroniki AA and others (2019), *Res Synth Methods* 10:23–43.
  case v
  /// q from the normal distribution, Wald SE.
  case z
  /// q from t on k − 1 degrees of freedom, the SE of Hartung and Knapp.
  case hk
  /// q from t on the degrees of freedom of Kenward and Roger, and their SE; of a REML fit.
  ///
  /// Source: Partlett C, Riley RD (2017), *Stat Med* 36:301–317, who take one degree of freedom less.
  /// meta: `method.predict = "KR"`.
  case kr
  /// No prediction interval.
  case none

  /// The name in words.
  public var name: String {
    switch self {
    case .hts: "Higgins-Thompson-Spiegelhalter, t with k - 2 df"
    case .v: "Veroniki, t with k - 1 df"
    case .z: "normal"
    case .hk: "Hartung-Knapp, t with k - 1 df"
    case .kr: "Kenward-Roger, t with its df"
    case .none: "none"
    }
  }

  /// The smallest number of studies for which the interval exists.
  package var smallestK: Int { self == .hts ? 3 : 2 }
}

/// A prediction interval on the analysis scale.
public struct PredictionInterval: Sendable, Equatable, Codable {
  /// The lower limit.
  public let lower: Double
  /// The upper limit.
  public let upper: Double
  /// The degrees of freedom of t; nil for the normal distribution.
  public let df: Double?

  /// The interval of Kenward and Roger at cᵀβ̂; nil where their adjustment does not hold.
  package init?(
    _ adjustment: KenwardRoger, at c: [Double] = [1], mean: Double, tau2: Double, level: Double
  ) {
    guard adjustment.obstacle(tau2: tau2) == nil else { return nil }
    let (se, df) = adjustment.contrast(c)
    guard df >= 1 else { return nil }
    let half =
      ReferenceDistribution(degreesOfFreedom: df).quantile(level: level) * (tau2 + se * se).squareRoot()
    self.df = df
    lower = mean - half
    upper = mean + half
  }

  /// The interval, or nil where the method gives none for so few studies.
  ///
  /// - Parameters:
  ///   - waldVariance: 1/Σwᵢ.
  ///   - testVariance: the squared standard error of the Hartung–Knapp test.
  package init?(
    _ method: PredictionMethod, mean: Double, tau2: Double, waldVariance: Double, testVariance: Double,
    k: Int, level: Double
  ) {
    guard method != .none, method != .kr, k >= method.smallestK else { return nil }
    switch method {
    case .hts: df = Double(k - 2)
    case .v, .hk: df = Double(k - 1)
    case .z, .kr, .none: df = nil
    }
    let variance = tau2 + (method == .hk ? testVariance : waldVariance)
    let half = ReferenceDistribution(degreesOfFreedom: df).quantile(level: level) * variance.squareRoot()
    lower = mean - half
    upper = mean + half
  }
}
