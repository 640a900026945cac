import Figures

/// A forest plot in characters: the label, the interval on a common axis, the estimate and the weight.
struct ForestTerminal {
  private let plot: ForestPlot
  private let letters: TerminalLetters
  private let columns: Int
  private let labelWidth, estimateWidth, weightWidth, pictureWidth: Int

  private static let gap = 2
  private static let leastPicture = 20
  private static let mostPicture = 80

  /// The plot in at most `columns` columns, where the numbers leave the picture 20.
  static func text(_ plot: ForestPlot, isASCII: Bool, columns: Int) -> String {
    ForestTerminal(plot, TerminalLetters(isASCII: isASCII), columns).text
  }

  private init(_ plot: ForestPlot, _ letters: TerminalLetters, _ columns: Int) {
    self.plot = plot
    self.letters = letters
    self.columns = columns
    func widest(_ texts: [String]) -> Int { texts.map { TerminalText.width(letters.text($0)) }.max() ?? 0 }
    let rows = plot.rows.filter { $0.kind != .note }
    let label = widest(
      rows.map { String(repeating: " ", count: 2 * $0.indent) + $0.label } + [plot.headings.label])
    estimateWidth = widest(
      rows.map(\.estimateText) + [plot.headings.estimate, plot.headings.estimateDetail])
    let weights = rows.map(\.weightText)
    weightWidth = weights.allSatisfy(\.isEmpty) ? 0 : widest(weights + [plot.headings.weight])
    let taken = Self.gap * (weightWidth > 0 ? 3 : 2) + estimateWidth + weightWidth
    labelWidth = min(label, max(8, columns - taken - Self.leastPicture))
    pictureWidth = min(max(columns - taken - labelWidth, Self.leastPicture), Self.mostPicture)
  }

  private var text: String {
    let lastDrawn = plot.rows.lastIndex { $0.kind != .note } ?? -1
    var lines = plot.title.isEmpty ? [] : [wrapped(plot.title), ""]
    lines += heading
    for (index, row) in plot.rows.enumerated() {
      if index > lastDrawn { break }
      if index > 0, opensBlock(index) { lines.append(line(label: "", picture: emptyPicture, "", "")) }
      if row.kind == .note {
        lines.append(note(row.label, indent: 2 * row.indent))
      } else {
        lines.append(line(label: label(row), picture: picture(row), row.estimateText, row.weightText))
      }
    }
    lines += axis
    for row in plot.rows.dropFirst(lastDrawn + 1) { lines.append(note(row.label, indent: 0)) }
    for row in plot.rows where !row.note.isEmpty {
      lines.append(note("\(row.label): \(row.note)", indent: 0))
    }
    return lines.map(TerminalLetters.trimmed).joined(separator: "\n") + "\n"
  }

  /// Whether a subgroup begins with the row, or what stands under all of them.
  private func opensBlock(_ index: Int) -> Bool {
    let (kind, before) = (plot.rows[index].kind, plot.rows[index - 1].kind)
    if kind == .groupHeader { return true }
    return kind == .summary && before != .summary && plot.rows.contains { $0.kind == .groupHeader }
  }

  private func wrapped(_ text: String) -> String { TerminalText.wrapped(letters.text(text), width: columns) }

  private func note(_ text: String, indent: Int) -> String {
    TerminalText.hanging(
      String(repeating: " ", count: indent), letters.text(text), indent: indent + 2, width: columns)
  }

  private var heading: [String] {
    let headings = plot.headings
    let weight = weightWidth > 0 ? headings.weight : ""
    let blank = String(repeating: " ", count: pictureWidth)
    let first = line(label: "", picture: blank, headings.estimate, "")
    let second = line(label: headings.label, picture: blank, headings.estimateDetail, weight)
    return headings.estimate.isEmpty ? [second] : [first, second]
  }

  private func label(_ row: ForestRow) -> String {
    String(repeating: " ", count: 2 * row.indent) + row.label
  }

  private func line(label: String, picture: String, _ estimate: String, _ weight: String) -> String {
    let gap = String(repeating: " ", count: Self.gap)
    let text = letters.shortened(letters.text(label), to: labelWidth)
    return letters.padded(text, to: labelWidth) + gap + picture + gap
      + letters.padded(letters.text(estimate), to: estimateWidth, isRight: true) + gap
      + letters.padded(letters.text(weight), to: weightWidth, isRight: true)
  }

  // MARK: The picture

  /// The column of a value, from the left of the picture.
  private func column(_ value: Double) -> Int {
    let axis = plot.axis
    let map = AxisMap(axis, from: 0, to: Double(pictureWidth - 1))
    return Int((map.place(axis.clipped(value)) ?? 0).rounded())
  }

