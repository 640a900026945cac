import Distributions

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The mean survival time up to a horizon τ, the area under the Kaplan-Meier curve:
///
///     RMST(τ) = ∫₀^τ Ŝ(t) dt,   Var = Σ_{tⱼ ≤ τ} Aⱼ² dⱼ / [nⱼ (nⱼ − dⱼ)],   Aⱼ = ∫_{tⱼ}^τ Ŝ(t) dt,
///
/// in the unit of the times. The step at which all have died adds nothing, since its A is 0. Some programs
/// multiply the variance by d/(d − 1); R's `survfit` and survRM2 do not, nor is it done here.
///
/// Source: Klein JP, Moeschberger ML (2003), *Survival Analysis*, §4.5; Royston P, Parmar MK (2013), *BMC Med Res
/// Methodol* 13:152. R: `print(survfit(…), rmean = τ)`. O(steps).
public struct RestrictedMean: Sendable, Equatable, Codable {
  /// The horizon τ.
  public let horizon: Double
  /// The mean time up to τ.
  public let value: Double
  /// Its standard error.
  public let se: Double
  /// Whether τ lies beyond the last time while people are alive, so that the curve was carried on flat.
  public let isExtrapolated: Bool

  /// The restricted mean of a curve up to a horizon above 0 (a precondition).
  public init(_ curve: KaplanMeier, horizon: Double) {
    precondition(horizon > 0 && horizon.isFinite, "a horizon lies above 0")
    let steps = curve.steps.filter { $0.time <= horizon }
    var (area, variance) = (0.0, 0.0)
    for (place, step) in steps.enumerated().reversed() {
      let next = place + 1 < steps.count ? steps[place + 1].time : horizon
      area += (next - step.time) * step.survival
      let survivors = step.atRisk - step.events
      if survivors > 0 {
        variance += area * area * Double(step.events) / (Double(step.atRisk) * Double(survivors))
      }
    }
    self.horizon = horizon
    value = area + (steps.first?.time ?? horizon)
    se = variance.squareRoot()
    isExtrapolated = curve.steps.last.map { $0.time < horizon && $0.survival > 0 } ?? true
  }

  /// The normal confidence limits.
  public func limits(level: Double = 0.95) -> ClosedRange<Double> {
    let reach = Normal.standard.upperQuantile((1 - level) / 2) * se
    return value - reach...value + reach
  }
}

/// Two arms' restricted means compared: the difference, and the ratio on the log scale with
/// Var ln(m₁/m₂) = se₁²/m₁² + se₂²/m₂².
///
/// Source: Uno H and others (2014), *J Clin Oncol* 32:2380–2385. R: `survRM2::rmst2`.
public struct RestrictedMeanComparison: Sendable, Equatable, Codable {
  /// m₁ − m₂.
  public let difference: Double
  /// Its standard error.
  public let differenceSE: Double
  /// The two-sided normal p-value of no difference; nil where the standard error is 0.
  public let p: Double?
  /// ln(m₁/m₂).
  public let logRatio: Double
  /// Its standard error.
  public let logRatioSE: Double

  /// Compares the first with the second; both have one horizon (a precondition).
  public init(_ first: RestrictedMean, _ second: RestrictedMean) {
    precondition(first.horizon == second.horizon, "both means have one horizon")
    difference = first.value - second.value
    differenceSE = (first.se * first.se + second.se * second.se).squareRoot()
    p = differenceSE > 0 ? 2 * Normal.standard.upperTail(abs(difference) / differenceSE) : nil
    logRatio = log(first.value / second.value)
    let (a, b) = (first.se / first.value, second.se / second.value)
    logRatioSE = (a * a + b * b).squareRoot()
  }
}
