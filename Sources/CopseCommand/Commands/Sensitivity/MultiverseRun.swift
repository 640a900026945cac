import MetaAnalysis

/// A declared multiverse set up on the data: the crossing and the analyses to be made.
struct MultiverseRun {
  let input: Input
  let crossing: Crossing
  let job: MultiverseJob
  /// The studies that are left out of specifications, each reason once, with in how many.
  let excluded: [MultiverseReport.LeftOut]
  /// The command that repeats each specification.
  let commands: [[String]]

  /// Reads the data, crosses the choices and sets up the analysis of each specification.
  ///
  /// - Parameters:
  ///   - declaration: the choices.
  ///   - base: the options that all share, without choices.
  ///   - words: the same as words of the command line.
  init(_ declaration: MultiverseDeclaration, base: MultiverseBase, words: [String]) throws {
    let input = try Input(base.data.data)
    var reader = RowsReader(
      input: input, table: try input.table(), base: base, measures: try Self.measures(of: declaration))
    let standard = try reader.standardMeasure()
    if declaration.place(of: .rungs) != nil, standard.kind != .oneGroupSurvival {
      throw Failure.usage("--rungs is for survival at a time, and these data are not")
    }
    let crossing = try Crossing(declaration, measure: standard) { try reader.facts($0) }
    guard !crossing.specifications.isEmpty else {
      let reasons = crossing.contradictions.map { "  \($0.reason)" }
      throw Failure.usage((["no combination of the levels goes together:"] + reasons).joined(separator: "\n"))
    }
    var setup = TaskSetup(base: base, reader: reader)
    let tasks = crossing.specifications.map { setup.task($0, crossing: crossing) }
    if case .failure(let first) = tasks[0], !tasks.contains(where: { (try? $0.get()) != nil }) {
      throw Failure.analysis(
        "none of \(tasks.count) specifications can be computed, the first because\n\(first.reason)")
    }
    self.input = input
    self.crossing = crossing
    job = MultiverseJob(tasks)
    excluded = setup.leftOut
    commands = crossing.specifications.map { ["copse", "pool"] + words + crossing.words(of: $0) }
  }

  /// The measures that are declared, all of one kind of data.
  private static func measures(of declaration: MultiverseDeclaration) throws(Failure) -> [MeasureName] {
    guard let place = declaration.place(of: .measure) else { return [] }
    let measures = declaration.factors[place].levels.compactMap { MeasureName(code: $0.name) }
    if let first = measures.first, let other = measures.first(where: { $0.kind != first.kind }) {
      throw .usage(
        "the measures \(first.code) and \(other.code) are of different kinds of data; declare a multiverse for each"
      )
    }
    return measures
  }
}

/// Reads the rows of each selection once.
private struct RowsReader {
  let input: Input
  let table: StudyTable
  let base: MultiverseBase
  let measures: [MeasureName]
  private var known: [RowSelectionKey: ReadRows] = [:]

  init(input: Input, table: StudyTable, base: MultiverseBase, measures: [MeasureName]) {
    self.input = input
    self.table = table
    self.base = base
    self.measures = measures
  }

  /// The measure where none is declared, by the columns that there are.
  func standardMeasure() throws -> MeasureName {
    if let first = measures.first { return first }
    return .standard(for: try layout(in: Selection(table: table, data: base.data).table).columns.kind)
  }

  private func layout(in table: StudyTable) throws -> DataLayout {
    try base.data.layout(
      in: table, measure: measures.first, group: nil, increment: base.measure.correctionColumn,
      at: base.atColumn.at)
  }

  /// The options that select the rows.
  func data(_ key: RowSelectionKey) -> DataOptions {
    var data = base.data
    data.conditions += key.conditions
    data.onePer = key.onePer.flatMap { try? OnePerOption(parsing: $0) }
    data.rungs = key.rungs.flatMap { RungRule(rawValue: $0) }
    return data
  }

  mutating func rows(_ key: RowSelectionKey) throws -> ReadRows {
    if let rows = known[key] { return rows }
    let data = data(key)
    let selected = try Selection(table: table, data: data)
    let layout = try layout(in: selected.table)
    let reading = try Reading(
      table: selected.table, layout: layout, onePer: data.onePer?.value, rungs: data.rungs)
    let rows = ReadRows(input: input, selected: selected, layout: layout, reading: reading)
    known[key] = rows
    return rows
  }

  /// What a selection of rows says; one that keeps no row is no error but a reason.
  mutating func facts(_ key: RowSelectionKey) throws -> SelectionFacts {
    let reading: Reading
    do {
      reading = try rows(key).reading
    } catch let found as DataProblems {
      guard found.problems.allSatisfy({ $0.code == "nothing-selected" }) else { throw found }
      return SelectionFacts(failure: found.problems.map(\.message).joined(separator: "; "))
    }
    guard let rule = data(key).rungs, case .survival(let measure) = measures.first ?? .survival(.logMinusLog)
    else { return reading.facts(rows: reading.rowNumbers) }
    return survivalFacts(rule, try rows(key).reading, try rows(key.withoutRungs).reading, on: measure)
  }

