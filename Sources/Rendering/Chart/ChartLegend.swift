import Figures

/// The series of a chart with their symbols and lines, side by side on as many lines as they need.
struct ChartLegend {
  private struct Entry {
    let marks: [Chart.Mark]
    let lines: [String]
    let width: Double
  }

  private let rows: [[Entry]]
  private let palette: Palette
  private static let size = ChartMeasures.text
  private static let key = 26.0
  private static let keyGap = 6.0
  private static let gap = 18.0
  private static let leading = ChartMeasures.leading * size

  init(_ chart: Chart, width: Double, _ palette: Palette) {
    self.palette = palette
    var rows: [[Entry]] = []
    var used = Double.infinity
    for (name, marks) in Self.series(chart) {
      let metrics = FontMetrics.of(.regular)
      let lines = metrics.lines(name, size: Self.size, limit: width - Self.key - Self.keyGap)
      let text = lines.map { metrics.width($0, size: Self.size) }.max() ?? 0
      let entry = Entry(marks: marks, lines: lines, width: Self.key + Self.keyGap + text)
      if used + Self.gap + entry.width > width {
        rows.append([entry])
        used = entry.width
      } else {
        rows[rows.count - 1].append(entry)
        used += Self.gap + entry.width
      }
    }
    self.rows = rows
  }

  /// The names of series in the order in which they come, each with the first mark of every shape.
  static func series(_ chart: Chart) -> [(name: String, marks: [Chart.Mark])] {
    var found: [(name: String, marks: [Chart.Mark])] = []
    for mark in chart.panels.flatMap(\.marks) where !mark.series.isEmpty && !mark.vertices.isEmpty {
      guard let index = found.firstIndex(where: { $0.name == mark.series }) else {
        found.append((mark.series, [mark]))
        continue
      }
      if !found[index].marks.contains(where: { $0.shape == mark.shape }) { found[index].marks.append(mark) }
    }
    return found
  }

  private static func height(_ row: [Entry]) -> Double {
    Double(row.map(\.lines.count).max() ?? 0) * leading + 3
  }

  /// The height of all lines, with the distance to what is above; 0 without series.
  var height: Double { rows.isEmpty ? 0 : 10 + rows.map(Self.height).reduce(0, +) }

  /// The entries, centered about a place.
  func elements(center: Double, top: Double) -> [Drawing.Element] {
    var elements: [Drawing.Element] = []
    var y = top + 10
    for row in rows {
      let width = row.map(\.width).reduce(0, +) + Self.gap * Double(row.count - 1)
      var x = center - width / 2
      for entry in row {
        elements.append(.group(name: "legend", title: "", self.entry(entry, x: x, y: y)))
        x += entry.width + Self.gap
      }
      y += Self.height(row)
    }
    return elements.isEmpty ? [] : [.group(name: "legends", title: "", elements)]
  }

  private func entry(_ entry: Entry, x: Double, y: Double) -> [Drawing.Element] {
    let middle = y + Self.leading / 2
    let order: [Chart.Mark.Shape] = [.area, .rectangle, .line, .step, .point, .text]
    let marks = order.flatMap { shape in entry.marks.filter { $0.shape == shape } }
    let keys = marks.flatMap { key($0, x: x, middle: middle) }
    return keys
      + entry.lines.enumerated().map { number, line in
        let baseline =
          y + Double(number) * Self.leading + (Self.leading + FontMetrics.capHeight * Self.size) / 2
        return .text(
          .init(line, x: x + Self.key + Self.keyGap, y: baseline, size: Self.size, color: palette.text))
      }
  }

  private func key(_ mark: Chart.Mark, x: Double, middle: Double) -> [Drawing.Element] {
    let style = MarkStyle(role: mark.role, palette: palette)
    switch mark.shape {
    case .area, .rectangle:
      var paint = style.area(intensity: mark.intensity)
      if paint.opacity == 1 { (paint.stroke, paint.strokeWidth) = (palette.mutedText, 0.6) }
      return [.rectangle(.init(x: x + 3, y: middle - 5, width: Self.key - 6, height: 10), paint)]
    case .line, .step:
      var paint = style.line(size: mark.size, intensity: mark.intensity)
      paint.strokeWidth = min(paint.strokeWidth, 4)
      return [.line(.init([.init(x, middle), .init(x + Self.key, middle)], paint))]
    case .point:
      return [
        style.symbol.element(
          at: .init(x + Self.key / 2, middle), radius: min(style.radius, 5),
          style.point(intensity: mark.intensity))
      ]
    case .text: return []
    }
  }
}
