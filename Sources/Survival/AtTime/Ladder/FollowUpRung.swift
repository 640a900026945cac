import EffectSizes
import Optimization
import StudyData

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Rung i: from the number at the start n₀ and how long people were followed.
///
/// Two assumptions: people are censored at times spread evenly from F₁, the shortest follow-up, to F₂, the longest,
/// whether they die before or not; and the hazard is constant up to the time t. Of those alive, the share
/// G(u) = 1 up to F₁ and (F₂ − u)/(F₂ − F₁) after it is then still followed at u, and Greenwood's variance in large
/// samples is
///
///     Var S = S²/n₀ · I,   I = ∫₀ᵗ λ/(S(u) G(u)) du,   S(u) = e^(−λu),  λ = −ln S/t;
///
///     n = n₀ (1 − S)/(S I),   which tends to n₀ t/∫du/G(u) for S → 1 and to n₀ G(t) for S → 0.
///
/// Without F₁ it is 0; without F₂ censoring is spread from 0 to twice the median follow-up. A time that is not below
/// F₂ has no such variance. (n₀ − c/2 with the number c expected to be censored, as on rung h, would be too large:
/// with S = ½ and half of all followed less than t, it is 0.82 n₀ where this is 0.69 n₀.)
/// The assumptions are those of Parmar MKB, Torri V, Stewart L (1998), *Stat Med* 17:2815–2834; the variance is
/// Greenwood's with expected numbers.
enum FollowUpRung {
  static func variance(of reported: ReportedSurvival) -> SurvivalVariance? {
    guard let total = reported.total, let range = range(of: reported.followUp),
      reported.time < range.upperBound
    else { return nil }
    let share = effectiveShare(
      survival: reported.survival, from: range.lowerBound / reported.time,
      to: range.upperBound / reported.time)
    let source = reported.followUp.high == nil ? ", twice the median follow-up" : ""
    return SurvivalVariance(
      .followUp, survival: reported.survival, effectiveTotal: share * total,
      note: "censoring taken as uniform from \(ShortNumber.text(range.lowerBound)) to"
        + " \(ShortNumber.text(range.upperBound))\(source): as precise as \(ShortNumber.text(share * total, digits: 3)) of"
        + " \(ShortNumber.text(total)) people")
  }

  /// The range over which censoring is spread.
  static func range(of followUp: ReportedSurvival.FollowUp) -> ClosedRange<Double>? {
    guard let high = followUp.high ?? followUp.median.map({ 2 * $0 }) else { return nil }
    let low = followUp.high == nil ? 0 : followUp.low ?? 0
    return high > 0 && low <= high ? low...high : nil
  }

  /// n/n₀, with the range in units of the time, the upper end above 1.
  static func effectiveShare(survival: Double, from low: Double, to high: Double) -> Double {
    guard low < 1 else { return 1 }
    let width = high - low
    if survival == 0 { return (high - 1) / width }
    if survival == 1 { return 1 / (low + width * log((high - low) / (high - 1))) }
    let rate = -log(survival)
    let sum =
      expm1(rate * low) + rate * width * integral(from: low, to: 1) { exp(rate * $0) / (high - $0) }
    return (1 - survival) / (survival * sum)
  }
}
