import EffectSizes
import StudyData

/// Rung a: Var S = SE², as reported.
enum StandardErrorRung {
  static func variance(of reported: ReportedSurvival) -> SurvivalVariance? {
    guard !reported.isAtEnd, let error = reported.standardError, error > 0 else { return nil }
    return SurvivalVariance(.standardError, survival: reported.survival, variance: error * error)
  }
}
