import Distributions
import StudyData

/// On which scale reported effect sizes stand.
public enum ReportedScale: String, Sendable, CaseIterable, Codable {
  /// Differences, or anything else that is pooled and shown as it is.
  case plain
  /// Ratios, given as ratios: pooled as logarithms, shown as ratios.
  case ratio
  /// Ratios, given as logarithms: shown as ratios.
  case logRatio = "log-ratio"

  /// The description of effect sizes on this scale.
  public var measure: Measure {
    switch self {
    case .plain:
      Measure(
        code: "GEN", name: "effect size, as reported", quantity: "Effect", transformation: .identity,
        null: 0, naturalRange: -Double.infinity...Double.infinity)
    case .ratio, .logRatio:
      Measure(
        code: "GEN", name: "log ratio, as reported", quantity: "Ratio", transformation: .log, null: 1,
        naturalRange: 0...Double.infinity)
    }
  }

  /// yᵢ and vᵢ of a reported effect size.
  ///
  /// A standard error or variance always belongs to the analysis scale, of a ratio to its logarithm. From a
  /// confidence interval at level 1 − α the standard error is (U − L)/2z on the analysis scale.
  public func effect(of reported: ReportedEffect, intervalLevel: Double) -> (yi: Double, vi: Double) {
    let toAnalysis: Transformation = self == .ratio ? .log : .identity
    let yi = toAnalysis.forward(reported.estimate)
    switch reported.precision {
    case .standardError(let se): return (yi, se * se)
    case .variance(let variance): return (yi, variance)
    case .interval(let low, let high):
      let z = Normal.standard.upperQuantile((1 - intervalLevel) / 2)
      let se = (toAnalysis.forward(high) - toAnalysis.forward(low)) / (2 * z)
      return (yi, se * se)
    }
  }
}
