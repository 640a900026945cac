import Pooling
import StudyData

/// The studies on their common grid.
struct CurveInput: Sendable {
  /// The ends of the intervals.
  let times: [Double]
  /// The studies, each with at least one interval.
  let series: [IntervalSeries]
  let excluded: [Exclusion]
  let warnings: [AnalysisWarning]

  /// Checks the studies and reads them on the union of their times, or on the times asked for.
  init(_ studies: [StudyCurve], times asked: [Double]?) throws(SummaryCurveError) {
    guard !studies.isEmpty else { throw .noStudies }
    for study in studies { try Self.check(study) }
    var warnings: [AnalysisWarning] = []
    var excluded: [Exclusion] = []
    var complete: [StudyCurve] = []
    for study in studies {
      guard let (curve, said) = DerivedAtRisk.filling(study) else {
        excluded.append(
          Exclusion(
            label: study.label, reason: "neither numbers at risk nor the number at the start is known"))
        continue
      }
      complete.append(curve)
      warnings += said + Self.implausible(study)
    }
    let grid = Set(asked ?? complete.flatMap { $0.points.map(\.time) }).sorted()
    var series: [IntervalSeries] = []
    for curve in complete {
      let read = IntervalSeries(curve, grid: grid)
      warnings += read.warnings
      if read.count > 0 {
        series.append(read)
      } else {
        excluded.append(
          Exclusion(
            label: curve.label,
            reason: curve.points.isEmpty
              ? "the curve has no time" : "nothing can be used up to the first time of the curve"))
      }
    }
    guard !series.isEmpty else { throw complete.isEmpty || asked == nil ? .noStudies : .noTimes }
    let reached = series.reduce(0) { max($0, $1.count) }
    if asked != nil, reached < grid.count {
      warnings.append(
        AnalysisWarning(
          code: "times-not-reached",
          message:
            "no study reaches \(grid[reached...].map { ShortNumber.text($0) }.joined(separator: ", ")); the curve ends"
            + " at \(ShortNumber.text(grid[reached - 1]))"))
    }
    times = Array(grid[..<reached])
    self.series = series
    self.excluded = excluded
    self.warnings = warnings
  }

  private init(
    times: [Double], series: [IntervalSeries], excluded: [Exclusion], warnings: [AnalysisWarning]
  ) {
    self.times = times
    self.series = series
    self.excluded = excluded
    self.warnings = warnings
  }

  /// Some of the studies, up to the last time that they reach.
  func keeping(_ isKept: (IntervalSeries) -> Bool) -> CurveInput {
    let kept = series.filter(isKept)
    let reached = kept.reduce(0) { max($0, $1.count) }
    return CurveInput(times: Array(times[..<reached]), series: kept, excluded: excluded, warnings: warnings)
  }

  private static func check(_ study: StudyCurve) throws(SummaryCurveError) {
    var (time, survival) = (0.0, 1.0)
    for point in study.points {
      func fail(_ reason: String) -> SummaryCurveError { .impossible(study: study.label, reason: reason) }
      guard point.time > time, point.time.isFinite else {
        throw fail("its times must rise from above 0, and \(point.time) comes after \(time)")
      }
      guard (0...1).contains(point.survival) else { throw fail("\(point.survival) is no proportion") }
      guard point.survival <= survival else {
        throw fail("survival rises from \(survival) to \(point.survival) at \(ShortNumber.text(point.time))")
      }
      if let count = point.atRisk, !(count >= 0 && count.isFinite) {
        throw fail("\(count) cannot be at risk")
      }
      (time, survival) = (point.time, point.survival)
    }
    if let total = study.total, !(total > 0 && total.isFinite) {
      throw .impossible(study: study.label, reason: "its number at the start is \(total)")
    }
  }

  /// Numbers at risk that look as if they belonged to the end of the interval, or to another curve.
  private static func implausible(_ study: StudyCurve) -> [AnalysisWarning] {
    var survival = 1.0
    var before: (count: Double, q: Double)?
    for point in study.points {
      if let count = point.atRisk, let before, count > 2 + 1.1 * before.count * before.q {
        return [
          AnalysisWarning(
            code: "at-risk-exceeds-survivors",
            message:
              "\(study.label): \(ShortNumber.text(count)) at risk before \(ShortNumber.text(point.time)), but only about"
              + " \(ShortNumber.text((before.count * before.q).rounded())) survived to then; the number at risk of a row"
              + " is that at the start of the interval that ends at its time", study: study.label)
        ]
      }
      before = point.atRisk.map { ($0, survival > 0 ? point.survival / survival : 0) }
      survival = point.survival
    }
    if let total = study.total, let first = study.points.first?.atRisk, first < 0.9 * total - 1 {
      return [
        AnalysisWarning(
          code: "at-risk-first-row",
          message:
            "\(study.label): \(ShortNumber.text(total)) at the start, but \(ShortNumber.text(first)) at risk in its first row;"
            + " the number at risk of a row is taken as that at the start of the interval that ends at its time (--at-risk-at time"
            + " reads it at the time itself)",
          study: study.label)
      ]
    }
    return []
  }
}
