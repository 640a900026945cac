import Distributions
import StudyData

/// The effect sizes of a set of studies on one measure, ready to be pooled.
///
///     let deaths = EffectSizes(.logit, of: series)
///     let trials = EffectSizes(.riskRatio, of: comparisons)
public struct EffectSizes: Sendable {
  /// The measure, with the scale it is pooled on.
  public let measure: Measure
  /// The studies, in the order given.
  public let studies: [StudyEffect]
  /// Studies that could not be used, and why.
  public let excluded: [Exclusion]
  /// The confidence level of the studies' intervals.
  public let level: Double
  /// What was added to zero cells, and the rule; nil where the notion does not apply.
  public let correction: ContinuityCorrection?
  /// How the studies' intervals were made.
  public let interval: ProportionInterval?

  /// The number of studies.
  public var k: Int { studies.count }
  /// The effect sizes on the analysis scale.
  public var yi: [Double] { studies.map(\.yi) }
  /// Their sampling variances on the analysis scale.
  public var vi: [Double] { studies.map(\.vi) }

  /// Effect sizes that were computed elsewhere.
  public init(
    measure: Measure, studies: [StudyEffect], excluded: [Exclusion] = [], level: Double = 0.95,
    correction: ContinuityCorrection? = nil, interval: ProportionInterval? = nil
  ) {
    self.measure = Self.sized(measure, for: studies)
    self.studies = studies
    self.excluded = excluded
    self.level = level
    self.correction = correction
    self.interval = interval
  }

  /// The sizes of the one-group samples, by which the double arcsine is transformed back.
  public var sampleSizes: [Double] {
    studies.compactMap { study in
      if case .oneGroup(let counts) = study.counts { counts.total } else { nil }
    }
  }

  /// The measure, where its inverse depends on the sizes of the samples with their harmonic mean.
  private static func sized(_ measure: Measure, for studies: [StudyEffect]) -> Measure {
    if case .freemanTukeyRate = measure.transformation {
      let times = studies.compactMap { study in
        if case .oneGroupRate(let rate) = study.counts { rate.time } else { nil }
      }
      let harmonic = Double(times.count) / times.reduce(0) { $0 + 1 / $1 }
      return times.isEmpty ? measure : measure.with(transformation: .freemanTukeyRate(time: harmonic))
    }
    guard case .freemanTukey = measure.transformation else { return measure }
    var inverseSum = 0.0
    var count = 0.0
    for study in studies {
      guard case .oneGroup(let counts) = study.counts else { continue }
      inverseSum += 1 / counts.total
      count += 1
    }
    return count == 0 ? measure : measure.with(transformation: .freemanTukey(size: count / inverseSum))
  }

  /// The same effect sizes, of the studies that `isIncluded` keeps.
  public func filter(_ isIncluded: (StudyEffect) -> Bool) -> EffectSizes {
    EffectSizes(
      measure: measure, studies: studies.filter(isIncluded), excluded: excluded, level: level,
      correction: correction, interval: interval)
  }

  /// The same effect sizes, of the studies at these places, in this order.
  public func selecting(_ places: [Int]) -> EffectSizes {
    EffectSizes(
      measure: measure, studies: places.map { studies[$0] }, excluded: excluded, level: level,
      correction: correction, interval: interval)
  }
}

extension EffectSizes {
  /// The effect sizes of one group's proportions.
  ///
  /// - Parameters:
  ///   - measure: the measure, which names the scale they are pooled on.
  ///   - studies: events and total of each study.
  ///   - requested: what is added to zero cells; by default ½ in studies with 0 or 100 %, on the scales
  ///     that need it.
  ///   - interval: how each study's confidence interval is made. All but `onScale` belong to x/n, which
  ///     then is the displayed estimate.
  ///   - level: the confidence level of the studies' intervals.
  ///
  /// A study whose effect size or variance does not exist is excluded with the reason. O(k).
  public init(
    _ measure: ProportionMeasure, of studies: [Study<GroupCounts>],
    correction requested: ContinuityCorrection? = nil, interval: ProportionInterval = .clopperPearson,
    level: Double = 0.95
  ) {
    let correction = requested ?? (measure.isDefinedAtTheEnds ? .none : .standard)
    let amounts = correction.amounts(
      hasZeroCell: studies.map(\.value.hasZeroCell), increments: studies.map(\.increment))
    var effects: [StudyEffect] = []
    var excluded: [Exclusion] = []
    for (study, amount) in zip(studies, amounts) {
      let (yi, vi) = measure.effect(of: study.value.corrected(by: amount))
      guard yi.isFinite, vi.isFinite, vi > 0 else {
        let scale = measure.measure(size: 1).transformation.name
        excluded.append(
          Exclusion(study, reason: "no variance on the \(scale) scale at 0 or 100 % without a correction"))
        continue
      }
      let ownScale = measure.transformation(size: study.value.total)
      let shown = Self.shown(
        counts: study.value, interval: interval, level: level, yi: yi, vi: vi, scale: ownScale)
      effects.append(
        StudyEffect(
          label: study.label, group: study.group, yi: yi, vi: vi, estimate: shown.estimate,
          lower: shown.lower, upper: shown.upper, correction: amount, counts: .oneGroup(study.value),
          notes: study.notes.map(\.text)))
    }
    self.init(
      measure: measure.measure(size: 1), studies: effects, excluded: excluded, level: level,
      correction: correction, interval: interval)
  }

