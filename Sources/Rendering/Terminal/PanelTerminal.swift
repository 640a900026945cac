import Figures

/// A panel in characters: its marks on a canvas, the labels of its axes around it.
struct PanelTerminal {
  typealias Mark = Chart.Mark

  let panel: Chart.Panel
  let letters: TerminalLetters
  private let marks: TerminalMarks
  private var canvas: TerminalCanvas
  private let xMap, yMap: AxisMap
  private let labelWidth: Int

  /// A panel on a canvas of this size, with so many columns for the labels on its left.
  init(
    _ panel: Chart.Panel, width: Int, height: Int, labelWidth: Int, known: Set<String>,
    _ letters: TerminalLetters
  ) {
    self.panel = panel
    self.letters = letters
    self.labelWidth = labelWidth
    marks = TerminalMarks(letters: letters)
    canvas = TerminalCanvas(width: width, height: height, letters)
    xMap = AxisMap(panel.x, from: 0, to: Double(width))
    yMap = AxisMap(panel.y, from: Double(height), to: 0)
    for mark in panel.marks { draw(mark) }
    name(known)
    references()
  }

  private func point(_ vertex: Mark.Vertex) -> Drawing.Point? {
    guard let x = xMap.place(vertex.x), let y = yMap.place(vertex.y) else { return nil }
    return .init(x, y)
  }

  private func isInFrame(_ point: Drawing.Point) -> Bool {
    let hair = 1e-6
    return point.x >= -hair && point.y >= -hair && point.x <= Double(canvas.width) + hair
      && point.y <= Double(canvas.height) + hair
  }

  // MARK: Marks

  private mutating func draw(_ mark: Mark) {
    let points = mark.vertices.compactMap(point)
    switch mark.shape {
    case .point:
      for place in points.filter(isInFrame) {
        let (column, row) = canvas.cell(place)
        canvas.put(marks.symbol(mark), column: column, row: row)
      }
    case .line: stroke(points, mark)
    case .step:
      stroke(
        points.indices.flatMap { index in
          index == 0 ? [points[0]] : [.init(points[index].x, points[index - 1].y), points[index]]
        }, mark)
    case .area:
      let corners = Clipping.polygon(points, in: canvas.frame)
      if let shade = marks.regionShade(mark.role) {
        canvas.shade(shade, corners)
        return
      }
      if let first = corners.first { stroke(corners + [first], mark) }
    case .rectangle: fill(points, mark)
    case .text:
      guard let place = points.first, isInFrame(place) else { return }
      let (column, row) = canvas.cell(place)
      let text = letters.shortened(letters.text(mark.label), to: canvas.width)
      let start = column - TerminalText.width(text) / 2
      _ = canvas.write(
        text, column: max(0, min(start, canvas.width - TerminalText.width(text))), row: row, isOver: true)
    }
  }

  private mutating func stroke(_ points: [Drawing.Point], _ mark: Mark) {
    let isOutline = mark.shape == .area
    let pattern = isOutline ? [true, false, false] : marks.pattern(mark.role)
    let character = isOutline ? "." : marks.stroke(mark.role)
    var phase = 0
    for part in Clipping.line(points, in: canvas.frame) {
      for (first, second) in zip(part, part.dropFirst()) {
        canvas.line(first, second, pattern: pattern, character: character, phase: &phase)
      }
    }
  }

  /// Every character whose middle lies in the rectangle, and one at least.
  private mutating func fill(_ corners: [Drawing.Point], _ mark: Mark) {
    guard corners.count == 2 else { return }
    func range(_ first: Double, _ second: Double, _ count: Int) -> ClosedRange<Int>? {
      let (low, high) = (min(first, second), max(first, second))
      guard high > 0, low < Double(count), high > low else { return nil }
      let start = max(0, min(low.rounded(), Double(count - 1)))
      let end = max(start, min(high.rounded() - 1, Double(count - 1)))
      return Int(start)...Int(end)
    }
    guard let across = range(corners[0].x, corners[1].x, canvas.width),
      let down = range(corners[0].y, corners[1].y, canvas.height)
    else { return }
    // A bar lower than half a character is not seen.
    guard mark.intensity != nil || abs(corners[0].y - corners[1].y) >= 0.5,
      abs(corners[0].x - corners[1].x) > 0.1
    else { return }
    for row in down {
      for column in across { canvas.shade(marks.shade(mark), column: column, row: row) }
    }
  }

