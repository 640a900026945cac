import Figures

/// Where the parts of a forest plot stand.
struct ForestLayout {
  /// The free border of the page.
  static let margin = 12.0
  /// The width that the page has where its columns allow: 180 mm.
  static let pageWidth = 680.0
  /// The width of the plot itself.
  static let plotWidths = 170.0...270.0
  /// The widest that the labels become, where there is room and where there is none; longer ones end in "…".
  static let labelLimits = 150.0...240.0
  /// How far labels of subgroups are moved in, for each step.
  static let indent = 10.0

  /// A row's place.
  struct Row {
    var top = 0.0
    var height = 0.0
    /// The lines of a row of text alone.
    var lines: [String] = []

    var middle: Double { top + height / 2 }
  }

  let plot: ForestPlot
  let house: ForestHouse
  let footnotes: ForestFootnotes
  private(set) var label = ForestColumn(part: nil, heading: [], side: .left)
  private(set) var columns: [ForestColumn]
  private(set) var rows: [Row] = []
  /// The number of rows above the axis; the notes after them stand below.
  let bodyCount: Int
  private(set) var width = 0.0
  /// The top of the rows and their bottom, which is the axis.
  private(set) var bodyTop = 0.0
  private(set) var bodyBottom = 0.0
  /// The title's lines, and where the headings begin.
  private(set) var title: [String] = []
  private(set) var headTop = 0.0
  /// The lines that tell over the plot what each side favors.
  private(set) var directionsAbove: ForestDirections?

  /// The weight of a row's type.
  static func weight(_ row: ForestRow) -> FontMetrics.Weight {
    row.kind.isSummary || row.kind == .groupHeader ? .bold : .regular
  }

  init(_ plot: ForestPlot, _ house: ForestHouse) {
    self.plot = plot
    self.house = house
    footnotes = ForestFootnotes(plot)
    bodyCount = (plot.rows.lastIndex { $0.kind != .note } ?? -1) + 1
    let builder = ForestColumns(plot: plot, house: house)
    columns = house.order.flatMap { builder.columns($0) }
    label.heading = FontMetrics.of(.bold).lines(
      plot.headings.label, size: house.size, limit: Self.labelLimits.lowerBound)
    widenUnderGroups()
    setWidths()
    setHead()
    setRows()
  }

  /// The column of the plot itself.
  var plotColumn: ForestColumn {
    columns.first { $0.part == .plot } ?? ForestColumn(part: .plot, heading: [], side: .middle)
  }

  /// The place of a position on the axis.
  func x(_ position: Double) -> Double {
    let scale = plot.axis.scale
    let (low, high) = (scale.position(plot.axis.lower), scale.position(plot.axis.upper))
    let share = (position - low) / (high - low)
    return plotColumn.x + min(max(share, 0), 1) * plotColumn.width
  }

  /// Columns under one heading, from left to right.
  var groups: [(name: String, columns: Range<Int>)] {
    var groups: [(name: String, columns: Range<Int>)] = []
    for (index, column) in columns.enumerated() where column.part == .raw && !column.group.isEmpty {
      if let last = groups.last, last.name == column.group, last.columns.upperBound == index {
        groups[groups.count - 1].columns = last.columns.lowerBound..<index + 1
      } else {
        groups.append((column.group, index..<index + 1))
      }
    }
    return groups
  }

  /// The lines of a heading over several columns.
  func lines(of group: (name: String, columns: Range<Int>)) -> [String] {
    let last = columns[group.columns.upperBound - 1]
    return FontMetrics.of(.bold).lines(
      group.name, size: house.size, limit: max(1, last.right - columns[group.columns.lowerBound].x) + 0.01)
  }

  // MARK: Widths

  /// Makes room for the longest word of a heading over several columns, up to a limit.
  private mutating func widenUnderGroups() {
    for group in groups {
      let words = group.name.split(separator: " ").map {
        FontMetrics.of(.bold).width(String($0), size: house.size)
      }
      let needed = min(words.max() ?? 0, ForestColumns.extraLimit)
      let span = columns[group.columns].reduce(0) { $0 + $1.width }
      let gaps = columns[group.columns].dropFirst().reduce(0) { $0 + $1.gap }
      let missing = (needed - span - gaps) / Double(group.columns.count)
      guard missing > 0 else { continue }
      for index in group.columns { columns[index].width += missing }
    }
  }

