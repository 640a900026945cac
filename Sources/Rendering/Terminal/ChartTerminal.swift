import Figures

/// A chart in characters: the panels in their grid, each on a canvas, and the legend.
struct ChartTerminal {
  private let chart: Chart
  private let letters: TerminalLetters
  private let columns: Int

  private static let gap = 2
  private static let leastWidth = 12
  private static let mostWidth = 100
  private static let mostHeight = 26.0

  /// The chart in at most `columns` columns, where its panels have room in them.
  static func text(_ chart: Chart, isASCII: Bool, columns: Int) -> String {
    ChartTerminal(chart: chart, letters: TerminalLetters(isASCII: isASCII), columns: columns).text
  }

  private init(chart: Chart, letters: TerminalLetters, columns: Int) {
    (self.chart, self.letters, self.columns) = (chart, letters, columns)
  }

  private var text: String {
    let title = chart.title.isEmpty ? chart.kind.name : chart.title
    var lines = [TerminalText.wrapped(letters.text(title), width: columns), ""]
    let widths = self.widths
    let heights = self.heights(widths.map(\.frame))
    let axes = chart.panels.flatMap { [$0.x, $0.y] }.filter { !$0.isHidden }
    let known = Set(axes.flatMap(\.ticks).map(\.label))
    for row in chart.rowShares.indices { lines += self.row(row, widths, heights[row], known) }
    lines += legend
    return lines.map(TerminalLetters.trimmed).joined(separator: "\n") + "\n"
  }

  // MARK: The grid

  /// The columns of the labels and of the frames.
  private var widths: [(labels: Int, frame: Int)] {
    let named = Set(chart.panels.filter { !$0.y.isHidden && $0.y.isCategorical }.map(\.column)).count
    let most = (columns - (Self.leastWidth + Self.gap + 2) * chart.columnShares.count) / max(named, 1)
    let labels = chart.columnShares.indices.map { column in
      let panels = chart.panels.filter { $0.column == column && !$0.y.isHidden }
      let widest = panels.flatMap(\.y.ticks).map { TerminalText.width(letters.text($0.label)) }.max() ?? 0
      return min(widest, max(8, min(most, columns * 2 / 5)))
    }
    let gaps = Self.gap * (chart.columnShares.count - 1)
    let free = min(columns, Self.mostWidth) - labels.reduce(0, +) - chart.columnShares.count - gaps
    let sum = chart.columnShares.reduce(0, +)
    return zip(labels, chart.columnShares).map { labels, share in
      (labels, max(Self.leastWidth, Int(Double(free) * share / sum)))
    }
  }

  /// The lines of each row's frames: a character is twice as high as wide; names have a line each.
  private func heights(_ widths: [Int]) -> [Int] {
    let whole = min(Double(widths.reduce(0, +)) * chart.aspect / 2, Self.mostHeight)
    let sum = chart.rowShares.reduce(0, +)
    return chart.rowShares.indices.map { row in
      let panels = chart.panels.filter { $0.row == row }
      let names = panels.filter { !$0.y.isHidden && $0.y.isCategorical }.map { panel in
        let span = panel.y.upper - panel.y.lower
        return Int(min(span.rounded(.up), Double(4 * panel.y.ticks.count)))
      }
      if let most = names.max() { return max(most, 1) }
      return max(3, Int((whole * chart.rowShares[row] / sum).rounded()))
    }
  }

  /// The size of a panel's canvas: that of its cell, narrower or lower where it is square.
  private func size(_ panel: Chart.Panel, width: Int, height: Int) -> (width: Int, height: Int) {
    guard panel.isSquare else { return (width, height) }
    let ratio = AxisMap.span(panel.x) / AxisMap.span(panel.y)
    let fitting = min(Double(width), Double(height) * 2 * ratio)
    return (max(Self.leastWidth, Int(fitting)), max(3, min(height, Int(fitting / 2 / ratio))))
  }

  private func row(
    _ row: Int, _ widths: [(labels: Int, frame: Int)], _ height: Int, _ known: Set<String>
  ) -> [String] {
    let blocks = chart.columnShares.indices.map {
      column -> [(above: [String], canvas: [String], below: [String])] in
      chart.panels.filter { $0.row == row && $0.column == column }.map { panel in
        let size = size(panel, width: widths[column].frame, height: height)
        return PanelTerminal(
          panel, width: size.width, height: size.height, labelWidth: widths[column].labels, known: known,
          letters
        ).lines
      }
    }
    let all = blocks.flatMap { $0 }
    let above = all.map(\.above.count).max() ?? 0
    let middle = all.map(\.canvas.count).max() ?? 0
    let below = all.map(\.below.count).max() ?? 0
    func blank(_ count: Int) -> [String] { .init(repeating: "", count: max(0, count)) }
    let columns = blocks.map { panels -> [String] in
      guard let panel = panels.first else { return blank(above + middle + below) }
      return blank(above - panel.above.count) + panel.above + panel.canvas
        + blank(middle - panel.canvas.count)
        + panel.below + blank(below - panel.below.count)
    }
    return (0..<(above + middle + below)).map { line in
      var text = ""
      var start = 0
      for (column, width) in widths.enumerated() {
        text = letters.padded(text, to: start) + columns[column][line]
        start += width.labels + 1 + width.frame + Self.gap
      }
      return text
    }
  }

  // MARK: The legend

  private var legend: [String] {
    let marks = TerminalMarks(letters: letters)
    let entries = ChartLegend.series(chart).map { name, series -> String in
      var keys: [String] = []
      for mark in series.reversed() {
        let key = marks.key(mark)
        if !key.isEmpty, !keys.contains(key) { keys.append(key) }
      }
      return (keys.prefix(1) + [letters.text(name)]).joined(separator: " ")
    }
    guard !entries.isEmpty else { return [] }
    var lines = [""]
    for entry in entries {
      let joined = (lines.last ?? "").isEmpty ? entry : (lines.last ?? "") + "   " + entry
      if TerminalText.width(joined) <= columns {
        lines[lines.count - 1] = joined
      } else {
        lines.append(TerminalText.hanging("", entry, indent: 3, width: columns))
      }
    }
    return [""] + lines.filter { !$0.isEmpty }
  }
}
