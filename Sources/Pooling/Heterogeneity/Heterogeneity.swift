import Distributions

/// Which I² and H² are reported.
public enum I2Definition: String, Sendable, CaseIterable, Codable {
  /// I² = τ̂²/(τ̂² + s²), H² = (τ̂² + s²)/s², with the typical variance s² = (k − p)/tr P at weights 1/vᵢ.
  case tau2
  /// I² = max(0, (Q − df)/Q), H² = Q/df.
  case q
}

/// How much the studies differ beyond chance. Shares are proportions, not percentages.
///
/// Source: Higgins JPT, Thompson SG (2002), *Stat Med* 21:1539–1558.
public struct Heterogeneity: Sendable, Equatable, Codable {
  /// The between-study variance; nil under a common-effect model.
  public let tau2: Double?
  /// Its standard error.
  public let tau2SE: Double?
  /// The lower limit for τ².
  public let tau2Lower: Double?
  /// The upper limit for τ².
  public let tau2Upper: Double?
  /// τ, in the units of the effect.
  public var tau: Double? { tau2?.squareRoot() }
  /// I²; nil for a single study.
  public let i2: Double?
  /// The lower limit for I².
  public let i2Lower: Double?
  /// The upper limit for I².
  public let i2Upper: Double?
  /// Which I² and H² these are.
  public let i2Definition: I2Definition
  /// H²; nil for a single study.
  public let h2: Double?
  /// The lower limit for H².
  public let h2Lower: Double?
  /// The upper limit for H².
  public let h2Upper: Double?
  /// Cochran's Q.
  public let q: Double
  /// Its degrees of freedom, k − p.
  public let qDF: Double
  /// Its p-value by the χ² distribution; nil for a single study.
  public let qP: Double?

  /// From the model's data.
  ///
  /// - Parameters:
  ///   - q: Cochran's Q around the pooled value of the model.
  ///   - tau2: the estimate, nil under a common-effect model, whose I² is always that from Q.
  ///   - interval: which interval for τ².
  ///   - estimator: which estimator gave τ²; some intervals depend on it.
  package init(
    _ model: some MeanModel, q: Double, tau2: Tau2Estimate?, definition requested: I2Definition,
    level: Double, interval: Tau2IntervalMethod = .qProfile, estimator: Tau2Estimator = .reml
  ) {
    let df = model.degreesOfFreedom
    let definition = tau2 == nil ? I2Definition.q : requested
    let profile = tau2.flatMap { estimate in
      df < 1
        ? nil : interval.interval(model, estimate: estimate, estimator: estimator, level: level)
    }
    self.tau2 = tau2?.value
    tau2SE = df < 1 ? nil : tau2?.standardError
    tau2Lower = profile?.lower
    tau2Upper = profile?.upper
    i2Definition = definition
    self.q = q
    qDF = df
    qP = df < 1 ? nil : ChiSquared(degreesOfFreedom: df).upperTail(q)
    let share = Share(
      model, q: q, tau2: tau2?.value, profile: profile, definition: definition, level: level)
    (i2, i2Lower, i2Upper) = (share?.i2, share?.i2Lower, share?.i2Upper)
    (h2, h2Lower, h2Upper) = (share?.h2, share?.h2Lower, share?.h2Upper)
  }
}

/// H² with its limits, and the I² = 1 − 1/H² that belong to them.
private struct Share {
  let h2: Double
  let h2Lower: Double?
  let h2Upper: Double?

  init?(
    _ model: some MeanModel, q: Double, tau2: Double?, profile: (lower: Double, upper: Double)?,
    definition: I2Definition, level: Double
  ) {
    let df = model.degreesOfFreedom
    guard df >= 1 else { return nil }
    switch definition {
    case .tau2:
      let typicalVariance = df / model.moments(tau2: 0).traceP
      h2 = 1 + (tau2 ?? 0) / typicalVariance
      h2Lower = profile.map { 1 + $0.lower / typicalVariance }
      h2Upper = profile.map { 1 + $0.upper / typicalVariance }
    case .q:
      let limits = HigginsThompson.interval(q: q, k: Int(df) + 1, level: level)
      h2 = q / df
      h2Lower = limits?.lower
      h2Upper = limits?.upper
    }
  }

  var i2: Double { Self.i2(h2) }
  var i2Lower: Double? { h2Lower.map(Self.i2) }
  var i2Upper: Double? { h2Upper.map(Self.i2) }

  private static func i2(_ h2: Double) -> Double { h2 <= 1 ? 0 : (h2 - 1) / h2 }
}