  private mutating func setWidths() {
    let fixed = columns.filter { $0.part != .plot }.reduce(0) { $0 + $1.width }
    let gaps = columns.reduce(0) { $0 + $1.gap }
    let room = Self.pageWidth - 2 * Self.margin - fixed - gaps
    let wanted = wantedLabelWidth
    let least = min(wanted, Self.labelLimits.lowerBound)
    label.width = min(wanted, max(least, room - Self.plotWidths.lowerBound))
    let plotWidth = min(max(room - label.width, Self.plotWidths.lowerBound), Self.plotWidths.upperBound)
    label.x = Self.margin
    var pen = label.x + label.width
    for index in columns.indices {
      if columns[index].part == .plot { columns[index].width = plotWidth }
      columns[index].x = pen + columns[index].gap
      pen = columns[index].right
    }
    width = (pen + Self.margin).rounded(.up)
  }

  /// The width of the labels, up to the limit; notes between the rows need some too.
  private var wantedLabelWidth: Double {
    let body = plot.rows[..<bodyCount]
    var wanted = label.heading.map { FontMetrics.of(.bold).width($0, size: house.size) }.max() ?? 0
    for (index, row) in body.enumerated() {
      guard row.kind != .note, row.kind != .groupHeader else {
        wanted = max(wanted, 130)
        continue
      }
      let text = FontMetrics.of(Self.weight(row)).width(row.label, size: house.size)
      wanted = max(wanted, text + Double(row.indent) * Self.indent + footnotes.width(index, house))
    }
    return min(max(wanted, 60), Self.labelLimits.upperBound)
  }

  /// How wide the text of a row without numbers may be: up to the plot.
  var spanBeforePlot: Double {
    columns.first?.part == .plot ? label.width : plotColumn.x - plotColumn.gap - label.x
  }

  // MARK: Heights

  private mutating func setHead() {
    let bold = FontMetrics.of(.bold)
    title =
      plot.title.isEmpty
      ? [] : bold.lines(plot.title, size: house.size + 2, limit: width - 2 * Self.margin)
    headTop = Self.margin + Double(title.count) * (house.lineHeight + 3) + (title.isEmpty ? 0 : 5)
    if house.hasDirectionsAbove {
      directionsAbove = ForestDirections(self, from: plotColumn.x, to: plotColumn.right)
    }
    let heading = columns.enumerated().map { index, column in
      let group = groups.first { $0.columns.contains(index) }
      return column.heading.count + (group.map { lines(of: $0).count } ?? 0)
    }
    let count = max(1, label.heading.count, heading.max() ?? 0, directionsAbove?.lineCount ?? 0)
    bodyTop = headTop + Double(count) * house.lineHeight + 12
  }

  private mutating func setRows() {
    var pen = bodyTop
    for (index, row) in plot.rows[..<bodyCount].enumerated() {
      var place = Row()
      if index > 0, startsBlock(index) { pen += house.rowHeight * 0.35 }
      place.top = pen
      place.height = house.rowHeight
      if row.kind == .note {
        let limit = spanBeforePlot - Self.indent
        place.lines = FontMetrics.of(.regular).lines(row.label, size: house.smallSize, limit: limit)
        place.height = Double(place.lines.count) * house.lineHeight + house.rowHeight - house.lineHeight
      }
      pen += place.height
      rows.append(place)
    }
    bodyBottom = pen + 3
  }

  /// Whether a row begins a block that stands off from the one before.
  private func startsBlock(_ index: Int) -> Bool {
    let (row, before) = (plot.rows[index], plot.rows[index - 1])
    switch row.kind {
    case .groupHeader: return true
    case .summary: return before.kind != .summary
    default: return false
    }
  }
}
