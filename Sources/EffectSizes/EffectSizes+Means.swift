import StudyData

extension EffectSizes {
  /// The effect sizes of one group's means.
  ///
  /// - Parameters:
  ///   - measure: the measure.
  ///   - studies: mean, standard deviation and size of each study, or quantiles and size.
  ///   - level: the confidence level of the studies' intervals.
  ///
  /// A study whose effect size or variance does not exist is excluded with the reason. O(k).
  public init(_ measure: MeanMeasure, of studies: [Study<GroupMean>], level: Double = 0.95) {
    self.init(
      measure.measure, of: studies, level: level, why: measure.whyNotEstimable, effect: measure.effect(of:),
      counts: { .oneGroupMean($0) }, notes: { [$0.note].compactMap { $0 } })
  }

  /// The effect sizes of two groups' means, the first compared with the second.
  ///
  /// - Parameters:
  ///   - measure: the measure.
  ///   - studies: means, standard deviations and sizes of both groups of each study, or quantiles and sizes.
  ///   - bias: whether ratios of means and of coefficients of variation are corrected for their bias.
  ///   - level: the confidence level of the studies' intervals.
  ///
  /// A study whose effect size or variance does not exist is excluded with the reason. O(k).
  public init(
    _ measure: TwoGroupMeanMeasure, of studies: [Study<TwoGroupMeans>], bias: RatioBias = .uncorrected,
    level: Double = 0.95
  ) {
    let name = measure.hasRatioBias ? " (bias \(bias.rawValue))" : ""
    self.init(
      measure.measure.named(measure.measure.name + name), of: studies, level: level,
      why: measure.whyNotEstimable, effect: { measure.effect(of: $0, bias: bias) },
      counts: { .twoGroupMeans($0) },
      notes: { groups in
        [("group 1", groups.first.note), ("group 2", groups.second.note)].compactMap { name, note in
          note.map { "\(name): \($0)" }
        }
      })
  }

  /// The effect sizes of changes in the same people.
  ///
  /// - Parameters:
  ///   - measure: the measure.
  ///   - studies: both means and standard deviations, the size and the correlation of each study.
  ///   - level: the confidence level of the studies' intervals.
  ///
  /// A study whose effect size or variance does not exist is excluded with the reason. O(k).
  public init(_ measure: PairedMeanMeasure, of studies: [Study<PairedMeans>], level: Double = 0.95) {
    self.init(
      measure.measure, of: studies, level: level, why: measure.whyNotEstimable, effect: measure.effect(of:),
      counts: { .pairedMeans($0) })
  }

  /// The effect sizes of correlations.
  ///
  /// - Parameters:
  ///   - measure: the measure.
  ///   - studies: the correlation and the size of each study.
  ///   - level: the confidence level of the studies' intervals.
  ///
  /// Correlations of −1 and 1 and samples that are too small are excluded with the reason. O(k).
  public init(_ measure: CorrelationMeasure, of studies: [Study<SampleCorrelation>], level: Double = 0.95) {
    self.init(
      measure.measure, of: studies, level: level, why: measure.whyNotEstimable, effect: measure.effect(of:),
      counts: { .correlation($0) })
  }

  /// The hazard ratios of log-rank tests.
  ///
  /// - Parameters:
  ///   - studies: O − E and V of each study, for the first group.
  ///   - level: the confidence level of the studies' intervals.
  public init(logRank studies: [Study<LogRankStatistic>], level: Double = 0.95) {
    self.init(
      LogRankHazardRatio.measure, of: studies, level: level, why: { _ in nil },
      effect: LogRankHazardRatio.effect(of:), counts: { .logRank($0) })
  }

  /// The effect sizes of studies that need no correction.
  private init<Value>(
    _ measure: Measure, of studies: [Study<Value>], level: Double, why: (Value) -> String?,
    effect: (Value) -> (yi: Double, vi: Double), counts: (Value) -> StudyCounts,
    notes: (Value) -> [String] = { _ in [] }
  ) {
    var effects: [StudyEffect] = []
    var excluded: [Exclusion] = []
    for study in studies {
      let (yi, vi) = effect(study.value)
      let isUsable = yi.isFinite && vi.isFinite && vi > 0
      if let reason = why(study.value) ?? (isUsable ? nil : "no variance from these numbers") {
        excluded.append(Exclusion(study, reason: reason))
        continue
      }
      effects.append(
        StudyEffect(
          study, yi: yi, vi: vi, scale: measure.transformation, level: level, counts: counts(study.value),
          notes: notes(study.value)))
    }
    self.init(measure: measure, studies: effects, excluded: excluded, level: level)
  }
}
