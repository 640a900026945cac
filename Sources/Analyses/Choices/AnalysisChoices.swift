import EffectSizes
import StudyData

/// All choices of an analysis: which rows, which effect sizes, which model.
///
///     var choices = AnalysisChoices()
///     choices.rows.conditions = ["alloc=random"]
///     choices.effects.measure = .twoGroups(.oddsRatio)
///     choices.model.tau2 = .pauleMandel
///     let fit = try TableAnalysis(choices, of: table).fit()
///
/// What is nil takes its standard. Messages call a choice by its option of the command `copse pool`.
public struct AnalysisChoices: Sendable, Equatable {
  /// Which rows are used, and which of their columns hold what.
  public var rows: RowChoices
  /// How the effect sizes are computed.
  public var effects: EffectChoices
  /// How they are pooled.
  public var model: ModelChoices

  /// The choices; all rows, the standard measure and model where nothing is said.
  public init(
    rows: RowChoices = RowChoices(), effects: EffectChoices = EffectChoices(),
    model: ModelChoices = ModelChoices()
  ) {
    self.rows = rows
    self.effects = effects
    self.model = model
  }

  /// The correction of zero cells that is asked for; nil for what the measure does by itself.
  public var correction: ContinuityCorrection? {
    effects.correction(hasIncrements: rows.columns.increment != nil)
  }

  /// Whether the correction of zero cells enters the Mantel–Haenszel method too.
  public var poolsCorrectedCounts: Bool { model.poolsCorrectedCounts ?? (correction != nil) }

  /// Refuses choices that do not go together, or would have no effect, whatever the data.
  ///
  /// - Throws: ``AnalysisError/choices(_:)``.
  public func check() throws(AnalysisError) {
    try effects.check()
    try model.check()
    if model.chosenMethod == .mh, effects.correct == ContinuityCorrection.Rule.none {
      throw .choices("--method mh pools the counts as they are; leave out --correct none")
    }
  }

  /// Refuses choices that would have no effect on this kind of data, or on this measure of it.
  package func check(against kind: DataKind, measure: MeasureName) throws(AnalysisError) {
    if kind != .readyEffects, kind != .oneGroupSurvival, effects.intervalLevel != nil {
      throw .choices(
        "--ci-level is for ready effects and survival with confidence intervals, and these data are counts")
    }
    if kind != .oneGroupSurvival, rows.rungs != nil {
      throw .choices("--rungs is for survival at a time, and these data are not")
    }
    try effects.check(against: kind, measure: measure, hasIncrements: rows.columns.increment != nil)
  }
}
