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

  /// The name in words.
  public var name: String {
    switch self {
    case .hartungKnappConservative: "Hartung-Knapp, conservative (never below the Wald variance)"
    case .hartungKnapp: "Hartung-Knapp"
    case .z: "Wald z"
    case .t: "Wald t"
    }
  }

  /// The factor on 1/Σwᵢ.
  package func varianceFactor(residualSumOfSquares: Double, k: Int) -> Double {
    guard k > 1 else { return 1 }
    let ratio = residualSumOfSquares / Double(k - 1)
    switch self {
    case .z, .t: return 1
    case .hartungKnapp: return ratio
    case .hartungKnappConservative: return max(1, ratio)
    }
  }

  /// The degrees of freedom, nil for the normal distribution, which also serves a single study.
  package func degreesOfFreedom(k: Int) -> Double? {
    self == .z || k < 2 ? nil : Double(k - 1)
  }
}

/// A distribution around the estimate: the normal, or t where there are degrees of freedom.
struct ReferenceDistribution {
  let degreesOfFreedom: Double?

  /// The two-sided quantile for an interval of the given level.
  func quantile(level: Double) -> Double {
    let tail = (1 - level) / 2
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
