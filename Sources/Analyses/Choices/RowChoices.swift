import EffectSizes
import StudyData

/// Two arms whose rows are paired.
public struct ArmPair: Sendable, Equatable {
  /// The first arm, such as the treatment.
  public var first: String
  /// The second arm.
  public var second: String
  /// The column that names the arm.
  public var column: String

  /// Two arms, named in a column.
  public init(_ first: String, _ second: String, column: String = "arm") {
    self.first = first
    self.second = second
    self.column = column
  }
}

/// Which rows of a table are used, and which of their columns hold what.
public struct RowChoices: Sendable, Equatable {
  /// Conditions such as `arm=cryoablation` or `total>=30`, of which all must hold; see `Condition`.
  public var conditions: [String]
  /// The columns; what is left empty is found by its default names. The measure, where one is chosen, says the kind.
  public var columns: ColumnRequest
  /// The arms to pair, where rows hold one arm each.
  public var arms: ArmPair?
  /// One study of each cluster, such as a center; nil for all.
  public var onePer: OnePer?
  /// Where the standard errors of survivals may come from; nil for anywhere.
  public var rungs: RungRule?

  /// All rows that fulfil the conditions.
  ///
  /// - Parameters:
  ///   - conditions: the conditions.
  ///   - columns: which columns hold what.
  ///   - arms: the arms to pair.
  ///   - onePer: the clusters of which one study is used.
  ///   - rungs: where the standard errors of survivals may come from.
  public init(
    where conditions: [String] = [], columns: ColumnRequest = ColumnRequest(), arms: ArmPair? = nil,
    onePer: OnePer? = nil, rungs: RungRule? = nil
  ) {
    self.conditions = conditions
    self.columns = columns
    self.arms = arms
    self.onePer = onePer
    self.rungs = rungs
  }

  /// The rows that are chosen, one per pair where arms are paired, and the studies that have one arm only.
  ///
  /// - Throws: `DataProblems`: conditions that cannot be read or keep no row, arms that cannot be paired.
  public func selected(
    from table: StudyTable
  ) throws(DataProblems) -> (table: StudyTable, excluded: [Exclusion]) {
    let rows = try table.selecting(where: conditions)
    guard let arms else { return (rows, []) }
    let labels = try StudyLabels.find(in: rows, requested: columns.study)
    let paired = try rows.pairingArms(arms.first, arms.second, armColumn: arms.column, labels: labels)
    return (paired.table, paired.excluded)
  }

  /// The columns for the measure that is asked for. Hazard ratios are of O − E and V where the table has them, and of
  /// ready effects else: those named, `log_hr` with `se`, `hr` with its interval, or the usual ones.
  ///
  /// - Throws: `DataProblems`, all that is wrong with the request.
  public func layout(in table: StudyTable, measure: MeasureName? = nil) throws(DataProblems) -> DataLayout {
    let asked = request(kind: measure?.kind ?? columns.kind)
    guard measure == .hazardRatio else { return try DataLayout.find(in: table, requested: asked) }
    if let layout = try? DataLayout.find(in: table, requested: asked) { return layout }
    var ready = columns
    ready.at = nil
    ready = RowChoices(columns: ready).request(kind: .readyEffects)
    let isNamed =
      columns.estimate != nil || columns.se != nil || columns.variance != nil || !columns.ci.isEmpty
    if !isNamed, table.findColumn("log_hr") != nil, table.findColumn("se") != nil {
      (ready.estimate, ready.se) = ("log_hr", "se")
    } else if columns.estimate == nil, table.findColumn("hr") != nil {
      ready.estimate = "hr"
    }
    if let layout = try? DataLayout.find(in: table, requested: ready) { return layout }
    return try DataLayout.find(in: table, requested: isNamed ? ready : asked)
  }

  /// The request for columns of a kind of data; of survival, one column of times is that of the survivals.
  package func request(kind: DataKind?) -> ColumnRequest {
    var request = columns
    request.kind = kind
    if kind == .oneGroupSurvival || request.survival != nil, request.at == nil, request.time.count == 1 {
      (request.at, request.time) = (request.time[0], [])
    }
    return request
  }
}

/// Rows that were selected, with the columns that hold their data.
package struct SelectedRows: Sendable {
  package let table: StudyTable
  /// The studies that have one of two arms only.
  package let excluded: [Exclusion]
  package let layout: DataLayout

  /// Selects the rows and finds the columns for a measure, or for the kind of data that there is.
  package init(
    _ choices: RowChoices, of table: StudyTable, measure: MeasureName?
  ) throws(DataProblems) {
    (self.table, excluded) = try choices.selected(from: table)
    layout = try choices.layout(in: self.table, measure: measure)
  }
}
