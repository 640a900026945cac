/// Reads the mean, standard deviation and size of one group from the cells of a row, or its quantiles where the
/// mean or the standard deviation is missing.
struct GroupMeanReader {
  /// What the cells of one group give.
  enum Outcome {
    case mean(GroupMean)
    /// These columns have no value.
    case missing([String])
    case failed
  }

  private let total: NumberCells
  private let moments: NumberCells?
  private let median: NumberCells?
  private let quartiles: NumberCells?
  private let range: NumberCells?

  /// Finds the columns; throws if one of them is not in the table.
  init(_ table: StudyTable, _ columns: MeanColumns) throws(DataProblems) {
    func cells(_ names: [String], _ rules: [NumberRule]) throws(DataProblems) -> NumberCells? {
      names.isEmpty ? nil : try NumberCells(table, Array(zip(names, rules)))
    }
    total = try NumberCells(table, [(columns.total, .total)])
    moments = try cells(columns.moments, [.real, .positive])
    median = try cells(columns.quantiles.map { [$0.median] } ?? [], [.real])
    quartiles = try cells(columns.quantiles?.quartiles ?? [], [.real, .real])
    range = try cells(columns.quantiles?.range ?? [], [.real, .real])
  }

  /// The columns that hold data, for the reasons of exclusions.
  var columnNames: [String] {
    [moments, median, quartiles, range, total].compactMap { $0 }.flatMap(\.names)
  }

  /// Reads the cells of a row and checks them, those too that are not needed.
  func read(row: Int, reporting problems: inout [DataProblem]) -> Outcome {
    let before = problems.count
    let size = total.read(row: row, reporting: &problems)
    let moments = self.moments?.read(row: row, reporting: &problems)
    let quantiles = readQuantiles(row, reporting: &problems)
    if problems.count > before { return .failed }
    var missing: [String] = []
    if case .missing(let names) = size { missing += names }
    guard case .numbers(let sizes) = size else { return .missing(missing + noSummary(moments, quantiles)) }
    if case .numbers(let values) = moments {
      return .mean(GroupMean(mean: values[0], sd: values[1], total: sizes[0]))
    }
    guard let quantiles else { return .missing(noSummary(moments, quantiles)) }
    return .mean(GroupMean(quantiles, total: sizes[0]))
  }

  /// The columns that could have given a mean and did not.
  private func noSummary(_ moments: NumberCells.Outcome?, _ quantiles: Quantiles?) -> [String] {
    if quantiles != nil { return [] }
    switch moments {
    case .numbers: return []
    case .missing(let names): return names
    case .failed, nil: return [median, quartiles, range].compactMap { $0 }.flatMap(\.names)
    }
  }

  /// The quantiles of a row, which have to rise; nil where there are too few.
  private func readQuantiles(_ row: Int, reporting problems: inout [DataProblem]) -> Quantiles? {
    guard let median else { return nil }
    let middle = median.read(row: row, reporting: &problems)
    let inner = pair(quartiles, row, reporting: &problems)
    let outer = pair(range, row, reporting: &problems)
    guard case .numbers(let medians) = middle, inner != nil || outer != nil else { return nil }
    let values = [outer?.0, inner?.0, medians[0], inner?.1, outer?.1].compactMap { $0 }
    if zip(values, values.dropFirst()).contains(where: { $0 > $1 }) || values.first == values.last {
      let (low, high) = ([range, quartiles], [quartiles, range])
      let names =
        low.compactMap { $0 == nil ? nil : $0?.names[0] } + median.names
        + high.compactMap { $0 == nil ? nil : $0?.names[1] }
      if let place = median.place(row) {
        problems.append(.quantilesDisordered(columns: names, values: values, at: place))
      }
      return nil
    }
    return Quantiles(min: outer?.0, q1: inner?.0, median: medians[0], q3: inner?.1, max: outer?.1)
  }

  private func pair(
    _ cells: NumberCells?, _ row: Int, reporting problems: inout [DataProblem]
  ) -> (Double, Double)? {
    guard case .numbers(let values)? = cells?.read(row: row, reporting: &problems) else { return nil }
    return (values[0], values[1])
  }
}