  private func picture(_ row: ForestRow) -> String {
    var cells = Array(emptyPicture)
    draw(row, in: &cells)
    return String(cells)
  }

  /// The line of no effect alone.
  private var emptyPicture: String {
    var cells = [Character](repeating: " ", count: pictureWidth)
    if let reference = plot.axis.reference { cells[column(reference)] = letters.either("┆", ":") }
    return String(cells)
  }

  private func draw(_ row: ForestRow, in cells: inout [Character]) {
    let axis = plot.axis
    guard let low = row.lower, let high = row.upper, !low.isNaN, !high.isNaN else { return }
    let (left, right) = (low < axis.lower, high > axis.upper)
    let ends = axis.isReversed ? (column(high), column(low)) : (column(low), column(high))
    let (bar, first, last) = strokes(row.kind)
    for index in ends.0...ends.1 { cells[index] = bar }
    if ends.0 < ends.1 { (cells[ends.0], cells[ends.1]) = (first, last) }
    let (cutLeft, cutRight) = axis.isReversed ? (right, left) : (left, right)
    if cutLeft { cells[0] = letters.either("◂", "<") }
    if cutRight { cells[pictureWidth - 1] = letters.either("▸", ">") }
    guard row.kind != .predictionInterval, let estimate = row.estimate, estimate >= axis.lower,
      estimate <= axis.upper
    else { return }
    cells[column(estimate)] = marker(row)
  }

  /// The line of an interval and its two ends.
  private func strokes(_ kind: ForestRow.Kind) -> (Character, Character, Character) {
    if kind.isSummary {
      return (letters.either("═", "="), letters.either("◁", "="), letters.either("▷", "="))
    }
    if kind == .predictionInterval {
      return (letters.either("┄", "."), letters.either("├", "|"), letters.either("┤", "|"))
    }
    return (letters.either("─", "-"), letters.either("├", "|"), letters.either("┤", "|"))
  }

  /// A diamond, or a square that is small where the weight is less than a quarter of the largest.
  private func marker(_ row: ForestRow) -> Character {
    if row.kind.isSummary { return letters.either("◆", "O") }
    let largest = plot.rows.compactMap(\.weightPercent).max() ?? 0
    let isLarge = (row.weightPercent ?? 0) >= largest / 4
    return isLarge ? letters.either("■", "#") : letters.either("▪", "*")
  }

  // MARK: The axis

  private var axis: [String] {
    let axis = plot.axis
    let margin = String(repeating: " ", count: labelWidth + Self.gap)
    var cells = [Character](repeating: letters.either("─", "-"), count: pictureWidth)
    if let reference = axis.reference { cells[column(reference)] = letters.either("┴", "+") }
    let ticks = axis.ticks.filter { $0.value >= axis.lower && $0.value <= axis.upper }
    for tick in ticks {
      let isReference = axis.reference.map { column($0) == column(tick.value) } ?? false
      cells[column(tick.value)] = isReference ? letters.either("┼", "+") : letters.either("┬", "+")
    }
    let labels = ticks.map { (text: letters.text($0.label), column: column($0.value)) }
      .sorted { $0.column < $1.column }
    let keeping = axis.reference.flatMap { reference in labels.firstIndex { $0.column == column(reference) } }
    var lines = [
      String(cells), letters.centered(labels, width: pictureWidth, on: axis.scale, keeping: keeping),
    ]
    lines += directions
    if axis.title != plot.headings.estimate, !axis.title.isEmpty {
      let title = letters.shortened(letters.text(axis.title), to: pictureWidth)
      lines.append(letters.centered([(title, pictureWidth / 2)], width: pictureWidth))
    }
    return lines.map { margin + $0 }
  }

  private var directions: [String] {
    let axis = plot.axis
    var (left, right) = (axis.leftDirection, axis.rightDirection)
    if axis.isReversed { (left, right) = (right, left) }
    guard !left.isEmpty || !right.isEmpty else { return [] }
    // The arrow stays where the name is cut, and the verb where it has room.
    let (back, ahead) = (letters.text("← "), letters.text(" →"))
    func cut(_ text: String, _ arrow: String) -> String {
      let (room, words) = (pictureWidth - arrow.count, letters.text("favors \(text)"))
      return TerminalText.width(words) <= room ? words : letters.shortened(letters.text(text), to: room)
    }
    left = left.isEmpty ? "" : back + cut(left, back)
    right = right.isEmpty ? "" : cut(right, ahead) + ahead
    let space = pictureWidth - TerminalText.width(left)
    if left.isEmpty || right.isEmpty || TerminalText.width(right) < space {
      return [left + letters.padded(right, to: space, isRight: true)]
    }
    return [left, letters.padded(right, to: pictureWidth, isRight: true)]
  }
}
