import Pooling
import StudyData

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What one study tells about the intervals of the common grid t₁ < t₂ < …, from the first up to its last.
///
/// With qⱼ = S(tⱼ)/S(tⱼ₋₁), S(0) = 1, and nⱼ at risk at tⱼ₋₁,
///
///     yⱼ = arcsin √[(nⱼqⱼ + ¼)/(nⱼ + ½)],   vⱼ = 1/[4(nⱼ + ½)].
///
/// A grid time between two times of the study, or before its first, has no survival of its own. There S is
/// interpolated on the log scale, as under a constant hazard (on the plain scale where S is 0 at the end), and
/// the number at risk falls from that of the study's interval in proportion to S. The parts then have together
/// the variance of ln S that the study's own interval has: Σ(1 − q)/(nq) telescopes, so that nothing is counted
/// twice; only when within the interval the deaths fell is assumed. To Q they bring together what one observation
/// would, and are counted as one; they differ less between studies than read values do, so that Σ̂ comes out
/// somewhat low where there are many of them.
///
/// The series ends where S reaches 0, since what follows is 0/0, and where nobody is at risk.
struct IntervalSeries: Sendable {
  let label: String
  let group: String?
  var yi: [Double] = []
  var vi: [Double] = []
  /// At risk at the start of each interval.
  private(set) var atRisk: [Double] = []
  /// The grid times at which S was interpolated.
  private(set) var interpolated: [Double] = []
  private(set) var warnings: [AnalysisWarning] = []

  /// The number of intervals; they are the first ones of the grid.
  var count: Int { yi.count }

  /// Reads a possible curve with all its numbers at risk on a grid.
  init(_ study: StudyCurve, grid: [Double]) {
    label = study.label
    group = study.group
    var own = 0  // the study's interval that the grid's interval begins in
    var (ownStart, ownSurvival) = (0.0, 1.0)
    var survival = 1.0
    for time in grid {
      guard own < study.points.count, let last = study.points.last, time <= last.time || last.survival == 0
      else { break }
      let count = (study.points[own].atRisk ?? 0) * (survival / ownSurvival)
      guard count > 0 else {
        stop(
          "nobody-at-risk",
          "nobody is at risk before \(ShortNumber.text(time)); the curve is used up to there")
        break
      }
      while own < study.points.count, study.points[own].time < time {
        (ownStart, ownSurvival) = (study.points[own].time, study.points[own].survival)
        own += 1
      }
      var next = 0.0
      if ownSurvival > 0 {
        let end = study.points[own]
        if end.time == time {
          (ownStart, ownSurvival) = (end.time, end.survival)
          next = end.survival
          own += 1
        } else {
          next = Self.between(ownSurvival, end.survival, (time - ownStart) / (end.time - ownStart))
          interpolated.append(time)
        }
      }
      append(count, next / survival)
      survival = next
      if survival == 0 {
        if own < study.points.count {
          stop(
            "zero-survival", "survival is 0 at \(ShortNumber.text(time)); its later times say nothing more")
        }
        break
      }
    }
    warnIfInterpolated()
  }

  /// Survival inside an interval, after a share of its length.
  static func between(_ start: Double, _ end: Double, _ share: Double) -> Double {
    end > 0 ? start * pow(end / start, share) : start * (1 - share)
  }

  private mutating func append(_ count: Double, _ q: Double) {
    yi.append(asin(((count * q + 0.25) / (count + 0.5)).squareRoot()))
    vi.append(1 / (4 * (count + 0.5)))
    atRisk.append(count)
  }

  private mutating func stop(_ code: String, _ what: String) {
    warnings.append(AnalysisWarning(code: code, message: "\(label): \(what)", study: label))
  }

  private mutating func warnIfInterpolated() {
    guard !interpolated.isEmpty else { return }
    let times = interpolated.prefix(6).map { ShortNumber.text($0) }.joined(separator: ", ")
    let more = interpolated.count > 6 ? " and \(interpolated.count - 6) more" : ""
    warnings.append(
      AnalysisWarning(
        code: "interpolated",
        message:
          "\(label): survival at \(times)\(more) was not read; it is interpolated as if the hazard were"
          + " constant between the times that were", study: label))
  }
}
