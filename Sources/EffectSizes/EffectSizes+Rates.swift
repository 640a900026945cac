import StudyData

extension EffectSizes {
  /// The effect sizes of one group's incidence rates.
  ///
  /// - Parameters:
  ///   - measure: the measure, which names the scale they are pooled on.
  ///   - studies: events and person-time of each study.
  ///   - requested: what is added to the events of groups without any; by default ½ on the scales that need it,
  ///     as in metafor.
  ///   - level: the confidence level of the studies' intervals, yᵢ ± z √vᵢ transformed back.
  ///
  /// A study whose effect size or variance does not exist is excluded with the reason. O(k).
  public init(
    _ measure: RateMeasure, of studies: [Study<GroupRate>], correction requested: ContinuityCorrection? = nil,
    level: Double = 0.95
  ) {
    let correction = requested ?? (measure.isDefinedAtZero ? .none : .standard)
    let amounts = correction.amounts(
      hasZeroCell: studies.map { $0.value.events == 0 }, increments: studies.map(\.increment))
    var effects: [StudyEffect] = []
    var excluded: [Exclusion] = []
    for (study, amount) in zip(studies, amounts) {
      let (yi, vi) = measure.effect(of: study.value.corrected(by: amount))
      guard yi.isFinite, vi.isFinite, vi > 0 else {
        excluded.append(Exclusion(study, reason: "no events, without a correction"))
        continue
      }
      effects.append(
        StudyEffect(
          study, yi: yi, vi: vi, scale: measure.transformation(time: study.value.time), level: level,
          correction: amount, counts: .oneGroupRate(study.value)))
    }
    self.init(
      measure: measure.measure(time: 1), studies: effects, excluded: excluded, level: level,
      correction: correction)
  }

  /// The effect sizes of two groups' incidence rates, the first compared with the second.
  ///
  /// - Parameters:
  ///   - measure: the measure.
  ///   - studies: events and person-time of both groups of each study.
  ///   - requested: what is added to the events of both groups where one has none; by default ½, on the
  ///     measures that are corrected by default.
  ///   - level: the confidence level of the studies' intervals.
  ///
  /// Studies without events in either group say nothing about a ratio and are excluded with the reason, unless
  /// the correction keeps them. O(k).
  public init(
    _ measure: TwoGroupRateMeasure, of studies: [Study<TwoGroupRates>],
    correction requested: ContinuityCorrection? = nil, level: Double = 0.95
  ) {
    let correction = requested ?? (measure.isCorrectedByDefault ? .standard : .none)
    precondition(correction.rule != .treatmentArm, "the sizes of the groups are not known")
    func reason(_ study: Study<TwoGroupRates>) -> String? {
      correction.keepsDoubleZeros ? nil : measure.whyNotEstimable(study.value)
    }
    var excluded = studies.compactMap { study in reason(study).map { Exclusion(study, reason: $0) } }
    let kept = studies.filter { reason($0) == nil }
    let amounts = correction.amounts(
      hasZeroCell: kept.map(\.value.hasZeroCell), increments: kept.map(\.increment))
    var effects: [StudyEffect] = []
    for (study, amount) in zip(kept, amounts) {
      let (yi, vi) = measure.effect(of: study.value.corrected(by: amount))
      guard yi.isFinite, vi.isFinite, vi > 0 else {
        excluded.append(Exclusion(study, reason: "a group without events, without a correction"))
        continue
      }
      effects.append(
        StudyEffect(
          study, yi: yi, vi: vi, scale: measure.measure.transformation, level: level, correction: amount,
          counts: .twoGroupRates(study.value)))
    }
    self.init(
      measure: measure.measure, studies: effects, excluded: excluded, level: level, correction: correction)
  }
}
