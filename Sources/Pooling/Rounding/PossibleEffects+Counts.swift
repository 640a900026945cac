import EffectSizes
import StudyData

extension PossibleEffects {
  /// The effect sizes of all counts that one group of each study can have had; otherwise as
  /// `EffectSizes.init(_:of:correction:interval:level:)`.
  ///
  /// - Parameters:
  ///   - measure: the measure.
  ///   - studies: the possible counts of each study.
  ///   - correction: what is added to zero cells.
  ///   - level: the confidence level of the studies' intervals.
  /// - Throws: ``PoolingError`` where there is no study, where one has an effect size for some of its counts only, and
  ///   where the correction of one study depends on the counts of another.
  public init(
    _ measure: ProportionMeasure, of studies: [Study<[GroupCounts]>],
    correction: ContinuityCorrection? = nil, level: Double = 0.95
  ) throws(PoolingError) {
    try self.init(studies, correction: correction) {
      EffectSizes(measure, of: $0, correction: correction, level: level)
    }
  }

  /// The effect sizes of all counts that two groups of each study can have had; otherwise as for one group.
  ///
  /// - Parameters:
  ///   - measure: the measure.
  ///   - studies: the possible counts of each study.
  ///   - correction: what is added to zero cells.
  ///   - level: the confidence level of the studies' intervals.
  /// - Throws: ``PoolingError``, see the other.
  public init(
    _ measure: TwoGroupMeasure, of studies: [Study<[TwoGroupCounts]>],
    correction: ContinuityCorrection? = nil, level: Double = 0.95
  ) throws(PoolingError) {
    try self.init(studies, correction: correction) {
      EffectSizes(measure, of: $0, correction: correction, level: level)
    }
  }

  private init<Counts>(
    _ studies: [Study<[Counts]>], correction: ContinuityCorrection?,
    effects: ([Study<Counts>]) -> EffectSizes
  ) throws(PoolingError) {
    guard correction?.rule != .ifAnyZero else {
      throw .notApplicable(
        choice: "--rounding",
        reason: "with the correction if-any-zero the counts of one study change the others; use only-zero")
    }
    var choices: [[StudyEffect]] = []
    var withoutEffect: [Exclusion] = []
    var base: EffectSizes?
    for study in studies {
      let found = effects(
        study.value.map {
          Study(
            label: study.label, value: $0, row: study.row, line: study.line, notes: study.notes,
            increment: study.increment)
        })
      if found.k == 0 {
        withoutEffect += found.excluded.prefix(1)
        continue
      }
      guard found.excluded.isEmpty else {
        throw .notApplicable(
          choice: "--rounding",
          reason:
            "\(study.label) has no effect size for some of the counts that fit: \(found.excluded[0].reason)")
      }
      choices.append(found.studies)
      if base == nil { base = found }
    }
    guard let base else { throw .noStudies }
    self.init(
      EffectSizes(
        measure: base.measure, studies: base.studies, excluded: withoutEffect, level: base.level,
        correction: base.correction, interval: base.interval),
      choices: choices)
  }
}
