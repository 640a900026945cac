import Analyses
import EffectSizes
import Pooling
import StudyData

/// Sets up the analyses; those that share rows, measure and correction share their effect sizes.
struct TaskSetup {
  private let base: AnalysisChoices
  private var reader: RowsReader
  private var known: [Key: Result<TableAnalysis, AnalysisError>] = [:]
  private(set) var leftOut: [MultiverseSetup.LeftOut] = []
  private var placeOfLeftOut: [[String]: Int] = [:]

  private struct Key: Hashable {
    let selection: RowSelectionKey
    let levels: [String]
  }

  /// The choices that effect sizes depend on.
  private static let ofEffects: Set<FactorName> = [.measure, .correct, .correction, .doubleZero]

  init(base: AnalysisChoices, reader: RowsReader) {
    self.base = base
    self.reader = reader
  }

  /// The analysis of a specification, or the reason why there is none.
  mutating func task(
    _ specification: Specification, crossing: Crossing
  ) -> Result<SpecificationTask, MultiverseJob.TaskFailure> {
    if let failure = specification.failure { return .failure(.init(failure)) }
    var choices = base
    choices.rows = base.rows.taking(specification.selection)
    var levels: [String] = []
    for (place, factor) in crossing.declaration.factors.enumerated() {
      guard let level = crossing.level(place, of: specification) else { continue }
      choices.take(factor.name, level)
      if Self.ofEffects.contains(factor.name) { levels.append("\(factor.name.rawValue)=\(level)") }
    }
    levels.append(choices.model.chosenMethod.rawValue)
    let key = Key(selection: specification.selection, levels: levels)
    do throws(AnalysisError) {
      let made = known[key] ?? analysis(choices, specification.selection)
      known[key] = made
      let analysis = try made.get()
      try choices.model.check()
      return .success(try task(analysis.with(choices.model)))
    } catch {
      return .failure(.init(error.reason))
    }
  }

  private mutating func task(_ analysis: TableAnalysis) throws(AnalysisError) -> SpecificationTask {
    let (choices, model) = (analysis.choices, try analysis.poolingModel())
    let excluded = analysis.excluded + analysis.effects.excluded
    note(excluded)
    let method = choices.model.chosenMethod
    return SpecificationTask(
      effects: analysis.effects, model: model, size: choices.model.size ?? .harmonicMean,
      excluded: excluded.count, dataWarnings: analysis.problems.warnings,
      poolsCorrectedCounts: method == .mh ? choices.poolsCorrectedCounts : !method.isLikelihood)
  }

  private mutating func analysis(
    _ choices: AnalysisChoices, _ key: RowSelectionKey
  ) -> Result<TableAnalysis, AnalysisError> {
    do throws(AnalysisError) {
      var choices = choices
      choices.effects.measure = try choices.model.measure(choices.effects.measure)
      let rows: RowsReader.ReadRows
      do throws(DataProblems) { rows = try reader.rows(key) } catch { throw .data(error) }
      return .success(try TableAnalysis(choices, of: rows.selected, reading: rows.reading))
    } catch {
      return .failure(error)
    }
  }

  private mutating func note(_ exclusions: [Exclusion]) {
    for exclusion in exclusions {
      let key = [exclusion.label, exclusion.reason, "\(exclusion.row ?? 0)"]
      let place = placeOfLeftOut[key] ?? leftOut.count
      if place == leftOut.count {
        placeOfLeftOut[key] = place
        leftOut.append(MultiverseSetup.LeftOut(exclusion: exclusion, specifications: 0))
      }
      leftOut[place].specifications += 1
    }
  }
}
