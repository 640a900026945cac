extension Chart {
  /// The marks, one row per vertex: `panel, mark, shape, role, series, label, size, intensity, vertex, x, y`.
  public var table: ResultTable {
    var table = ResultTable(columns: [
      "panel", "mark", "shape", "role", "series", "label", "size", "intensity", "vertex", "x", "y",
    ])
    for panel in panels {
      for (number, mark) in panel.marks.enumerated() {
        for (place, vertex) in mark.vertices.enumerated() {
          table.append([
            .text(panel.name), .integer(number + 1), .text(mark.shape.rawValue), .text(mark.role.rawValue),
            .init(mark.series), .init(mark.label), .init(mark.size), .init(mark.intensity),
            .integer(place + 1),
            .number(vertex.x), .number(vertex.y),
          ])
        }
      }
    }
    return table
  }

  /// The chart, its panels and their axes: `panel, axis, item, value, label`.
  public var axisTable: ResultTable {
    var table = ResultTable(columns: ["panel", "axis", "item", "value", "label"])
    func append(_ item: String, _ value: Double? = nil, _ label: String? = nil) {
      table.append([.missing, .missing, .text(item), .init(value), .init(label)])
    }
    append("kind", nil, kind.rawValue)
    append("title", nil, title)
    append("description", nil, description)
    append("aspect", aspect)
    for share in columnShares { append("column_share", share) }
    for share in rowShares { append("row_share", share) }
    for panel in panels {
      for (item, value) in [("row", panel.row), ("column", panel.column)] {
        table.append([.text(panel.name), .missing, .text(item), .integer(value + 1), .missing])
      }
      table.append([.text(panel.name), .missing, .text("title"), .missing, .init(panel.title)])
      table.append([
        .text(panel.name), .missing, .text("square"), .missing, .text(panel.isSquare ? "yes" : "no"),
      ])
      for (name, axis) in [("x", panel.x), ("y", panel.y)] {
        for cells in axis.items { table.append([.text(panel.name), .text(name)] + cells) }
      }
    }
    return table
  }

  /// The chart that these tables hold, such as ``table`` and ``axisTable`` give after they were written as CSV.
  ///
  /// - Throws: ``FigureDataError`` at the first cell that is not as it should be.
  public init(marks: ResultTable, axes: ResultTable) throws(FigureDataError) {
    let items = TableReader(axes, name: "axes")
    let reader = TableReader(marks, name: "marks")
    func facts(_ panel: String, _ axis: String) throws(FigureDataError) -> FigureItems {
      FigureItems(
        reader: items,
        rows: try items.rows { row throws(FigureDataError) in
          guard try items.text("panel", row) == panel else { return false }
          return try items.text("axis", row) == axis
        })
    }
    var names: [String] = []
    for row in axes.rows.indices {
      let name = try items.text("panel", row)
      if !name.isEmpty, !names.contains(name) { names.append(name) }
    }
    var panels: [Panel] = []
    for name in names {
      let own = try facts(name, "")
      panels.append(
        Panel(
          name: name, title: try own.label("title"), row: Int(try own.value("row")) - 1,
          column: Int(try own.value("column")) - 1, x: try Axis(facts(name, "x")),
          y: try Axis(facts(name, "y")), isSquare: try own.label("square") == "yes",
          marks: try Self.marks(of: name, reader)))
    }
    let whole = try facts("", "")
    let kindText = try whole.label("kind")
    guard let kind = Kind(rawValue: kindText) else {
      throw FigureDataError("the kind \(kindText) of the chart is not known")
    }
    self.init(
      kind: kind, title: try whole.label("title"), description: try whole.label("description"),
      panels: panels, columnShares: try whole.values("column_share"),
      rowShares: try whole.values("row_share"), aspect: try whole.value("aspect"))
  }

  private static func marks(of panel: String, _ reader: TableReader) throws(FigureDataError) -> [Mark] {
    var marks: [Mark] = []
    var number = 0
    let rows = try reader.rows { row throws(FigureDataError) in try reader.text("panel", row) == panel }
    for row in rows {
      let vertex = Mark.Vertex(try reader.value("x", row), try reader.value("y", row))
      let own = Int(try reader.value("mark", row))
      if own == number, let last = marks.last {
        marks[marks.count - 1] = Mark(
          last.shape, last.role, series: last.series, label: last.label, at: last.vertices + [vertex],
          size: last.size, intensity: last.intensity)
        continue
      }
      number = own
      let (shapeText, roleText) = (try reader.text("shape", row), try reader.text("role", row))
      guard let shape = Mark.Shape(rawValue: shapeText), let role = Mark.Role(rawValue: roleText) else {
        throw FigureDataError("marks, row \(row + 1): there is no shape \(shapeText) or no role \(roleText)")
      }
      marks.append(
        Mark(
          shape, role, series: try reader.text("series", row), label: try reader.text("label", row),
          at: [vertex], size: try reader.number("size", row),
          intensity: try reader.number("intensity", row)))
    }
    return marks
  }
}
