import ArgumentParser
import MetaAnalysis

/// `copse forest`.
struct Forest: PresentingCommand {
  static let configuration = CommandConfiguration(
    commandName: "forest",
    abstract: "A forest plot, or its data, one row per drawn row.",
    discussion: """
      The CSV has everything that is needed to draw the plot; --data writes the shapes and the axis as well.
      -o NAME.svg, .pdf, .png, .html or .txt draws it.

      EXAMPLES
        copse forest bcg-vaccine
        copse forest bcg-vaccine -o forest.svg
        copse forest bcg-vaccine --by alloc --style revman -o forest.svg
        copse forest bcg-vaccine --columns year,ablat --also common -o forest.txt
        copse forest bcg-vaccine --format table
        copse forest liver-cryoablation --where outcome=biliary-complications \\
          --arms cryoablation,RFA --measure OR
      """)

  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Data") var atColumn: AtColumn
  @OptionGroup(title: "Effect sizes") var measure: MeasureOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Model") var preset: PresetOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  @OptionGroup(title: "Figure") var figure: ForestFigureOptions
  @OptionGroup(title: "Figure") var picture: PictureOptions

  static var standardFormat: Format { .csv }
  static var textIsDrawn: Bool { true }

  func presented() throws -> Presented {
    if model.tau2CI != nil {
      throw Failure.usage("--tau2-ci has no place in a forest plot; use it with copse pool")
    }
    let analysis = try analyzed(
      data: data, measure: measure, model: model, like: preset.like, at: atColumn.at)
    let result = try analysis.pool()
    try output.refuseIfStrict(result.warnings)
    let plot = result.forest(try options(analysis, result), beside: try beside(result, analysis))
    return Presented(
      text: { plot.readingTable.text }, markdown: { plot.readingTable.markdown }, csv: { plot.table.csv },
      document: { plot.table.json }, figure: { .forest(plot) },
      remarks: {
        note(result.like)
        warn(result)
      }, textHasRemarks: false, warnings: result.warnings)
  }

  private func options(_ analysis: Analysis, _ result: PoolResult) throws -> ForestOptions {
    var options = try figure.forestOptions(result.measure, arms: ArmMeaning(data, analysis))
    options.wording = picture.wording
    let cells = ForestCells(analysis, result)
    options.excludedNumbers = cells.excludedNumbers
    if let names = figure.columns?.values { options.columns = try cells.columns(names) }
    return options
  }

  /// The result of the second model, where one is asked for.
  private func beside(_ result: PoolResult, _ analysis: Analysis) throws -> PoolResult? {
    guard let also = figure.also else { return nil }
    let isCommon = (analysis.options.model ?? model).isCommon
    guard (also == .common) != isCommon else {
      throw Failure.usage("--also \(also.rawValue) is the model itself; name the other one")
    }
    guard model.method == .iv else {
      throw Failure.usage("--also goes with --method iv, not with \(model.method.rawValue)")
    }
    let level = measure.level.value
    if also == .common { return try pooled(analysis, CommonEffect(level: level), like: result) }
    return try pooled(analysis, RandomEffects(level: level), like: result)
  }

  /// The same effect sizes by another model, in subgroups where the first is.
  private func pooled(
    _ analysis: Analysis, _ model: some PoolingModel, like result: PoolResult
  ) throws -> PoolResult {
    guard result.subgroups != nil else {
      return PoolResult(try model.fit(result.fit.effects), size: result.size, excluded: analysis.excluded)
    }
    return PoolResult(
      try Subgroups(model).fit(result.fit.effects), size: result.size, excluded: analysis.excluded)
  }
}

/// What the rows of the data say of the studies.
private struct ForestCells {
  let analysis: Analysis
  let result: PoolResult
  /// The places of the rows by their numbers.
  private let places: [Int: Int]

  init(_ analysis: Analysis, _ result: PoolResult) {
    self.analysis = analysis
    self.result = result
    let table = analysis.table
    places = Dictionary(
      (0..<table.rowCount).map { (table.rowNumber($0), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The texts of columns for every study.
  func columns(_ names: [String]) throws -> ForestOptions.Columns {
    let table = analysis.table
    var columns: [Column] = []
    for name in names { columns.append(try table.column(named: name)) }
    func texts(_ row: Int) -> [String] { columns.map { table.cell(row: row, column: $0.index).value ?? "" } }
    let rows = analysis.effects.rows(of: table, excluded: analysis.excluded)
    guard rows.count == result.fit.k else {
      throw Failure.usage("--columns needs a row of the data for each study")
    }
    return ForestOptions.Columns(
      names: columns.map(\.name), studies: rows.map(texts),
      excluded: result.excluded.map { $0.row.flatMap { places[$0] }.map(texts) ?? [] })
  }

  /// The counts of the studies that were left out, where their rows have them.
  var excludedNumbers: [[ResultTable.Value]] {
    let table = analysis.table
    let columns = analysis.layout.columns.countColumns.map { table.findColumn($0) }
    return result.excluded.map { exclusion in
      guard let row = exclusion.row.flatMap({ places[$0] }) else { return [] }
      let numbers = columns.map { column in
        column.flatMap { table.cell(row: row, column: $0.index).value }.flatMap { Double($0) }
      }
      return numbers.contains { $0 != nil } ? numbers.map { .init($0) } : []
    }
  }
}

extension StudyColumns {
  /// The columns of events and totals or times, in the order of a forest plot's; none for other data, or where
  /// percentages or those without the event stand in for them.
  fileprivate var countColumns: [String] {
    func names(_ columns: CountColumns) -> [String] {
      guard let events = columns.events, case .total(let total) = columns.size else { return [] }
      return [events, total]
    }
    switch self {
    case .oneGroupCounts(let columns): return names(columns)
    case .twoGroupCounts(let first, let second):
      return names(first).isEmpty || names(second).isEmpty ? [] : names(first) + names(second)
    case .oneGroupRates(let columns): return [columns.events, columns.time]
    case .twoGroupRates(let first, let second): return [first.events, first.time, second.events, second.time]
    default: return []
    }
  }
}
