import StudyData

/// The log hazard ratio from a log-rank test, yᵢ = (O − E)/V, vᵢ = 1/V.
///
/// O − E and V belong to the first group. Source: Yusuf S and others (1985), *Prog Cardiovasc Dis* 27:335–371;
/// Parmar MKB, Torri V, Stewart L (1998), *Stat Med* 17:2815–2834. It is Peto's method for survival times.
public enum LogRankHazardRatio {
  /// The code of the measure.
  public static let code = "HR"

  /// The description of this measure.
  public static let measure = Measure(
    code: code, name: "log hazard ratio from O - E and V", quantity: "Hazard ratio", transformation: .log,
    null: 1, naturalRange: 0...Double.infinity)

  /// yᵢ and vᵢ of one study.
  public static func effect(of statistic: LogRankStatistic) -> (yi: Double, vi: Double) {
    (statistic.observedMinusExpected / statistic.variance, 1 / statistic.variance)
  }
}
