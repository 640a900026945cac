extension ForestPlot {
  /// The plot that ``table`` and ``axisTable`` wrote, drawn alike to the byte.
  ///
  /// - Parameters:
  ///   - rows: forest.csv.
  ///   - axisTable: axis.csv.
  /// - Throws: ``FigureDataError`` where a column or an item is missing, or a cell is not what it should be.
  public init(rows: ResultTable, axis axisTable: ResultTable) throws(FigureDataError) {
    let items = FigureItems(
      reader: TableReader(axisTable, name: "axis.csv"), rows: Array(axisTable.rows.indices))
    let axis = try Axis(items)
    let level = try items.value("level")
    var headings = ForestHeadings()
    headings.label = try items.label("label_heading")
    let names = try items.labels("raw_column")
    let (raw, groups) = (try items.labels("raw_heading"), try items.labels("raw_group"))
    guard raw.count == names.count, groups.count == names.count else {
      throw FigureDataError("axis.csv: each raw_column needs a raw_heading and a raw_group")
    }
    headings.raw = zip(raw, groups).map { ForestHeadings.Raw($0, group: $1) }
    headings.extra = try items.labels("extra_heading")
    headings.estimate = try items.label("estimate_heading")
    headings.estimateDetail = try items.label("estimate_detail")
    headings.weight = try items.label("weight_heading")
    let reader = ForestRowReader(
      reader: TableReader(rows, name: "forest.csv"), raw: names,
      extra: Self.columns(raw: names, extra: headings.extra).extra, axis: axis, level: level)
    var read: [ForestRow] = []
    for row in rows.rows.indices { read.append(try reader.row(row)) }
    self.init(
      title: try items.label("figure_title"), description: try items.label("description"),
      rawColumns: names, headings: headings, level: level, axis: axis, rows: read)
  }
}

extension FigureItems {
  /// The texts of an item that may stand several times.
  func labels(_ item: String) throws(FigureDataError) -> [String] {
    var labels: [String] = []
    for row in try rows(item) { labels.append(try reader.text("label", row)) }
    return labels
  }
}

/// Reads the rows of forest.csv.
private struct ForestRowReader {
  let reader: TableReader
  let raw: [String]
  let extra: [String]
  let axis: Axis
  let level: Double

  func row(_ place: Int) throws(FigureDataError) -> ForestRow {
    let kindText = try reader.text("row_type", place)
    guard let kind = ForestRow.Kind(rawValue: kindText) else {
      throw FigureDataError("forest.csv, row \(place + 1): there is no row_type \"\(kindText)\"")
    }
    var row = ForestRow(kind: kind, label: try reader.text("label", place))
    row.group = try reader.text("group", place)
    row.indent = Int(try reader.number("indent", place) ?? 0)
    row.raw = try rawCells(place)
    for column in extra { row.extra.append(try reader.text(column, place)) }
    if row.extra.allSatisfy(\.isEmpty) { row.extra = [] }
    row.yi = try reader.number("yi", place)
    row.sei = try reader.number("sei", place)
    row.lower = try limit("lower", place, beyond: -.infinity)
    row.upper = try limit("upper", place, beyond: .infinity)
    let beyond = try reader.number("estimate_drawn", place) == axis.upper
    row.estimate = try limit("estimate", place, beyond: beyond ? .infinity : -.infinity)
    let rowLevel = try reader.number("level", place)
    row.level = rowLevel == level ? nil : rowLevel
    row.weightPercent = try reader.number("weight_percent", place)
    row.estimateText = try reader.text("estimate_text", place)
    row.weightText = try reader.text("weight_text", place)
    row.note = try reader.text("note", place)
    return row
  }

  /// The value, or the infinity that a table leaves empty though its place on the axis is there.
  private func limit(_ column: String, _ place: Int, beyond: Double) throws(FigureDataError) -> Double? {
    if let value = try reader.number(column, place) { return value }
    return try reader.number(column + "_drawn", place) == nil ? nil : beyond
  }

  private func rawCells(_ place: Int) throws(FigureDataError) -> [ResultTable.Value] {
    var cells: [ResultTable.Value] = []
    for column in raw {
      let text = try reader.text(column, place)
      cells.append(Double(text).map { .init($0) } ?? .init(text))
    }
    return cells.allSatisfy { $0 == .missing } ? [] : cells
  }
}
