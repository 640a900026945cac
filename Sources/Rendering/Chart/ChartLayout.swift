import Figures

/// Where the panels of a chart stand: the frames of a column share their sides, those of a row their upper and
/// lower ones, and between them is what their axes and titles need.
struct ChartLayout {
  /// A panel at its place.
  struct Place {
    let panel: Chart.Panel
    let frame: Drawing.Box
    let x: HorizontalAxis
    let y: VerticalAxis
    let title: [String]
    /// Where the title begins: at the frame, or as far before it as its width needs.
    let titleX: Double
  }

  private(set) var places: [Place] = []
  /// The right and the lower side of the grid.
  private(set) var end = Drawing.Point(0, 0)

  private let chart: Chart
  private let width: Double
  private let top: Double

  /// The panels laid out below `top`.
  ///
  /// - Parameters:
  ///   - chart: the chart.
  ///   - width: the width of the page.
  ///   - top: where the grid begins.
  ///   - height: the height that the grid is to have; it takes more where it needs more.
  init(_ chart: Chart, width: Double, top: Double, height: Double) {
    self.chart = chart
    self.width = width
    self.top = top
    // The titles beside the axes are broken at heights that depend on them: the second time they are known.
    let first = arranged(heights: chart.panels.map { _ in height }, height: height)
    let second = arranged(heights: first.places.map(\.frame.height), height: height)
    (places, end) = arranged(heights: second.places.map(\.frame.height), height: height)
  }

  private func greatest(_ values: [Double], at line: KeyPath<Chart.Panel, Int>, of number: Int) -> Double {
    zip(chart.panels, values).filter { $0.0[keyPath: line] == number }.map(\.1).max() ?? 0
  }

  /// The panels at their places, with titles broken to these heights of their frames.
  private func arranged(heights: [Double], height: Double) -> (
    places: [Place], end: Drawing.Point
  ) {
    let (columns, rows) = (chart.columnShares.indices, chart.rowShares.indices)
    let inner = width - 2 * ChartMeasures.margin
    let vertical = zip(chart.panels, heights).map { panel, height in
      VerticalAxis(
        panel.y, labelLimit: 0.42 * inner / Double(columns.count), overhang: Self.overhang(panel),
        height: height)
    }
    let left = columns.map { max(6, greatest(vertical.map(\.width), at: \.column, of: $0)) }
    let right = columns.map { greatest(chart.panels.map(Self.roomRight), at: \.column, of: $0) }
    let gaps = Double(columns.count - 1) * ChartMeasures.gap
    let free = inner - (left + right).reduce(0, +) - gaps
    let widths = Self.shared(
      free, chart.columnShares, least: columns.map { _ in ChartMeasures.smallestFrame })
    let horizontal = chart.panels.map {
      HorizontalAxis(
        $0.x, width: widths[$0.column], roomLeft: left[$0.column], roomRight: right[$0.column])
    }
    let titles = chart.panels.map {
      ChartMeasures.lines(
        $0.title, size: ChartMeasures.panelTitle, weight: .bold, limit: widths[$0.column], most: 3)
    }
    let above = rows.map {
      greatest(titles.map { 8 + Self.height($0) }, at: \.row, of: $0)
    }
    let below = rows.map { max(8, greatest(horizontal.map(\.height), at: \.row, of: $0)) }
    let rowGaps = Double(rows.count - 1) * ChartMeasures.gap
    let least = rows.map {
      max(ChartMeasures.smallestFrame, greatest(vertical.map(\.leastHeight), at: \.row, of: $0))
    }
    let taken = (above + below).reduce(0, +) + rowGaps
    let tall = Self.shared(height - taken, chart.rowShares, least: least)
    let tallest = rows.map { row in squareHeight(row, widths: widths, height: tall[row]) }

    var lefts: [Double] = []
    var x = ChartMeasures.margin
    for column in columns {
      lefts.append(x + left[column])
      x += left[column] + widths[column] + right[column] + ChartMeasures.gap
    }
    var tops: [Double] = []
    var y = top
    for row in rows {
      tops.append(y + above[row])
      y += above[row] + tallest[row] + below[row] + ChartMeasures.gap
    }
    let places = chart.panels.indices.map { index in
      let panel = chart.panels[index]
      let cell = Drawing.Box(
        x: lefts[panel.column], y: tops[panel.row], width: widths[panel.column], height: tallest[panel.row])
      let frame = panel.isSquare ? Self.square(panel, in: cell) : cell
      let titleWidth = titles[index].map(Self.titleWidth).max() ?? 0
      return Place(
        panel: panel, frame: frame,
        x: frame == cell
          ? horizontal[index]
          : HorizontalAxis(
            panel.x, width: frame.width, roomLeft: left[panel.column], roomRight: right[panel.column]),
        y: vertical[index], title: titles[index],
        titleX: max(cell.x, min(frame.x, cell.right - titleWidth)))
    }
    return (places, Drawing.Point(x - ChartMeasures.gap, y - ChartMeasures.gap))
  }

  /// The lengths by their shares, each at least so long.
  private static func shared(_ free: Double, _ shares: [Double], least: [Double]) -> [Double] {
    let sum = shares.reduce(0, +)
    return zip(shares, least).map { max(free * $0 / sum, $1) }
  }

  private static func titleWidth(_ line: String) -> Double {
    FontMetrics.of(.bold).width(line, size: ChartMeasures.panelTitle)
  }

  static func height(_ title: [String]) -> Double {
    title.isEmpty ? 0 : Double(title.count) * ChartMeasures.panelTitle * ChartMeasures.leading + 5
  }

  /// How far numbers of a table reach out of the left side of their panel.
  private static func overhang(_ panel: Chart.Panel) -> Double {
    guard ChartMeasures.isTable(panel) else { return 0 }
    let metrics = FontMetrics.of(.regular)
    return min(40, (panel.marks.map { metrics.width($0.label, size: ChartMeasures.text) }.max() ?? 0) / 2)
  }

  /// The room on the right that the last label needs.
  private static func roomRight(_ panel: Chart.Panel) -> Double {
    let axis = panel.x
    let map = AxisMap(axis, from: 0, to: 1)
    let last = axis.isHidden ? [] : axis.ticks.filter { (map.place($0.value) ?? 0) > 0.9 }
    let metrics = FontMetrics.of(.regular)
    let half = (last.map { metrics.width($0.label, size: ChartMeasures.text) }.max() ?? 0) / 2
    return min(max(8, half), 36)
  }

  /// The height of a row; where all its panels are square, no more than they take.
  private func squareHeight(_ row: Int, widths: [Double], height: Double) -> Double {
    let panels = chart.panels.filter { $0.row == row }
    guard !panels.isEmpty, panels.allSatisfy(\.isSquare) else { return height }
    return panels.map {
      Self.square($0, in: .init(x: 0, y: 0, width: widths[$0.column], height: height)).height
    }.max() ?? height
  }

  /// The largest frame in the cell in which one unit is as long on both axes.
  private static func square(_ panel: Chart.Panel, in cell: Drawing.Box) -> Drawing.Box {
    let (spanX, spanY) = (AxisMap.span(panel.x), AxisMap.span(panel.y))
    let unit = min(cell.width / spanX, cell.height / spanY)
    let width = max(unit * spanX, min(ChartMeasures.smallestFrame, cell.width))
    let height = max(unit * spanY, min(ChartMeasures.smallestFrame, cell.height))
    return .init(x: cell.x + (cell.width - width) / 2, y: cell.y, width: width, height: height)
  }
}
