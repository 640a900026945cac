import EffectSizes
import Pooling
import StudyData
import Survival

/// The analysis of a table by choices, whatever its data: the rows that are chosen, their effect sizes, and the model.
///
///     var choices = AnalysisChoices()
///     choices.rows.conditions = ["outcome=treatment-related-death", "arm=cryoablation"]
///     choices.effects.measure = .proportion(.arcsine)
///     let deaths = try TableAnalysis(choices, of: StudyTable.bundled("liver-cryoablation"))
///     let fit = try deaths.fit()
public struct TableAnalysis: Sendable {
  /// The choices; the measure stands in ``measure``.
  public private(set) var choices: AnalysisChoices
  /// The rows that were selected, one per pair where arms are paired.
  public let table: StudyTable
  /// Which of their columns hold what.
  public let layout: DataLayout
  /// The measure: as chosen, or the standard of the model and the kind of data.
  public let measure: MeasureName
  /// The effect sizes.
  public package(set) var effects: EffectSizes
  /// The studies that were left out before they had an effect size, with the reasons; the others are in
  /// `EffectSizes.excluded`.
  public package(set) var excluded: [Exclusion]
  /// Notes and warnings about the data; render them with the table's source.
  public let problems: [DataProblem]
  /// The survivals that were read, where the data are that.
  package let survivals: [Study<ReportedSurvival>]
  /// The studies that selecting and pairing the rows left out.
  package let unpaired: [Exclusion]

  /// Selects and reads the rows and computes the effect sizes. O(rows).
  ///
  /// - Parameters:
  ///   - choices: the choices.
  ///   - table: the table.
  /// - Throws: ``AnalysisError``: choices that do not go together or that these data have no use for, all that is
  ///   wrong with the data; also survivals at several times.
  public init(_ choices: AnalysisChoices, of table: StudyTable) throws(AnalysisError) {
    try choices.check()
    var choices = choices
    choices.effects.measure = try choices.model.measure(choices.effects.measure)
    let rows: SelectedRows
    do throws(DataProblems) {
      rows = try SelectedRows(choices.rows, of: table, measure: choices.effects.measure)
    } catch {
      throw .data(error)
    }
    try self.init(choices, of: rows)
  }

  /// Reads rows that were selected for the measure, and computes the effect sizes.
  ///
  /// - Parameters:
  ///   - choices: the choices, of which those of the model were checked.
  ///   - rows: the rows.
  ///   - reading: what they were read as, for another measure of the same kind of data; nil where they were not.
  ///   - allowsSeveralTimes: whether survivals may be at several times, of which one will be taken.
  package init(
    _ choices: AnalysisChoices, of rows: SelectedRows, reading: StudyReading? = nil,
    allowsSeveralTimes: Bool = false
  ) throws(AnalysisError) {
    var choices = choices
    let kind = rows.layout.columns.kind
    if choices.effects.measure == .hazardRatio, case .readyEffects(let columns) = rows.layout.columns {
      choices.effects = try choices.effects.withScale(ofHazardRatios: columns.estimate)
    }
    let measure = choices.effects.measure ?? choices.model.standardMeasure(for: kind)
    try choices.check(against: kind, measure: measure)
    let read: StudyReading
    do throws(DataProblems) {
      if let reading {
        read = reading
      } else {
        read = try StudyReading(
          of: rows.table, layout: rows.layout, onePer: choices.rows.onePer, rungs: choices.rows.rungs)
      }
      if case .oneGroupSurvival(let columns) = rows.layout.columns, !allowsSeveralTimes {
        try rows.table.refuseSeveralTimes(SurvivalAtTime.times(of: read.survivals), column: columns.time)
      }
    } catch {
      throw .data(error)
    }
    self.choices = choices
    table = rows.table
    layout = rows.layout
    self.measure = measure
    effects = read.effects(measure, choices: choices.effects)
    unpaired = rows.excluded
    excluded = rows.excluded + read.excluded
    problems = rows.layout.notes + read.warnings
    survivals = read.survivals
  }

  /// The same effect sizes with another model, whose choices go together.
  package func with(_ model: ModelChoices) -> TableAnalysis {
    var analysis = self
    analysis.choices.model = model
    return analysis
  }

  /// The model that the choices ask for, after a look at whether it goes with the data.
  ///
  /// - Throws: ``AnalysisError``: choices that the measure has no use for; no study left.
  public func poolingModel() throws(AnalysisError) -> any PoolingModel {
    try choices.model.checkLikelihood(measure: effects.measure, correction: choices.correction)
    try choices.model.check(against: effects.measure)
    guard effects.k > 0 else { throw .impossible(nothingLeft) }
    return choices.model.poolingModel(
      level: choices.effects.level, poolsCorrectedCounts: choices.poolsCorrectedCounts)
  }

  /// Fits the model to all studies.
  ///
  /// - Throws: ``AnalysisError``, as ``poolingModel()``, and where the studies cannot be pooled.
  public func fit() throws(AnalysisError) -> PooledFit {
    let model = try poolingModel()
    do throws(PoolingError) {
      return try model.fit(effects)
    } catch {
      throw .pooling(error)
    }
  }

  /// What to say where every study was left out.
  package var nothingLeft: String {
    let lines = (excluded + effects.excluded).map { "  \($0.label): \($0.reason)" }
    return (["no study has an effect size; left out:"] + lines).joined(separator: "\n")
  }
}
