import StudyData

/// A survival with its variance as it enters an effect size, beside what the study reported.
public struct SurvivalEstimate: Sendable, Equatable {
  /// What the study reported.
  public let reported: ReportedSurvival
  /// Where the variance comes from.
  public let rung: SurvivalRung
  /// The time; another than the reported one where the survival was moved.
  public let time: Double
  /// The survival S at that time, before a correction of 0 or 1.
  public let survival: Double
  /// The number of people with which a binomial proportion would be as precise, n = S(1 − S)/Var S.
  public let effectiveTotal: Double

  /// Describes a survival.
  public init(
    reported: ReportedSurvival, rung: SurvivalRung, time: Double, survival: Double, effectiveTotal: Double
  ) {
    self.reported = reported
    self.rung = rung
    self.time = time
    self.survival = survival
    self.effectiveTotal = effectiveTotal
  }

  /// The effective number of survivors in the effective total, n·S of n: no whole numbers in general.
  public var effectiveCounts: GroupCounts {
    GroupCounts(events: effectiveTotal * survival, total: effectiveTotal)
  }
}

extension StudyEffect {
  /// Where the variance of a survival comes from; nil for other data.
  public var survivalRung: SurvivalRung? {
    if case .survival(let estimate) = counts { estimate.rung } else { nil }
  }
}
