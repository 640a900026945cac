/// A forest plot as plain values: what is exported is what is drawn, and nothing else is.
public struct ForestPlot: Sendable, Equatable {
  /// The title.
  public let title: String
  /// The names of the columns of reported numbers.
  public let rawColumns: [String]
  /// The confidence level of the intervals.
  public let level: Double
  /// The horizontal axis.
  public let axis: Axis
  /// The rows, from the top.
  public let rows: [ForestRow]

  /// A plot of these rows.
  ///
  /// - Precondition: every row has a number for each raw column, or none at all.
  public init(title: String, rawColumns: [String], level: Double, axis: Axis, rows: [ForestRow]) {
    precondition(rows.allSatisfy { $0.raw.isEmpty || $0.raw.count == rawColumns.count })
    self.title = title
    self.rawColumns = rawColumns
    self.level = level
    self.axis = axis
    self.rows = rows
  }

  /// A row's interval after it is cut at the ends of the axis.
  struct Drawn {
    let estimate, lower, upper: Double
    let clippedLeft, clippedRight: Bool
  }

  func drawn(_ row: ForestRow) -> Drawn? {
    guard let lower = row.lower, let upper = row.upper else { return nil }
    let estimate = row.estimate ?? lower
    return Drawn(
      estimate: axis.clipped(estimate), lower: axis.clipped(lower), upper: axis.clipped(upper),
      clippedLeft: lower < axis.lower, clippedRight: upper > axis.upper)
  }

  /// The side of a study's square relative to the largest, its area proportional to the weight.
  func markerSide(_ row: ForestRow) -> Double? {
    guard row.kind == .study, let weight = row.weightPercent,
      let largest = rows.compactMap(\.weightPercent).max(), largest > 0
    else { return nil }
    return (weight / largest).squareRoot()
  }
}

extension ForestPlot {
  /// The rows as a table, one per drawn row in drawing order, with all that is needed to draw them.
  public var table: ResultTable {
    var table = ResultTable(
      columns: ["row", "row_type", "group", "label", "indent"] + rawColumns + [
        "yi", "sei", "estimate", "lower", "upper", "level", "weight_percent", "estimate_drawn",
        "lower_drawn", "upper_drawn", "clipped_left", "clipped_right", "error_minus", "error_plus",
        "marker_side", "estimate_text", "weight_text", "note",
      ])
    for (index, row) in rows.enumerated() { table.append(cells(row, number: index + 1)) }
    return table
  }

  private func cells(_ row: ForestRow, number: Int) -> [ResultTable.Value] {
    let drawn = drawn(row)
    let raw =
      row.raw.isEmpty ? [ResultTable.Value](repeating: .missing, count: rawColumns.count) : row.raw
    let errorMinus = row.estimate.flatMap { estimate in row.lower.map { estimate - $0 } }
    let errorPlus = row.estimate.flatMap { estimate in row.upper.map { $0 - estimate } }
    var cells: [ResultTable.Value] = [
      .integer(number), .text(row.kind.rawValue), .init(row.group), .init(row.label), .integer(row.indent),
    ]
    cells += raw
    cells += [.init(row.yi), .init(row.sei), .init(row.estimate), .init(row.lower), .init(row.upper)]
    cells += [row.lower == nil ? .missing : .number(row.level ?? level), .init(row.weightPercent)]
    cells += [row.estimate == nil ? .missing : .init(drawn?.estimate)]
    cells += [.init(drawn?.lower), .init(drawn?.upper)]
    cells += [
      drawn.map { .bool($0.clippedLeft) } ?? .missing, drawn.map { .bool($0.clippedRight) } ?? .missing,
    ]
    cells += [.init(errorMinus), .init(errorPlus), .init(markerSide(row))]
    cells += [.init(row.estimateText), .init(row.weightText), .init(row.note)]
    return cells
  }

  /// The rows for reading: label, reported numbers, estimate and weight as printed.
  public var readingTable: TextTable {
    var table = TextTable(
      [("Study", .left)] + rawColumns.map { ($0, .right) } + [
        (axis.title + " [CI]", .right), ("Weight", .right),
      ])
    for row in rows {
      let raw = row.raw.isEmpty ? rawColumns.map { _ in "" } : row.raw.map(\.text)
      table.append(
        [String(repeating: "  ", count: row.indent) + row.label] + raw + [row.estimateText, row.weightText])
    }
    return table
  }

  /// The axis as a table: its scale, limits, reference, ticks, title and directions.
  public var axisTable: ResultTable {
    var table = ResultTable(columns: ["item", "value", "label"])
    for cells in axis.items { table.append(cells) }
    return table
  }
}
