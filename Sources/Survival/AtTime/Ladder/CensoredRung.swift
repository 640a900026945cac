import EffectSizes
import StudyData

/// Rung h: from the number at the start n₀ and the number c censored before the time,
///
///     n = n₀ − c/2,
///
/// the effective sample of an actuarial life table with a single interval: those censored are taken to have been at
/// risk for half of it on average. It is too small a variance if they left early.
/// Source: Cutler SJ, Ederer F (1958), *J Chronic Dis* 8:699–712.
enum CensoredRung {
  static func variance(of reported: ReportedSurvival) -> SurvivalVariance? {
    guard let total = reported.total, let censored = reported.censored else { return nil }
    let effective = total - censored / 2
    return SurvivalVariance(
      .censored, survival: reported.survival, effectiveTotal: effective,
      note: "\(ShortNumber.text(censored)) censored, taken as leaving halfway: as precise as"
        + " \(ShortNumber.text(effective, digits: 3)) people")
  }
}
