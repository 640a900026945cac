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
    /// The size of its type.
    let titleSize: Double
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
    let inner = width - 2 * ChartMeasures.margin
    let labelLimit = self.labelLimit(inner)
    let vertical = zip(chart.panels, heights).map { panel, height in
      VerticalAxis(panel.y, labelLimit: labelLimit, overhang: Self.overhang(panel), height: height)
    }
    let columns = self.columns(vertical, inner: inner)
    let sizes = chart.panels.map {
      ChartMeasures.panelTitleSize($0.title, limit: columns[$0.column].length)
    }
    let titles = zip(chart.panels, sizes).map {
      ChartMeasures.lines($0.title, size: $1, weight: .bold, limit: columns[$0.column].length, most: 3)
    }
    let rows = self.rows(vertical, columns, titles, height: height)
    let places = chart.panels.indices.map { index in
      let panel = chart.panels[index]
      let (column, row) = (columns[panel.column], rows[panel.row])
      let cell = Drawing.Box(x: column.start, y: row.start, width: column.length, height: row.length)
      let frame = panel.isSquare ? Self.square(panel, in: cell) : cell
      let titleWidth =
        titles[index].map { FontMetrics.of(.bold).width($0, size: sizes[index]) }.max() ?? 0
      return Place(
        panel: panel, frame: frame, x: column.axis(panel, width: frame.width), y: vertical[index],
        title: titles[index], titleSize: sizes[index],
        titleX: max(cell.x, min(frame.x, cell.right - titleWidth)))
    }
    let end = Drawing.Point(
      columns.last.map { $0.start + $0.length + $0.after } ?? 0,
      rows.last.map { $0.start + $0.length + $0.after } ?? 0)
    return (places, end)
  }

  /// A column or a row of the grid: the frames' length, and what their axes and titles take on both sides.
  private struct Track {
    var start = 0.0
    let before, length, after: Double

    /// The horizontal axis of a panel in the column.
    func axis(_ panel: Chart.Panel, width: Double) -> HorizontalAxis {
      HorizontalAxis(panel, width: width, cell: length, room: (before, after))
    }
  }

  /// The tracks at their starts, one behind the other.
  private static func placed(_ tracks: [Track], from start: Double) -> [Track] {
    var place = start
    return tracks.map { track in
      var track = track
      track.start = place + track.before
      place = track.start + track.length + track.after + ChartMeasures.gap
      return track
    }
  }

  private func columns(_ vertical: [VerticalAxis], inner: Double) -> [Track] {
    let columns = chart.columnShares.indices
    let left = columns.map { max(2, greatest(vertical.map(\.width), at: \.column, of: $0)) }
    let right = columns.map { greatest(chart.panels.map(Self.roomRight), at: \.column, of: $0) }
    let free = inner - (left + right).reduce(0, +) - Double(columns.count - 1) * ChartMeasures.gap
    let widths = Self.shared(
      free, chart.columnShares, least: columns.map { _ in ChartMeasures.smallestFrame })
    return Self.placed(
      columns.map { Track(before: left[$0], length: widths[$0], after: right[$0]) },
      from: ChartMeasures.margin)
  }

  private func rows(
    _ vertical: [VerticalAxis], _ columns: [Track], _ titles: [[String]], height: Double
  ) -> [Track] {
    let rows = chart.rowShares.indices
    let widths = columns.map(\.length)
    let horizontal = chart.panels.map { columns[$0.column].axis($0, width: widths[$0.column]) }
    // Labels beside the ends of an axis reach beyond it by half a line.
    let beyond = chart.panels.map { $0.y.isHidden ? 2 : ChartMeasures.tickGap }
    let above = rows.map { greatest(zip(titles, beyond).map { Self.height($0) + $1 }, at: \.row, of: $0) }
    let below = rows.map { greatest(zip(horizontal, beyond).map { max($0.height, $1) }, at: \.row, of: $0) }
    let least = rows.map {
      max(ChartMeasures.smallestFrame, greatest(vertical.map(\.leastHeight), at: \.row, of: $0))
    }
    let taken = (above + below).reduce(0, +) + Double(rows.count - 1) * ChartMeasures.gap
    let tall = Self.shared(height - taken, chart.rowShares, least: least)
    return Self.placed(
      rows.map {
        Track(before: above[$0], length: squareHeight($0, widths: widths, height: tall[$0]), after: below[$0])
      }, from: top)
  }

  /// The width that names on the vertical axes may take, so that frames keep some.
  private func labelLimit(_ inner: Double) -> Double {
    let count = Double(chart.columnShares.count)
    let named = Set(chart.panels.filter { $0.y.isCategorical && !$0.y.isHidden }.map(\.column)).count
    return min(max(60, (inner - 90 * count) / Double(max(named, 1))), 0.42 * inner)
  }

  /// The lengths by their shares, each at least so long.
  private static func shared(_ free: Double, _ shares: [Double], least: [Double]) -> [Double] {
    let sum = shares.reduce(0, +)
    return zip(shares, least).map { max(free * $0 / sum, $1) }
  }

  private static func height(_ title: [String]) -> Double {
    title.isEmpty ? 0 : Double(title.count) * ChartMeasures.panelTitle * ChartMeasures.leading + 5
  }

  /// How far numbers of a table reach out of the left side of their panel.
  private static func overhang(_ panel: Chart.Panel) -> Double {
    guard ChartMeasures.isTable(panel) else { return 0 }
    let metrics = FontMetrics.of(.regular)
    return min(
      40, (panel.marks.map { metrics.width($0.label.withMinusSign, size: ChartMeasures.text) }.max() ?? 0) / 2
    )
  }

  /// The room on the right that the last label needs.
  private static func roomRight(_ panel: Chart.Panel) -> Double {
    let axis = panel.x
    let map = AxisMap(axis, from: 0, to: 1)
    let last = axis.isHidden ? [] : axis.ticks.filter { (map.place($0.value) ?? 0) > 0.9 }
    let metrics = FontMetrics.of(.regular)
    let half = (last.map { metrics.width($0.drawnLabel, size: ChartMeasures.text) }.max() ?? 0) / 2
    return min(max(axis.isHidden ? 2 : 8, half), 36)
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
