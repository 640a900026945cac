import EffectSizes
import StudyData

/// Rung j: from the number at the start alone, n = n₀, as if nobody had been censored: the variance is at least this.
enum TotalRung {
  static func variance(of reported: ReportedSurvival) -> SurvivalVariance? {
    guard let total = reported.total, total > 0 else { return nil }
    var note = "variance from the total alone, as if nobody had been censored: a lower bound"
    if let range = FollowUpRung.range(of: reported.followUp) {
      note +=
        " (the follow-up to \(ShortNumber.text(range.upperBound)) ends before the time, and cannot help)"
    }
    return SurvivalVariance(
      .total, survival: reported.survival, effectiveTotal: total, note: note)
  }
}
