import Pooling
import StudyData

/// Numbers at risk that a study does not report, from what it does.
///
/// The number at risk at the start of the interval j, which begins at t, is taken as
///
///     n₀ S(t) G(t),  G(t) = (high − t)/(high − low), from 1 at `low` and before to 0 at `high`,
///
/// where the study's number at the start n₀ and the range of its follow-up are known: those who live are
/// censored evenly between the shortest and the longest follow-up. Otherwise as
///
///     n S(t) / S(u)
///
/// with the last known number at risk n, at the start u of an earlier interval or n₀ at 0: nobody is censored
/// since. That is an upper bound, and the intervals come out too narrow. Both are assumptions and are said.
enum DerivedAtRisk {
  /// The curve with a number at risk at every point, and what to say about it; nil where nothing is known.
  static func filling(_ study: StudyCurve) -> (curve: StudyCurve, warnings: [AnalysisWarning])? {
    guard study.points.contains(where: { $0.atRisk == nil }) else { return (study, []) }
    var filled = study
    var known: (count: Double, survival: Double)? = study.total.map { ($0, 1) }
    var (start, survival) = (0.0, 1.0)
    for index in study.points.indices {
      if let count = study.points[index].atRisk {
        known = (count, survival)
      } else if let total = study.total, let range = study.followUp {
        filled.points[index].atRisk = total * survival * followed(start, range)
      } else {
        guard let known else { return nil }
        filled.points[index].atRisk = known.survival > 0 ? known.count * survival / known.survival : 0
      }
      (start, survival) = (study.points[index].time, study.points[index].survival)
    }
    return (filled, [warning(study)])
  }

  /// The share of those alive at a time who are still followed.
  static func followed(_ time: Double, _ range: ClosedRange<Double>) -> Double {
    if time <= range.lowerBound { return 1 }
    if time >= range.upperBound { return 0 }
    return (range.upperBound - time) / (range.upperBound - range.lowerBound)
  }

  private static func warning(_ study: StudyCurve) -> AnalysisWarning {
    let count = study.points.count { $0.atRisk == nil }
    let size = study.points.count
    let times =
      size == 1 ? "its only time" : count == size ? "all \(size) times" : "\(count) of \(size) times"
    if study.total != nil, let range = study.followUp {
      return AnalysisWarning(
        code: "at-risk-derived",
        message: "\(study.label): the numbers at risk at \(times) are derived from the number at the"
          + " start, as if censoring were even over the follow-up from \(ShortNumber.text(range.lowerBound)) to"
          + " \(ShortNumber.text(range.upperBound))", study: study.label)
    }
    return AnalysisWarning(
      code: "at-risk-upper-bound",
      message: "\(study.label): the numbers at risk at \(times) are derived as if nobody were censored;"
        + " that is the most they can be, and the study weighs too much", study: study.label)
  }
}
