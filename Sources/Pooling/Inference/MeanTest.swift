import Distributions

/// How the pooled mean is tested and its confidence interval made.
///
/// With ŝ² = Σwᵢ(yᵢ − μ̂)²/(k − 1) at the weights of the model:
public enum MeanTest: String, Sendable, CaseIterable, Codable {
  /// t on k − 1 degrees of freedom, SE² = max(1, ŝ²)/Σwᵢ: never narrower than `t`.
  case hartungKnappConservative = "hk-conservative"
  /// t on k − 1 degrees of freedom, SE² = ŝ²/Σwᵢ.
  ///
  /// Source: Hartung J, Knapp G (2001), *Stat Med* 20:3875–3889; Sidik K, Jonkman JN (2002), *Stat Med*
  /// 21:3153–3159. metafor: `test = "knha"`, the conservative one `test = "adhoc"`.
  case hartungKnapp = "hk"
  /// The normal distribution, SE² = 1/Σwᵢ (Wald).
  case z
  /// t on k − 1 degrees of freedom, SE² = 1/Σwᵢ.
  case t
  /// Kenward and Roger's test of a REML fit, see ``KenwardRoger``.
  case kenwardRoger = "kr"
  /// Satterthwaite's test of a REML fit: SE² = 1/Σwᵢ on degrees of freedom from Var τ̂², see ``KenwardRoger``.
  case satterthwaite
  /// The interval of Henmi and Copas around the common-effect mean, with DerSimonian and Laird's τ².
  ///
  /// Source: Henmi M, Copas JB (2010), *Stat Med* 29:2969–2983. metafor: `hc`.
  case henmiCopas = "henmi-copas"

  /// The name in words.
  public var name: String {
    switch self {
    case .hartungKnappConservative: "Hartung-Knapp, conservative (never below the Wald variance)"
    case .hartungKnapp: "Hartung-Knapp"
    case .z: "Wald z"
    case .t: "Wald t"
    case .kenwardRoger: "Kenward-Roger"
    case .satterthwaite: "Satterthwaite"
    case .henmiCopas: "Henmi-Copas, around the common-effect mean"
    }
  }

  /// Whether the test goes with this estimator of τ².
  ///
  /// Kenward–Roger and Satterthwaite are derived for REML, Henmi–Copas for DerSimonian and Laird's τ².
  public func applies(to estimator: Tau2Estimator) -> Bool {
    switch self {
    case .kenwardRoger, .satterthwaite: estimator == .reml
    case .henmiCopas: estimator == .derSimonianLaird
    default: true
    }
  }

  /// Whether the test belongs to a random-effects model alone.
  public var needsRandomEffects: Bool {
    switch self {
    case .kenwardRoger, .satterthwaite, .henmiCopas: true
    default: false
    }
  }

  /// The factor on 1/Σwᵢ.
  package func varianceFactor(residualSumOfSquares: Double, k: Int) -> Double {
    guard k > 1 else { return 1 }
    let ratio = residualSumOfSquares / Double(k - 1)
    switch self {
    case .z, .t, .kenwardRoger, .satterthwaite, .henmiCopas: return 1
    case .hartungKnapp: return ratio
    case .hartungKnappConservative: return max(1, ratio)
    }
  }

  /// The degrees of freedom, nil for the normal distribution, which also serves a single study.
  package func degreesOfFreedom(k: Int) -> Double? {
    self == .z || self == .henmiCopas || k < 2 ? nil : Double(k - 1)
  }
}

/// A distribution around the estimate: the normal, or t where there are degrees of freedom.
struct ReferenceDistribution {
  let degreesOfFreedom: Double?

  /// The two-sided quantile for an interval of the given level.
  func quantile(level: Double) -> Double {
    upperQuantile((1 - level) / 2)
  }

  /// The value that is exceeded with this probability.
  func upperQuantile(_ tail: Double) -> Double {
    guard let df = degreesOfFreedom else { return Normal.standard.upperQuantile(tail) }
    return StudentT(degreesOfFreedom: df).upperQuantile(tail)
  }

  /// The two-sided p-value.
  func pValue(_ statistic: Double) -> Double {
    let tail: Double
    if let df = degreesOfFreedom {
      tail = StudentT(degreesOfFreedom: df).upperTail(abs(statistic))
    } else {
      tail = Normal.standard.upperTail(abs(statistic))
    }
    return min(1, 2 * tail)
  }
}
