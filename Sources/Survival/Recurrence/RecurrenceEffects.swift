import Distributions
import EffectSizes
import StudyData

/// The effect sizes of recurrence until a time, on the scale ln(−ln(1 − F)).
///
/// 1 − F is a survival, and has the variance of one: from the first rung of the ladder (`SurvivalRung`) that a study
/// has the numbers for, an interval on the scale that it was made on (``SurvivalVariance``). By the delta method
///
///     vᵢ = Var F / [(1 − F) ln(1 − F)]²,   Var F = Var(1 − F).
///
/// A share of 0 or 1 becomes (nF + ½)/(n + 1) on the scale of the pooling; shown is the share itself, with limits that
/// hold it.
public struct RecurrenceEffects: Sendable {
  /// The effect sizes, each with its rung; studies without a variance are among those left out.
  public let effects: EffectSizes

  /// The description of the measure.
  public static let measure = Measure(
    code: "RCL", name: "complementary log-log of the share with a recurrence", quantity: "Recurrence",
    transformation: .complementaryLogLog, null: nil, naturalRange: 0...1)

  /// The effect sizes.
  ///
  /// - Parameters:
  ///   - studies: what the studies report, all of one quantity.
  ///   - time: the time that the shares belong to.
  ///   - level: the confidence level of the intervals shown.
  ///
  /// Studies without a variance are excluded with the reason. O(k).
  public init(_ studies: [Study<ReportedRecurrence>], at time: Double, level: Double = 0.95) {
    var effects: [StudyEffect] = []
    var excluded: [Exclusion] = []
    for study in studies {
      let survival = study.value.survival(at: time)
      if let variance = SurvivalVariance(of: survival, intervalLevel: study.value.level) {
        effects.append(Self.effect(study, survival, variance, level: level))
      } else {
        excluded.append(
          Exclusion(study, reason: "no standard error, no interval and no number of people"))
      }
    }
    self.effects = EffectSizes(
      measure: Self.measure, studies: effects, excluded: excluded, level: level,
      correction: effects.contains { $0.correction > 0 } ? .standard : nil)
  }

  /// For each study of ``effects``, whether its variance rests on an assumption about censoring.
  public var isDerived: [Bool] {
    effects.studies.map {
      if case .survival(let estimate) = $0.counts { estimate.rung.isDerived } else { false }
    }
  }

  private static func effect(
    _ study: Study<ReportedRecurrence>, _ survival: ReportedSurvival, _ found: SurvivalVariance, level: Double
  ) -> StudyEffect {
    let (share, scale) = (study.value.share, measure.transformation)
    var (used, variance) = (share, found.variance)
    var notes = [found.note].compactMap { $0 }
    if survival.isAtEnd {
      (used, variance) = found.corrected(share)
      notes.append(found.correctionNote)
    } else if survival.limits != nil, survival.standardError == nil {
      notes = notes.map { "as the share without it: " + $0 }
    }
    let slope = scale.derivative(used)
    let (yi, vi) = (scale.forward(used), slope * slope * variance)
    let half = Normal.standard.upperQuantile((1 - level) / 2) * vi.squareRoot()
    let limits = scale.inverse(lower: yi - half, upper: yi + half)
    return StudyEffect(
      label: study.label, group: study.group, yi: yi, vi: vi, estimate: share,
      lower: min(limits.lower, share), upper: max(limits.upper, share),
      correction: survival.isAtEnd ? 0.5 : 0,
      counts: .survival(
        SurvivalEstimate(
          reported: survival, rung: found.rung, time: survival.time, survival: survival.survival,
          effectiveTotal: found.effectiveTotal)),
      notes: study.notes.map(\.text) + notes)
  }

  /// The effect sizes without the derived variances; nil where there are none of these. There may be none left.
  public var withoutDerived: EffectSizes? {
    guard isDerived.contains(true) else { return nil }
    return EffectSizes(
      measure: effects.measure, studies: zip(effects.studies, isDerived).filter { !$1 }.map(\.0),
      level: effects.level, correction: effects.correction)
  }
}