  /// The names of points that have room beside them.
  private mutating func name(_ known: Set<String>) {
    let points = panel.marks.filter {
      $0.shape == .point && !$0.label.isEmpty && $0.role != .filled && !known.contains($0.label)
    }
    let named = points.count <= PointLabels.most ? points : points.filter { $0.role == .highlight }
    for mark in named {
      guard let place = mark.vertices.first.flatMap(point), isInFrame(place) else { continue }
      let (column, row) = canvas.cell(place)
      let text = letters.shortened(letters.text(mark.label), to: 24)
      if !canvas.write(" " + text, column: column + 1, row: row, isOver: false) {
        _ = canvas.write(text + " ", column: column - 1 - TerminalText.width(text), row: row, isOver: false)
      }
    }
  }

  private mutating func references() {
    let (upright, level) = (letters.either("┆", ":"), letters.either("┄", "."))
    if !panel.x.isHidden, let x = panel.x.reference.flatMap(xMap.place), x >= 0, x <= Double(canvas.width) {
      let column = canvas.cell(.init(x, 0)).column
      for row in 0..<canvas.height { canvas.fill(upright, column: column, row: row) }
    }
    if !panel.y.isHidden, let y = panel.y.reference.flatMap(yMap.place), y >= 0, y <= Double(canvas.height) {
      let row = canvas.cell(.init(0, y)).row
      for column in 0..<canvas.width { canvas.fill(level, column: column, row: row) }
    }
  }

  // MARK: Lines of the panel

  /// The title, the title of the vertical axis over its labels, the canvas with the labels on its left, and what
  /// stands under it.
  var lines: (above: [String], canvas: [String], below: [String]) {
    let isTable = ChartMeasures.isTable(panel)
    var above: [String] = []
    let margin = String(repeating: " ", count: labelWidth + 1)
    if !panel.title.isEmpty { above.append(margin + cut(panel.title)) }
    if !panel.y.isHidden, !panel.y.title.isEmpty { above.append(cut(panel.y.title, beyond: labelWidth + 1)) }
    let labels = sideLabels
    let rows = (0..<canvas.height).map { row in
      letters.padded(labels[row] ?? "", to: labelWidth, isRight: true)
        + side(hasTick: labels[row] != nil, isTable)
        + canvas.line(row)
    }
    return (above, rows, panel.x.isHidden ? [] : foot(isTable))
  }

  private func cut(_ text: String, beyond: Int = 0) -> String {
    letters.shortened(letters.text(text), to: canvas.width + beyond)
  }

  private func side(hasTick: Bool, _ isTable: Bool) -> String {
    if panel.y.isHidden || isTable { return " " }
    return String(hasTick ? letters.either("┤", "+") : letters.either("│", "|"))
  }

  /// The labels of the vertical axis by their rows; where two share a row the first stays.
  private var sideLabels: [Int: String] {
    guard !panel.y.isHidden else { return [:] }
    var labels: [Int: String] = [:]
    for tick in panel.y.ticks where tick.value >= panel.y.lower && tick.value <= panel.y.upper {
      guard let y = yMap.place(tick.value) else { continue }
      let row = canvas.cell(.init(0, y)).row
      if labels[row] == nil { labels[row] = letters.shortened(letters.text(tick.label), to: labelWidth) }
    }
    return labels
  }

  private func foot(_ isTable: Bool) -> [String] {
    let margin = String(repeating: " ", count: labelWidth)
    let axis = panel.x
    let corner = panel.y.isHidden || isTable ? " " : String(letters.either("└", "+"))
    var cells = [Character](repeating: letters.either("─", "-"), count: canvas.width)
    let ticks = axis.ticks.filter { $0.value >= axis.lower && $0.value <= axis.upper }
    let labels = ticks.compactMap { tick in
      xMap.place(tick.value).map {
        (text: letters.text(tick.label), column: canvas.cell(.init($0, 0)).column)
      }
    }.sorted { $0.column < $1.column }
    for label in labels { cells[label.column] = letters.either("┬", "+") }
    let anchor = xMap.place(axis.reference ?? 0).map { canvas.cell(.init($0, 0)).column }
    let keeping = labels.firstIndex { $0.column == anchor }
    var lines = isTable ? [] : [margin + corner + String(cells)]
    lines.append(
      margin + " " + letters.centered(labels, width: canvas.width, on: axis.scale, keeping: keeping))
    for text in directions + [axis.title] where !text.isEmpty {
      lines.append(
        margin + " " + letters.centered([(cut(text), canvas.width / 2)], width: canvas.width))
    }
    return lines
  }

  private var directions: [String] {
    let (low, high) = (panel.x.leftDirection, panel.x.rightDirection)
    let (left, right) = panel.x.isReversed ? (high, low) : (low, high)
    return [left.isEmpty ? "" : "← " + left, right.isEmpty ? "" : right + " →"]
  }
}
