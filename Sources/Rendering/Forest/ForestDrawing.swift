import Figures

/// A forest plot on the page.
struct ForestDrawing {
  private let layout: ForestLayout
  private let palette: Palette
  private let house: ForestHouse
  private var elements: [Drawing.Element] = []

  static func draw(_ plot: ForestPlot, _ style: FigureStyle) -> Drawing {
    var drawing = ForestDrawing(plot, style)
    return drawing.draw()
  }

  private init(_ plot: ForestPlot, _ style: FigureStyle) {
    house = ForestHouse(style.house)
    palette = style.palette
    layout = ForestLayout(plot, house)
  }

  private var plot: ForestPlot { layout.plot }

  private mutating func draw() -> Drawing {
    appendTitle()
    appendShades()
    appendHead()
    appendLines()
    appendRows()
    let bottom = appendNotes(below: appendAxis())
    var drawing = Drawing(
      width: layout.width, height: (bottom + ForestLayout.margin).rounded(.up),
      title: plot.title.isEmpty ? "Forest plot: \(plot.headings.estimate)" : plot.title,
      description: plot.description, background: palette.background)
    drawing.elements = elements
    return drawing
  }

  // MARK: Over the rows

  private mutating func appendTitle() {
    let lines = layout.title.enumerated().map { index, line in
      Drawing.Element.text(
        Drawing.Text(
          line, x: ForestLayout.margin,
          y: ForestLayout.margin + house.size + 2 + Double(index) * (house.lineHeight + 3),
          size: house.size + 2, weight: .bold, color: palette.text))
    }
    append("title", "", lines)
  }

  private mutating func appendShades() {
    var shades: [Drawing.Element] = []
    var number = 0
    for (index, row) in plot.rows[..<layout.bodyCount].enumerated() {
      number = row.kind == .study ? number + 1 : 0
      guard house.shadesSummaries && row.kind.isSummary || house.shadesEveryOther && number % 2 == 1 else {
        continue
      }
      let place = layout.rows[index]
      shades.append(
        .rectangle(
          .init(
            x: ForestLayout.margin - 4, y: place.top, width: layout.width - 2 * ForestLayout.margin + 8,
            height: place.height), .init(fill: palette.shade)))
    }
    append("shades", "", shades)
  }

  private mutating func appendHead() {
    var head: [Drawing.Element] = []
    let bottom = layout.bodyTop - 8
    func add(_ lines: [String], left: Double, width: Double, side: ForestColumn.Side, below: Int) {
      for (index, line) in lines.enumerated() {
        let (x, anchor): (Double, Drawing.Text.Anchor) =
          switch side {
          case .left: (left, .start)
          case .middle: (left + width / 2, .middle)
          case .right: (left + width, .end)
          }
        let y = bottom - 4 - Double(below + lines.count - 1 - index) * house.lineHeight
        head.append(
          .text(
            .init(line, x: x, y: y, size: house.size, weight: .bold, anchor: anchor, color: palette.text)))
      }
    }
    for column in [layout.label] + layout.columns {
      add(column.heading, left: column.x, width: column.width, side: column.side, below: 0)
    }
    for group in layout.groups {
      let columns = layout.columns[group.columns]
      let (left, right) = (layout.columns[group.columns.lowerBound].x, columns.map(\.right).max() ?? 0)
      let below = columns.map(\.heading.count).max() ?? 0
      add(layout.lines(of: group), left: left, width: right - left, side: .middle, below: below)
      if columns.count > 1 {
        let y = bottom - Double(below) * house.lineHeight - 0.5
        head.append(line((left, y), (right, y), palette.line, 0.6))
      }
    }
    if let directions = layout.directionsAbove {
      head += directions.texts(
        layout, baseline: bottom - 4 - Double(directions.lineCount - 1) * house.lineHeight,
        color: palette.text)
    }
    let (left, right) = (ForestLayout.margin - 4, layout.width - ForestLayout.margin + 4)
    head.append(line((left, bottom + 2), (right, bottom + 2), palette.line, 0.9))
    if house.isFramed || house.hasDirectionsAbove {
      head.append(line((left, layout.headTop - 3), (right, layout.headTop - 3), palette.line, 0.9))
    }
    append("head", "", head)
  }

  // MARK: The rows

  /// The line of no effect, and the dashed one of the summary.
  private mutating func appendLines() {
    var lines: [Drawing.Element] = []
    if let reference = plot.axis.reference {
      let x = layout.x(plot.axis.scale.position(reference))
      lines.append(line((x, layout.bodyTop - 2), (x, layout.bodyBottom), palette.line, 0.8))
    }
    if house.hasSummaryLine, let index = plot.rows.lastIndex(where: { $0.kind == .summary }),
      let estimate = plot.rows[index].estimate, estimate >= plot.axis.lower, estimate <= plot.axis.upper
    {
      let x = layout.x(plot.axis.scale.position(estimate))
      lines.append(
        .line(
          .init(
            [.init(x, layout.bodyTop - 2), .init(x, layout.rows[index].middle)],
            .init(stroke: palette.summary, strokeWidth: 0.8, dashes: [3, 3]))))
    }
    append("lines", "", lines)
  }

  private mutating func appendRows() {
    let marks = ForestMarks(layout, palette).elements
    for (index, row) in plot.rows[..<layout.bodyCount].enumerated() {
      append(row.kind.rawValue, Self.title(row), texts(row, index) + (marks[index] ?? []))
    }
  }

