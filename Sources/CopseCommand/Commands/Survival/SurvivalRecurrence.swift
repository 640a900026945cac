import ArgumentParser
import MetaAnalysis

/// `copse survival recurrence`.
struct SurvivalRecurrence: PresentingCommand {
  static let configuration = CommandConfiguration(
    commandName: "recurrence",
    abstract: "Recurrences, pooled separately by what they are and at which time.",
    discussion: """
      A cumulative incidence (which accounts for death), 1 - Kaplan-Meier (which does not) and a crude share over a \
      follow-up are different quantities; nothing is pooled across them, or across times. Which a row is stands in \
      the column quantity, else definition or statistic: cumulative incidence; 1-KM, Kaplan-Meier, actuarial; \
      crude, during follow-up. Other columns: at, events, percent (or incidence, as a proportion), total, se, ci_low \
      and ci_high, in percent where percent is used.

      EXAMPLES
        copse survival recurrence recurrences.csv --at 36
        copse survival recurrence recurrences.csv --quantity crude,cumulative-incidence
        copse survival recurrence liver-cryoablation --where arm=cryoablation \\
          --where outcome=local-recurrence --where unit=patient -o recurrence.svg
        copse survival recurrence liver-cryoablation --where row_type=arm \\
          --where outcome=local-tumor-progression --unstated one-minus-km --at 36
      """)

  @OptionGroup(title: "Data") var rows: SurvivalRows

  @Option(
    name: .customLong("quantity-column"),
    help: ArgumentHelp(
      "Column that says what a row is [default: quantity, definition or statistic].", valueName: "column"))
  var quantityColumn: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Only these: cumulative-incidence, one-minus-km, crude, unstated; with commas for several.",
      valueName: "quantity"),
    transform: RecurrenceSelection.quantities(parsing:))
  var quantity: [RecurrenceQuantity]?

  @Option(name: .long, help: "Take rows that do not say what they are for this quantity.")
  var unstated: RecurrenceQuantity?

  @Option(
    name: .long, help: ArgumentHelp("Only these times, separated by commas.", valueName: "time"),
    transform: RecurrenceSelection.times(parsing:))
  var at: [Double]?

  @Option(
    name: .customLong("ci-level"),
    help: ArgumentHelp("Level of the reported limits [default: 0.95].", valueName: "level"),
    transform: Level.init(parsing:))
  var ciLevel: Level?

  @Option(name: .long, help: "Confidence level [default: 0.95].", transform: Level.init(parsing:))
  var level: Level = Level(value: 0.95)

  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  @OptionGroup(title: "Figure") var picture: PictureOptions

  func presented() throws -> Presented {
    try model.checkInverseVariance()
    let input = try Input(rows.data)
    let result = try pooled(input)
    try output.refuseIfStrict(result.warnings)
    let methods = result.blocks.compactMap { block in
      block.pool.map { (block.name, MethodsParagraph($0, version: Copse.version)) }
    }
    return Presented(
      text: { result.text }, markdown: { result.markdown }, csv: { result.table.csv },
      document: { result.document(Provenance(of: input)) },
      figure: {
        guard let plot = result.forest(picture.forestOptions) else {
          throw Failure.analysis("there is no figure: nothing could be pooled")
        }
        return .forest(plot)
      },
      remarks: {
        for remark in result.notes { StandardError.write("copse: note: \(remark)") }
        warn(excluded: [], warnings: result.warnings)
      },
      sections: { result.sections }, warnings: result.warnings, methods: MethodsParagraph(joining: methods),
      hasMethodsOption: false)
  }

  private func pooled(_ input: Input) throws -> RecurrenceResult {
    if unstated == .unstated {
      throw Failure.usage("--unstated needs a quantity to take such rows for; without it they stay apart")
    }
    let (table, labels) = try rows.selected(from: input)
    var columns = RecurrenceColumns(foundIn: table)
    if let quantityColumn { columns.quantity = try table.column(named: quantityColumn).name }
    let all = try table.recurrenceBlocks(
      columns, unstatedAs: unstated, intervalLevel: ciLevel?.value ?? 0.95,
      labels: labels, group: model.by, level: level.value)
    let (kept, left) = (all.filter(isAsked), all.filter { !isAsked($0) })
    let lists = left.map { RecurrenceResult.Block($0, pool: nil, withoutDerived: nil) }
    let notes = lists.map { block in
      let names = block.studies.rows.map(\.label).joined(separator: ", ")
      return "not asked for: \(block.name), \(block.studies.rows.count)"
        + " \(block.studies.rows.count == 1 ? "row" : "rows") (\(names))"
    }
    guard !kept.isEmpty else {
      throw Failure.analysis(
        (["no row is of the quantity and time asked for"] + notes.map { "  " + $0 }).joined(separator: "\n"))
    }
    return RecurrenceResult(try kept.map(pooled), notes: notes)
  }

  private func isAsked(_ block: RecurrenceBlock) -> Bool {
    if let quantity, !quantity.contains(block.quantity) { return false }
    guard let at else { return true }
    return block.time.map { at.contains($0) } ?? false
  }

  private func pooled(_ block: RecurrenceBlock) throws -> RecurrenceResult.Block {
    guard let effects = block.effects, effects.k > 0 else {
      return RecurrenceResult.Block(block, pool: nil, withoutDerived: nil)
    }
    var pool = try model.pool(
      effects, level: level.value, excluded: block.excluded, warnings: block.warnings)
    if block.quantity == .crude, !model.isCommon, model.by == nil {
      pool.likelihoodBeside = effects.fitBesideZeros(level: level.value)
    }
    var beside: PoolResult?
    if let others = block.withoutDerived, others.k > 0 {
      beside = try model.pool(others, level: level.value, excluded: [], warnings: [])
    }
    return RecurrenceResult.Block(block, pool: pool, withoutDerived: beside)
  }
}

/// What `--quantity` and `--at` name.
enum RecurrenceSelection {
  static func quantities(parsing argument: String) throws -> [RecurrenceQuantity] {
    try CommaList(parsing: argument).values.map { name in
      guard let quantity = RecurrenceQuantity(argument: name) else {
        throw ValidationError(
          "\(name) is none of \(RecurrenceQuantity.allValueStrings.joined(separator: ", "))")
      }
      return quantity
    }
  }

  static func times(parsing argument: String) throws -> [Double] {
    try CommaList(parsing: argument).values.map { text in
      guard let time = Double(text), time >= 0, time.isFinite else {
        throw ValidationError("times are numbers from 0, separated by commas")
      }
      return time
    }
  }
}
