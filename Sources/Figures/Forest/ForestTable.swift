extension ForestPlot {
  private static let leading = ["row", "row_type", "group", "label", "indent"]
  private static let trailing = [
    "yi", "sei", "estimate", "lower", "upper", "level", "weight_percent", "estimate_drawn", "lower_drawn",
    "upper_drawn", "clipped_left", "clipped_right", "error_minus", "error_plus", "marker_side",
    "estimate_text", "weight_text", "note",
  ]

  /// The columns of a table with these columns of reported numbers and these further ones, which get `data_` before
  /// their names where another column has the same.
  static func columns(raw: [String], extra: [String]) -> (all: [String], extra: [String]) {
    var all = leading + raw + trailing
    var names: [String] = []
    for heading in extra {
      var name = heading
      while all.contains(name) { name = "data_" + name }
      all.append(name)
      names.append(name)
    }
    return (all, names)
  }

  /// The rows as a table, one per drawn row in drawing order, with all that is needed to draw them.
  public var table: ResultTable {
    var table = ResultTable(columns: Self.columns(raw: rawColumns, extra: headings.extra).all)
    for (index, row) in rows.enumerated() { table.append(cells(row, number: index + 1)) }
    return table
  }

  private func cells(_ row: ForestRow, number: Int) -> [ResultTable.Value] {
    let drawn = drawn(row)
    let raw =
      row.raw.isEmpty ? [ResultTable.Value](repeating: .missing, count: rawColumns.count) : row.raw
    let extra =
      row.extra.isEmpty ? [String](repeating: "", count: headings.extra.count) : row.extra
    let errorMinus = row.estimate.flatMap { estimate in row.lower.map { estimate - $0 } }
    let errorPlus = row.estimate.flatMap { estimate in row.upper.map { $0 - estimate } }
    var cells: [ResultTable.Value] = [
      .integer(number), .text(row.kind.rawValue), .init(row.group), .init(row.label), .integer(row.indent),
    ]
    cells += raw
    cells += [.init(row.yi), .init(row.sei), .init(row.estimate), .init(row.lower), .init(row.upper)]
    cells += [row.lower == nil ? .missing : .number(row.level ?? level), .init(row.weightPercent)]
    cells += [row.estimate?.isNaN ?? true ? .missing : .init(drawn?.estimate)]
    cells += [.init(drawn?.lower), .init(drawn?.upper)]
    cells += [
      drawn.map { .bool($0.clippedLeft) } ?? .missing, drawn.map { .bool($0.clippedRight) } ?? .missing,
    ]
    cells += [.init(errorMinus), .init(errorPlus), .init(markerSide(row))]
    cells += [.init(row.estimateText), .init(row.weightText), .init(row.note)]
    return cells + extra.map { .init($0) }
  }

  /// The axis as a table, its scale, limits, reference, ticks, title and directions, and after it the texts around
  /// the rows: titles and headings.
  public var axisTable: ResultTable {
    var table = ResultTable(columns: ["item", "value", "label"])
    for cells in axis.items { table.append(cells) }
    func append(_ item: String, _ label: String) {
      table.append([.text(item), .missing, .init(label)])
    }
    table.append([.text("level"), .number(level), .missing])
    append("figure_title", title)
    append("description", description)
    append("label_heading", headings.label)
    for (name, raw) in zip(rawColumns, headings.raw) {
      append("raw_column", name)
      append("raw_heading", raw.heading)
      append("raw_group", raw.group)
    }
    for heading in headings.extra { append("extra_heading", heading) }
    append("estimate_heading", headings.estimate)
    append("estimate_detail", headings.estimateDetail)
    append("weight_heading", headings.weight)
    return table
  }

  /// The rows for reading: label, reported numbers, further columns, estimate and weight as printed.
  public var readingTable: TextTable {
    var table = TextTable(
      [("Study", .left)] + headings.extra.map { ($0, .left) } + rawColumns.map { ($0, .right) } + [
        (axis.title + " [CI]", .right), ("Weight", .right),
      ])
    for row in rows {
      let raw = row.raw.isEmpty ? rawColumns.map { _ in "" } : row.raw.map(\.text)
      let extra = row.extra.isEmpty ? headings.extra.map { _ in "" } : row.extra
      table.append(
        [String(repeating: "  ", count: row.indent) + row.label] + extra + raw + [
          row.estimateText, row.weightText,
        ])
    }
    return table
  }
}
