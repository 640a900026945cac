import Distributions
import EffectSizes
import StudyData

extension EffectSizes {
  /// The log hazard ratios of studies, each by the route used.
  ///
  /// Studies without a possible route are excluded with the reason.
  ///
  /// - Parameters:
  ///   - studies: the studies with their routes.
  ///   - level: the confidence level of the studies' intervals.
  public init(hazardRatios studies: [HazardRatioEstimates], level: Double = 0.95) {
    var effects: [StudyEffect] = []
    var excluded: [Exclusion] = []
    for study in studies {
      guard let used = study.used else {
        excluded.append(Exclusion(label: study.label, line: study.line, reason: study.whyNotPossible))
        continue
      }
      let limits = used.limits(level: level)
      effects.append(
        StudyEffect(
          label: study.label, group: study.group, yi: used.logHR, vi: used.variance, estimate: used.hr,
          lower: limits.lower, upper: limits.upper, notes: [used.route.rawValue]))
    }
    self.init(
      measure: Self.hazardRatio("log hazard ratio, of each study by its best route"), studies: effects,
      excluded: excluded, level: level)
  }

  /// The same effect sizes under the name of hazard ratios: ratios, or logarithms of ratios, that were reported.
  public var asHazardRatios: EffectSizes {
    EffectSizes(
      measure: Self.hazardRatio("log hazard ratio, as reported"), studies: studies, excluded: excluded,
      level: level)
  }

  private static func hazardRatio(_ name: String) -> Measure {
    let measure = LogRankHazardRatio.measure
    return Measure(
      code: measure.code, name: name, quantity: measure.quantity, transformation: measure.transformation,
      null: measure.null, naturalRange: measure.naturalRange)
  }
}