  /// All that the row tells, the label whole.
  private static func title(_ row: ForestRow) -> String {
    var parts = [row.label]
    if !row.estimateText.isEmpty { parts.append(row.estimateText) }
    if !row.weightText.isEmpty { parts.append("weight " + row.weightText) }
    parts += row.extra.filter { !$0.isEmpty }
    if row.kind == .study, !row.note.isEmpty { parts.append(row.note) }
    return parts.joined(separator: "; ")
  }

  private func texts(_ row: ForestRow, _ index: Int) -> [Drawing.Element] {
    let place = layout.rows[index]
    let baseline = place.middle + FontMetrics.capHeight / 2 * house.size
    if row.kind == .note {
      return place.lines.enumerated().map { line, text in
        .text(
          .init(
            text, x: layout.label.x + ForestLayout.indent,
            y: place.top + house.rowHeight / 2 + FontMetrics.capHeight / 2 * house.smallSize
              + Double(line) * house.lineHeight, size: house.smallSize, color: palette.mutedText))
      }
    }
    var elements = label(row, index, baseline: baseline)
    let weight = ForestLayout.weight(row)
    for column in layout.columns where column.lines.indices.contains(index) && !column.lines[index].isEmpty {
      let pieces = column.lines[index].map { Drawing.Text.Piece($0.text, x: column.contentX + $0.x) }
      elements.append(
        .text(
          .init(
            pieces: pieces, x: pieces[0].x ?? column.x, y: baseline, size: house.size, weight: weight,
            color: palette.text)))
    }
    return elements
  }

  private func label(_ row: ForestRow, _ index: Int, baseline: Double) -> [Drawing.Element] {
    let weight = ForestLayout.weight(row)
    let metrics = FontMetrics.of(weight)
    let x = layout.label.x + Double(row.indent) * ForestLayout.indent
    let span = row.kind == .groupHeader ? layout.spanBeforePlot : layout.label.width
    let room = layout.label.x + span - x - layout.footnotes.width(index, house)
    let text = metrics.fitting(row.label, size: house.size, limit: max(room, house.size))
    var elements: [Drawing.Element] = [
      .text(.init(text, x: x, y: baseline, size: house.size, weight: weight, color: palette.text))
    ]
    if let mark = layout.footnotes.mark(index) {
      elements.append(
        .text(
          .init(
            mark, x: x + metrics.width(text, size: house.size) + 1.5, y: baseline - 0.35 * house.size,
            size: house.size * ForestFootnotes.share, color: palette.mutedText)))
    }
    return elements
  }

  // MARK: Under the rows

  /// The axis; returns its lower end.
  private mutating func appendAxis() -> Double {
    let (axis, column, y) = (plot.axis, layout.plotColumn, layout.bodyBottom)
    var elements = [line((column.x, y), (column.right, y), palette.line, 0.9)]
    for tick in axis.ticks where tick.value >= axis.lower && tick.value <= axis.upper {
      let x = layout.x(axis.scale.position(tick.value))
      elements.append(line((x, y), (x, y + 4), palette.line, 0.9))
    }
    let labels = ForestTicks(layout, baseline: y + 6 + house.smallSize, color: palette.text).texts
    elements += labels.map { .text($0) }
    var bottom = y + (labels.isEmpty ? 6 : 9 + house.smallSize)
    let margin = ForestLayout.margin
    if !house.hasDirectionsAbove,
      let directions = ForestDirections(layout, from: margin, to: layout.width - margin)
    {
      bottom += house.lineHeight
      elements += directions.texts(layout, baseline: bottom, color: palette.text)
      bottom += Double(directions.lineCount - 1) * house.lineHeight + 3
    }
    let middle = column.x + column.width / 2
    let room = 2 * min(middle - margin, layout.width - margin - middle)
    for text in FontMetrics.of(.regular).lines(axis.title, size: house.smallSize, limit: room)
    where !text.isEmpty {
      bottom += house.lineHeight
      elements.append(
        .text(.init(text, x: middle, y: bottom, size: house.smallSize, anchor: .middle, color: palette.text)))
    }
    append("axis", axis.title, elements)
    return bottom + 4
  }

  /// The tests and the remarks; returns their lower end.
  private mutating func appendNotes(below top: Double) -> Double {
    var bottom = top + 3
    let limit = layout.width - 2 * ForestLayout.margin
    var notes: [(name: String, text: String)] = plot.rows[layout.bodyCount...].map { ("note", $0.label) }
    notes += layout.footnotes.lines.map { ("footnote", $0) }
    for note in notes {
      let lines = FontMetrics.of(.regular).lines(note.text, size: house.smallSize, limit: limit)
      let texts = lines.filter { !$0.isEmpty }.map { line -> Drawing.Element in
        bottom += house.lineHeight
        return .text(
          .init(
            line, x: ForestLayout.margin, y: bottom, size: house.smallSize,
            color: note.name == "note" ? palette.text : palette.mutedText))
      }
      append(note.name, "", texts)
    }
    if house.isFramed {
      bottom += 8
      append(
        "frame", "",
        [
          line(
            (ForestLayout.margin - 4, bottom), (layout.width - ForestLayout.margin + 4, bottom), palette.line,
            0.9)
        ])
    }
    return bottom
  }

  // MARK: Pieces

  private mutating func append(_ name: String, _ title: String, _ inner: [Drawing.Element]) {
    if !inner.isEmpty { elements.append(.group(name: name, title: title, inner)) }
  }

  private func line(
    _ from: (Double, Double), _ to: (Double, Double), _ color: String, _ width: Double
  ) -> Drawing.Element {
    .line(.init([.init(from.0, from.1), .init(to.0, to.1)], .init(stroke: color, strokeWidth: width)))
  }
}
