import StudyData

/// The measures of a change in the same people, from the first measurement m₁ (after) to the second m₂ (before), with
/// the correlation r between the two and J = J(n − 1) of ``HedgesCorrection``:
///
///     mean change                        yᵢ = m₁ − m₂,            vᵢ = s_d²/n,   s_d² = s₁² + s₂² − 2rs₁s₂
///     standardized by the change scores  yᵢ = J(m₁ − m₂)/s_d,     vᵢ = 1/n + yᵢ²/(2n)
///     standardized by the raw scores     yᵢ = J(m₁ − m₂)/s₁,      vᵢ = 2(1 − r)/n + yᵢ²/(2n)
///
/// metafor: `escalc(measure = "MC")`, `"SMCC"`, `"SMCR"`; its SMCR divides by `sd1i` too.
/// Source: Becker BJ (1988), *Br J Math Stat Psychol* 41:257–278; Morris SB, DeShon RP (2002), *Psychol Methods*
/// 7:105–125.
public enum PairedMeanMeasure: String, Sendable, CaseIterable, Codable {
  /// Mean change.
  case meanChange = "MC"
  /// Change standardized by the standard deviation of the change.
  case changeScore = "SMCC"
  /// Change standardized by the standard deviation of the first measurement.
  case rawScore = "SMCR"

  /// The description of this measure.
  public var measure: Measure {
    let (name, quantity) =
      switch self {
      case .meanChange: ("mean change", "Mean change")
      case .changeScore: ("standardized mean change (change scores)", "Standardized mean change")
      case .rawScore: ("standardized mean change (raw scores)", "Standardized mean change")
      }
    return Measure(
      code: rawValue, name: name, quantity: quantity, transformation: .identity, null: 0,
      naturalRange: -Double.infinity...Double.infinity)
  }

  /// Why a study cannot be used, or nil where it can.
  public func whyNotEstimable(_ pair: PairedMeans) -> String? {
    if self != .meanChange, pair.total < 3 { return "fewer than three people: nothing to standardize by" }
    return pair.changeVariance > 0 ? nil : "the change does not vary"
  }

  /// yᵢ and vᵢ of one study.
  public func effect(of pair: PairedMeans) -> (yi: Double, vi: Double) {
    let (n, change) = (pair.total, pair.mean1 - pair.mean2)
    let correction = HedgesCorrection.factor(df: n - 1)
    switch self {
    case .meanChange: return (change, pair.changeVariance / n)
    case .changeScore:
      let yi = correction * change / pair.changeVariance.squareRoot()
      return (yi, 1 / n + yi * yi / (2 * n))
    case .rawScore:
      let yi = correction * change / pair.sd1
      return (yi, 2 * (1 - pair.correlation) / n + yi * yi / (2 * n))
    }
  }
}

extension PairedMeans {
  /// The variance of the change, s₁² + s₂² − 2rs₁s₂.
  public var changeVariance: Double {
    let difference = sd1 - sd2
    return difference * difference + 2 * (1 - correlation) * sd1 * sd2
  }
}
