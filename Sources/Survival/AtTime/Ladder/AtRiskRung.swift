import EffectSizes
import StudyData

/// Rung g: from the number still at risk at the time, nₜ,
///
///     Var S = S²(1 − S)/nₜ,   so that n = nₜ/S.
///
/// nₜ/S would have been the number at the start had nobody been censored before. It is cautious: all who were
/// censored count as if they had left at once. Where the rounding of S makes n larger than the number at the start,
/// n is that number. Source: Peto R and others (1977), *Br J Cancer* 35:1–39.
enum AtRiskRung {
  static func variance(of reported: ReportedSurvival) -> SurvivalVariance? {
    guard reported.survival > 0, let atRisk = reported.atRisk, atRisk > 0 else { return nil }
    return SurvivalVariance(
      .atRisk, survival: reported.survival,
      effectiveTotal: min(atRisk / reported.survival, reported.total ?? .infinity))
  }
}