  /// The rows that are left under a rule for the standard errors, and whether these are others than without it.
  private func survivalFacts(
    _ rule: RungRule, _ reading: Reading, _ whole: Reading, on measure: SurvivalMeasure
  ) -> SelectionFacts {
    let level = base.data.ciLevel?.value ?? 0.95
    let all = EffectSizes(measure, of: whole.survivals, intervalLevel: level)
    let kept = all.keeping(rule, of: whole.survivals)
    let left = Set(kept.excluded.dropFirst(all.excluded.count).compactMap(\.row))
    let isOther = rule == .total && all.studies.contains { $0.survivalRung != .total }
    return SelectionFacts(
      rows: reading.rowNumbers.filter { !left.contains($0) }, variances: isOther ? rule.rawValue : "")
  }
}

/// Sets up the analyses; those that share rows, measure and correction share their effect sizes.
private struct TaskSetup {
  let base: MultiverseBase
  var reader: RowsReader
  private var known: [Key: Result<Analysis, MultiverseJob.TaskFailure>] = [:]
  private(set) var leftOut: [MultiverseReport.LeftOut] = []
  private var placeOfLeftOut: [[String]: Int] = [:]

  private struct Key: Hashable {
    let selection: RowSelectionKey
    let levels: [String]
  }

  /// The choices that effect sizes depend on.
  private static let ofEffects: Set<FactorName> = [.measure, .correct, .correction, .doubleZero]

  init(base: MultiverseBase, reader: RowsReader) {
    self.base = base
    self.reader = reader
  }

  mutating func task(
    _ specification: Specification, crossing: Crossing
  ) -> Result<SpecificationTask, MultiverseJob.TaskFailure> {
    if let failure = specification.failure { return .failure(.init(failure)) }
    var options = base
    var levels: [String] = []
    for (place, factor) in crossing.declaration.factors.enumerated() {
      guard let level = crossing.level(place, of: specification) else { continue }
      options.take(factor.name, level)
      if Self.ofEffects.contains(factor.name) { levels.append("\(factor.name.rawValue)=\(level)") }
    }
    levels.append(options.model.method.rawValue)
    let key = Key(selection: specification.selection, levels: levels)
    let found = known[key] ?? Self.wrapping { try analysis(options, specification.selection) }
    known[key] = found
    return found.flatMap { analysis in
      Self.wrapping {
        let model = options.model
        try model.check()
        let chosen = analysis.with(model)
        let poolingModel = try chosen.poolingModel()
        note(chosen.excluded + chosen.effects.excluded)
        return SpecificationTask(
          effects: chosen.effects, model: poolingModel, size: model.pftN ?? .harmonicMean,
          excluded: chosen.excluded.count + chosen.effects.excluded.count,
          dataWarnings: chosen.problems.warnings,
          poolsCorrectedCounts: model.method == .mh
            ? chosen.options.poolsCorrectedCounts : !model.method.isLikelihood)
      }
    }
  }

  private mutating func analysis(_ options: MultiverseBase, _ key: RowSelectionKey) throws -> Analysis {
    try Analysis(
      data: reader.data(key), measure: options.measure,
      measure: options.model.measure(options.measure.measure), group: nil, model: options.model,
      at: base.atColumn.at, rows: reader.rows(key))
  }

  private mutating func note(_ exclusions: [Exclusion]) {
    for exclusion in exclusions {
      let key = [exclusion.label, exclusion.reason, "\(exclusion.row ?? 0)"]
      let place = placeOfLeftOut[key] ?? leftOut.count
      if place == leftOut.count {
        placeOfLeftOut[key] = place
        leftOut.append(MultiverseReport.LeftOut(exclusion: exclusion, specifications: 0))
      }
      leftOut[place].specifications += 1
    }
  }

  /// What is thrown, as the reason why there is no analysis.
  private static func wrapping<Value>(
    _ work: () throws -> Value
  ) -> Result<Value, MultiverseJob.TaskFailure> {
    do {
      return .success(try work())
    } catch let problems as DataProblems {
      return .failure(.init(problems.problems.map(\.message).joined(separator: "; ")))
    } catch let failure as Failure {
      return .failure(.init(failure.reason))
    } catch {
      return .failure(.init("\(error)"))
    }
  }
}

extension Failure {
  /// The text without the name of the command before it.
  fileprivate var reason: String {
    switch self {
    case .analysis(let text), .usage(let text), .data(let text), .noInput(let text), .cannotWrite(let text),
      .interrupted(let text):
      text
    }
  }
}
