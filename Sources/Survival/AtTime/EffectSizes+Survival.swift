import EffectSizes
import StudyData

extension EffectSizes {
  /// The effect sizes of survival at one time.
  ///
  /// The variance comes from the first rung of the ladder that a study has the numbers for. A survival of 0 or 1 is
  /// corrected to (x + ½)/(n + 1), x = nS, where the scale needs it and n is known; else the study is excluded with
  /// the reason, as is one without any rung.
  ///
  /// - Parameters:
  ///   - measure: the measure, which names the scale they are pooled on.
  ///   - studies: what each study reports, all at one time unless they are moved.
  ///   - alignment: the time that all are moved to; nil to take them as they are.
  ///   - intervalLevel: the level of the confidence intervals that the studies report.
  ///   - level: the confidence level of the intervals shown.
  public init(
    _ measure: SurvivalMeasure, of studies: [Study<ReportedSurvival>], alignment: TimeAlignment? = nil,
    intervalLevel: Double = 0.95, level: Double = 0.95
  ) {
    var effects: [StudyEffect] = []
    var excluded: [Exclusion] = []
    for study in studies {
      guard let variance = SurvivalVariance(of: study.value, intervalLevel: intervalLevel) else {
        let needed = study.value.isAtEnd ? "" : "standard error, interval, "
        excluded.append(
          Exclusion(
            study,
            reason: "survival of \(ShortNumber.text(100 * study.value.survival)) % without a"
              + " \(needed)number at risk or total, so that it has no variance"))
        continue
      }
      let placed = PlacedSurvival(study.value, variance, on: measure, alignment: alignment)
      let (yi, vi) = placed.effect(on: measure)
      guard yi.isFinite, vi.isFinite, vi > 0 else {
        excluded.append(Exclusion(study, reason: "no variance on the \(measure.transformation.name) scale"))
        continue
      }
      effects.append(
        StudyEffect(
          study, yi: yi, vi: vi, scale: measure.transformation, level: level, correction: placed.correction,
          counts: .survival(placed.estimate), notes: placed.notes))
    }
    let isCorrected = effects.contains { $0.correction > 0 }
    self.init(
      measure: measure.measure, studies: effects, excluded: excluded, level: level,
      correction: isCorrected ? .standard : nil)
  }

  /// The effect sizes of survival at one time, from the rows of a table.
  ///
  ///     let alive = try EffectSizes(survival: .logMinusLog, from: table)
  ///
  /// - Parameters:
  ///   - measure: the measure.
  ///   - table: the table, with one row per study (`survival`, `at`, and `se`, `ci_low`, `ci_high`, `at_risk`,
  ///     `censored`, `total`, `follow_up_median`, `follow_up_low`, `follow_up_high` as there are).
  ///   - columns: which columns hold what, and the column of subgroups.
  ///   - alignment: the time that all are moved to; nil to take them as they are.
  ///   - intervalLevel: the level of the confidence intervals that the studies report.
  ///   - level: the confidence level of the intervals shown.
  /// - Throws: `DataProblems`, all that is wrong with the table at once; also where the rows are at several times
  ///   and none is given to move them to.
  public init(
    survival measure: SurvivalMeasure, from table: StudyTable, columns: ColumnRequest = ColumnRequest(),
    alignment: TimeAlignment? = nil, intervalLevel: Double = 0.95, level: Double = 0.95
  ) throws(DataProblems) {
    let layout = try DataLayout.find(in: table, requested: columns.with(kind: .oneGroupSurvival))
    guard case .oneGroupSurvival(let survival) = layout.columns else {
      preconditionFailure("the layout is of the kind asked for")
    }
    let read = try table.survivals(survival, labels: layout.labels, group: layout.group)
    var chosen = (rows: read.rows, excluded: [Exclusion]())
    if let alignment {
      let nearest = SurvivalAtTime(read.rows, nearest: alignment)
      chosen = (nearest.rows, nearest.excluded)
    } else {
      try table.refuseSeveralTimes(SurvivalAtTime.times(of: read.rows), column: survival.time)
    }
    self = EffectSizes(
      measure, of: chosen.rows, alignment: alignment, intervalLevel: intervalLevel, level: level
    ).excluding(read.excluded + chosen.excluded)
  }
}

/// A survival with its variance where it is pooled: corrected at 0 and 1, and moved in time.
private struct PlacedSurvival {
  let estimate: SurvivalEstimate
  let correction: Double
  let notes: [String]
  private let survival: Double
  private let variance: Double

  init(
    _ reported: ReportedSurvival, _ found: SurvivalVariance, on measure: SurvivalMeasure,
    alignment: TimeAlignment?
  ) {
    var notes = [found.note].compactMap { $0 }
    var (survival, variance) = (reported.survival, found.variance)
    let isMoved = alignment.map { $0.time != reported.time } ?? false
    let isCorrected = reported.isAtEnd && (isMoved || !measure.isDefinedAtTheEnds)
    let n = found.effectiveTotal
    if isCorrected {
      (survival, variance) = found.corrected(survival)
      notes.append(found.correctionNote)
    }
    if let alignment, isMoved {
      (survival, variance) = alignment.moved(survival: survival, variance: variance, from: reported.time)
      notes.append(
        "moved from \(ShortNumber.text(reported.time)) to \(ShortNumber.text(alignment.time)) as"
          + " \(alignment.name)")
    }
    let isSame = !isMoved || variance <= 0
    estimate = SurvivalEstimate(
      reported: reported, rung: found.rung, time: alignment?.time ?? reported.time,
      survival: isMoved ? survival : reported.survival,
      effectiveTotal: isSame ? n : survival * (1 - survival) / variance)
    correction = isCorrected ? 0.5 : 0
    self.notes = notes
    self.survival = survival
    self.variance = variance
  }

  func effect(on measure: SurvivalMeasure) -> (yi: Double, vi: Double) {
    if survival == 0 || survival == 1, measure.isDefinedAtTheEnds {
      return (measure.transformation.forward(survival), 1 / (4 * estimate.effectiveTotal))
    }
    return measure.effect(survival: survival, variance: variance)
  }
}