  /// The effect sizes of two groups' counts, the first compared with the second.
  ///
  /// - Parameters:
  ///   - measure: the measure.
  ///   - studies: events and totals of both groups of each study.
  ///   - requested: what is added to zero cells; by default ½ to the cells of studies with a zero cell, on
  ///     the measures that need it.
  ///   - level: the confidence level of the studies' intervals.
  ///
  /// Studies that say nothing about the measure (no events in either group) are excluded with the reason,
  /// unless the correction keeps them. O(k).
  public init(
    _ measure: TwoGroupMeasure, of studies: [Study<TwoGroupCounts>],
    correction requested: ContinuityCorrection? = nil, level: Double = 0.95
  ) {
    let correction = requested ?? (measure.isCorrectedByDefault ? .standard : .none)
    var kept: [Study<TwoGroupCounts>] = []
    var excluded: [Exclusion] = []
    for study in studies {
      if let reason = measure.whyNotEstimable(study.value), !correction.keepsDoubleZeros {
        excluded.append(Exclusion(study, reason: reason))
      } else {
        kept.append(study)
      }
    }
    let amounts = correction.amounts(
      hasZeroCell: kept.map(\.value.hasZeroCell), increments: kept.map(\.increment))
    var effects: [StudyEffect] = []
    for (study, amount) in zip(kept, amounts) {
      let shares = correction.shares(of: amount, for: study.value)
      let corrected = study.value.corrected(by: shares.first, second: shares.second)
      let (yi, vi) = measure.effect(of: corrected)
      guard yi.isFinite, vi.isFinite, vi > 0 else {
        excluded.append(Exclusion(study, reason: "a zero cell, without a correction"))
        continue
      }
      effects.append(
        StudyEffect(
          study, yi: yi, vi: vi, scale: measure.measure.transformation, level: level,
          correction: shares.first,
          secondCorrection: shares.second == shares.first ? nil : shares.second,
          counts: .twoGroups(study.value)))
    }
    self.init(
      measure: measure.measure, studies: effects, excluded: excluded, level: level, correction: correction)
  }

  /// Effect sizes that the studies report as such.
  ///
  /// - Parameters:
  ///   - studies: the estimate of each study with its precision.
  ///   - scale: whether they are ratios, and if so whether given as ratios or as logarithms.
  ///   - intervalLevel: the level of the confidence intervals that they come with.
  ///   - level: the confidence level of the intervals shown.
  public init(
    reported studies: [Study<ReportedEffect>], scale: ReportedScale = .plain, intervalLevel: Double = 0.95,
    level: Double = 0.95
  ) {
    let measure = scale.measure
    var effects: [StudyEffect] = []
    var excluded: [Exclusion] = []
    for study in studies {
      let (yi, vi) = scale.effect(of: study.value, intervalLevel: intervalLevel)
      guard yi.isFinite, vi.isFinite, vi > 0 else {
        excluded.append(
          Exclusion(study, reason: "its estimate or standard error does not exist on the analysis scale"))
        continue
      }
      effects.append(
        StudyEffect(
          study, yi: yi, vi: vi, scale: measure.transformation, level: level, correction: 0,
          counts: .reported))
    }
    self.init(measure: measure, studies: effects, excluded: excluded, level: level)
  }

  /// The displayed estimate and limits of one group's proportion.
  private static func shown(
    counts: GroupCounts, interval: ProportionInterval, level: Double, yi: Double, vi: Double,
    scale: Transformation
  ) -> (estimate: Double, lower: Double, upper: Double) {
    if let limits = interval.limits(of: counts, level: level) {
      return (counts.risk, limits.lower, limits.upper)
    }
    let half = Normal.standard.upperQuantile((1 - level) / 2) * vi.squareRoot()
    let limits = scale.inverse(lower: yi - half, upper: yi + half)
    return (scale.inverse(yi), limits.lower, limits.upper)
  }
}

extension StudyEffect {
  /// A study whose interval is yᵢ ± z √vᵢ on the analysis scale.
  package init<Value>(
    _ study: Study<Value>, yi: Double, vi: Double, scale: Transformation, level: Double,
    correction: Double = 0, secondCorrection: Double? = nil, counts: StudyCounts, notes: [String] = []
  ) {
    let half = Normal.standard.upperQuantile((1 - level) / 2) * vi.squareRoot()
    let limits = scale.inverse(lower: yi - half, upper: yi + half)
    self.init(
      label: study.label, group: study.group, yi: yi, vi: vi, estimate: scale.inverse(yi),
      lower: limits.lower, upper: limits.upper, correction: correction,
      secondCorrection: secondCorrection, counts: counts, notes: study.notes.map(\.text) + notes)
  }
}
