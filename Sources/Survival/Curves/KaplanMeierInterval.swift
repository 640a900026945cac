import Distributions
import EffectSizes

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The scale on which confidence limits of a Kaplan-Meier curve are made, with σ² Greenwood's sum and z the normal
/// quantile; all are cut to 0 … 1.
///
///     plain     Ŝ ± z Ŝ σ
///     log       exp(ln Ŝ ± z σ)
///     log-log   exp(−exp(ln(−ln Ŝ) ± z σ / ln Ŝ))
///     logit     the inverse logit of logit Ŝ ± z σ / (1 − Ŝ)
///     arcsin    sin²(arcsin √Ŝ ± ½ z σ √(Ŝ/(1 − Ŝ)))
///
/// R: `survival::survfit` with `conf.type`, whose names these are and whose default is `log`.
public enum KaplanMeierInterval: String, Sendable, CaseIterable, Codable {
  /// On the scale of survival itself.
  case plain
  /// On that of the cumulative hazard.
  case log
  /// On that of the log cumulative hazard.
  case logLog = "log-log"
  /// On that of the log odds.
  case logit
  /// On the variance-stabilizing scale.
  case arcsine = "arcsin"

  /// The limits of one step, or nil where the scale has none: at Ŝ = 0, but for the plain scale whose limit needs
  /// σ too, and at Ŝ = 1 for log-log, logit and arcsin.
  ///
  /// - Parameters:
  ///   - survival: Ŝ.
  ///   - greenwoodSum: σ².
  ///   - level: the level, such as 0.95.
  public func limits(survival: Double, greenwoodSum: Double, level: Double) -> ClosedRange<Double>? {
    guard survival > 0 else { return nil }
    let z = Normal.standard.upperQuantile((1 - level) / 2)
    let reach = z * greenwoodSum.squareRoot()
    switch self {
    case .plain: return max(0, survival - survival * reach)...min(1, survival + survival * reach)
    case .log: return exp(logOf(survival) - reach)...min(1, exp(logOf(survival) + reach))
    case .logLog, .logit, .arcsine:
      guard survival < 1 else { return nil }
      return innerLimits(survival, reach)
    }
  }

  private func innerLimits(_ survival: Double, _ reach: Double) -> ClosedRange<Double> {
    if self == .arcsine {
      let center = Transformation.arcsine.forward(survival)
      let half = reach / 2 * (survival / (1 - survival)).squareRoot()
      let (low, high) = (sin(max(0, center - half)), sin(min(.pi / 2, center + half)))
      return low * low...high * high
    }
    let scale: Transformation = self == .logit ? .logit : .logMinusLog
    let center = scale.forward(survival)
    let half = self == .logit ? reach / (1 - survival) : reach / abs(logOf(survival))
    let ends = (scale.inverse(center - half), scale.inverse(center + half))
    return min(ends.0, ends.1)...max(ends.0, ends.1)
  }

  // The case `log` hides the function of that name.
  private func logOf(_ x: Double) -> Double { logarithm(x) }
}

extension KaplanMeier.Step {
  /// The confidence limits of Ŝ, see ``KaplanMeierInterval``.
  public func limits(_ interval: KaplanMeierInterval = .logLog, level: Double = 0.95) -> ClosedRange<Double>?
  {
    interval.limits(survival: survival, greenwoodSum: greenwoodSum, level: level)
  }
}
