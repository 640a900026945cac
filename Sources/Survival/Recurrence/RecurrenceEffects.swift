import Distributions
import EffectSizes
import StudyData

/// The effect sizes of recurrence until a time, on the scale ln(−ln(1 − F)).
///
/// The variance comes from the first of these that a study reports:
///
///     standard error s     s² / [(1 − F) ln(1 − F)]²                               (delta method)
///     interval (L, U)      {[ln(−ln(1 − U)) − ln(−ln(1 − L))] / 2z}², or with s = (U − L)/2z where L = 0 or U = 1
///     size n alone         F / [n (1 − F) ln²(1 − F)], as if nobody were censored: a lower bound, marked as derived
///
/// Without anything but n, a share of 0 or 1 becomes (nF + ½)/(n + 1) on the scale of the
/// pooling; shown is the share itself, with limits that hold it.
public struct RecurrenceEffects: Sendable {
  /// The effect sizes; studies without a variance are among those left out.
  public let effects: EffectSizes
  /// For each study of ``effects``, whether its variance is that of n people without censoring.
  public let isDerived: [Bool]

  /// The description of the measure.
  public static let measure = Measure(
    code: "RCL", name: "complementary log-log of the share with a recurrence", quantity: "Recurrence",
    transformation: .complementaryLogLog, null: nil, naturalRange: 0...1)

  /// The effect sizes.
  ///
  /// - Parameters:
  ///   - studies: what the studies report, all of one quantity at one time.
  ///   - level: the confidence level of the intervals shown.
  ///
  /// Studies without a variance are excluded with the reason. O(k).
  public init(_ studies: [Study<ReportedRecurrence>], level: Double = 0.95) {
    let scale = Self.measure.transformation
    let z = Normal.standard.upperQuantile((1 - level) / 2)
    var effects: [StudyEffect] = []
    var isDerived: [Bool] = []
    var excluded: [Exclusion] = []
    for study in studies {
      switch Self.variance(study.value, scale) {
      case .none(let reason): excluded.append(Exclusion(study, reason: reason))
      case .found(let yi, let vi, let derived, let note):
        let half = z * vi.squareRoot()
        let limits = scale.inverse(lower: yi - half, upper: yi + half)
        effects.append(
          StudyEffect(
            label: study.label, group: study.group, yi: yi, vi: vi, estimate: study.value.share,
            lower: min(limits.lower, study.value.share), upper: max(limits.upper, study.value.share),
            notes: study.notes.map(\.text) + [note]))
        isDerived.append(derived)
      }
    }
    self.effects = EffectSizes(measure: Self.measure, studies: effects, excluded: excluded, level: level)
    self.isDerived = isDerived
  }

  /// The effect sizes without the derived variances; nil where there are none of these. There may be none left.
  public var withoutDerived: EffectSizes? {
    guard isDerived.contains(true) else { return nil }
    return EffectSizes(
      measure: effects.measure, studies: zip(effects.studies, isDerived).filter { !$1 }.map(\.0),
      level: effects.level)
  }

  private enum Variance {
    case found(yi: Double, vi: Double, derived: Bool, note: String)
    case none(String)
  }

  private static func variance(_ reported: ReportedRecurrence, _ scale: Transformation) -> Variance {
    let share = reported.share
    func found(_ share: Double, se: Double, derived: Bool = false, _ note: String) -> Variance {
      let own = scale.derivative(share) * se
      return .found(yi: scale.forward(share), vi: own * own, derived: derived, note: note)
    }
    let isInside = share > 0 && share < 1
    if let se = reported.standardError, isInside { return found(share, se: se, "standard error as given") }
    if let low = reported.low, let high = reported.high, isInside {
      let z = Normal.standard.upperQuantile((1 - reported.level) / 2)
      let level = "\(short(reported.level * 100))%"
      guard low > 0, high < 1 else {
        return found(share, se: (high - low) / (2 * z), "\(level) limits, read on the plain scale")
      }
      let own = (scale.forward(high) - scale.forward(low)) / (2 * z)
      return .found(
        yi: scale.forward(share), vi: own * own, derived: false,
        note: "\(level) limits, read on the log(-log) scale")
    }
    guard let total = reported.total else {
      return .none("no standard error, no interval and no number of people")
    }
    let used = isInside ? share : (share * total + 0.5) / (total + 1)
    let correction = isInside ? "" : "; \(short(share * 100))% became (x + 1/2)/(n + 1)"
    return found(
      used, se: (used * (1 - used) / total).squareRoot(), derived: true,
      "no interval: the variance of \(short(total)) people without censoring, a lower bound\(correction)")
  }
}
