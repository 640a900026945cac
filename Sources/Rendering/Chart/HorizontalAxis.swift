import Figures

/// What stands under a panel: the labels of the ticks that have room, the directions and the title on their lines.
struct HorizontalAxis {
  /// The text of a tick; `x` from the left of the frame.
  struct Label {
    let text: String
    let tick, x: Double
  }

  let axis: Axis
  let labels: [Label]
  /// Whether the labels run upwards, as names do that have no room side by side.
  let isVertical: Bool
  let directions: (left: [String], right: [String])
  let title: [String]
  /// How far the cell reaches beyond each side of the frame, where a panel is square.
  private let margin: Double

  private static let size = ChartMeasures.text
  private static let longestVertical = 110.0

  /// The axis under a panel.
  ///
  /// - Parameters:
  ///   - panel: the panel; under a square one names run level, so that the height does not hang on the width.
  ///   - width: the width of the frame.
  ///   - cell: the width of the cell of the grid, in whose middle the frame is.
  ///   - room: how far labels may reach beyond the cell on the left and on the right.
  init(_ panel: Chart.Panel, width: Double, cell: Double, room: (left: Double, right: Double)) {
    let axis = panel.x
    self.axis = axis
    margin = (cell - width) / 2
    let (roomLeft, roomRight) = (room.left + margin, room.right + margin)
    guard !axis.isHidden else {
      (labels, isVertical, directions, title) = ([], false, ([], []), [])
      return
    }
    let map = AxisMap(axis, from: 0, to: width)
    let ticks = axis.ticks.filter { (axis.lower...axis.upper).contains($0.value) && !$0.label.isEmpty }
    let placed = ticks.compactMap { tick in map.place(tick.value).map { (tick, $0) } }
      .sorted { $0.1 < $1.1 }
    let metrics = FontMetrics.of(.regular)
    let level = placed.map { tick, place in
      let text = metrics.fitting(tick.drawnLabel, size: Self.size, limit: width + roomLeft + roomRight)
      let half = metrics.width(text, size: Self.size) / 2
      let x = max(min(place, width + roomRight - half), half - roomLeft)
      return (label: Label(text: text, tick: place, x: x), half: half, value: tick.value)
    }
    let all = LabelThinning.even(
      level.map { ($0.label.x - $0.half, $0.label.x + $0.half) }, gap: 5, keeping: nil)
    isVertical = axis.isCategorical && !panel.isSquare && all.count < level.count
    if isVertical {
      let half = Self.size * ChartMeasures.leading / 2
      let kept = LabelThinning.even(placed.map { ($0.1 - half, $0.1 + half) }, gap: 0, keeping: nil)
      labels = kept.map { index in
        let text = metrics.fitting(placed[index].0.drawnLabel, size: Self.size, limit: Self.longestVertical)
        return Label(text: text, tick: placed[index].1, x: placed[index].1)
      }
    } else {
      let anchor = axis.reference ?? 0
      let kept = LabelThinning.kept(
        level.map { ($0.label.x - $0.half, $0.label.x + $0.half) }, on: axis.scale, gap: 5,
        keeping: level.firstIndex { $0.value == anchor })
      labels = kept.map { level[$0].label }
    }
    func direction(_ text: String, _ arrow: (String) -> String) -> [String] {
      ChartMeasures.lines(
        text.isEmpty ? "" : arrow(text), size: Self.size, limit: max(cell / 2 - 5, 12), most: 3)
    }
    let (left, right) =
      axis.isReversed
      ? (axis.rightDirection, axis.leftDirection) : (axis.leftDirection, axis.rightDirection)
    directions = (direction(left) { "← " + $0 }, direction(right) { $0 + " →" })
    title = ChartMeasures.lines(axis.title, size: ChartMeasures.axisTitle, limit: cell, most: 3)
  }

  private var labelsHeight: Double {
    guard !labels.isEmpty else { return 0 }
    guard isVertical else { return Self.size * ChartMeasures.leading }
    return labels.map { FontMetrics.of(.regular).width($0.text, size: Self.size) }.max() ?? 0
  }

  private var directionsHeight: Double {
    Double(max(directions.left.count, directions.right.count)) * Self.size * ChartMeasures.leading
  }

  /// From the lower side of the frame to the lowest line.
  var height: Double {
    guard !axis.isHidden else { return 0 }
    let text =
      labelsHeight + directionsHeight + Double(title.count) * ChartMeasures.axisTitle * ChartMeasures.leading
    let gaps =
      (directionsHeight > 0 ? 2.0 : 0) + (title.isEmpty ? 0 : 4)
    return ChartMeasures.tickGap + text + gaps
  }

  /// Ticks and texts under the frame.
  func elements(_ frame: Drawing.Box, isTable: Bool, _ palette: Palette) -> [Drawing.Element] {
    guard !axis.isHidden else { return [] }
    var elements: [Drawing.Element] = []
    if !isTable { elements += lines(frame, palette) }
    var y = frame.bottom + ChartMeasures.tickGap
    for label in labels {
      if isVertical {
        let baseline = frame.x + label.x + FontMetrics.capHeight / 2 * Self.size
        elements.append(
          .text(
            .init(
              label.text, x: baseline, y: y, size: Self.size, anchor: .end, color: palette.text,
              rotation: -90)))
      } else {
        elements.append(
          .text(
            .init(
              label.text, x: frame.x + label.x, y: y + FontMetrics.ascent * Self.size, size: Self.size,
              anchor: .middle, color: palette.text)))
      }
    }
    y += labelsHeight
    if directionsHeight > 0 { y += 2 }
    for (lines, x, anchor) in [
      (directions.left, frame.x - margin, Drawing.Text.Anchor.start),
      (directions.right, frame.right + margin, .end),
    ] {
      for (number, line) in lines.enumerated() {
        let baseline = y + (Double(number) * ChartMeasures.leading + FontMetrics.ascent) * Self.size
        elements.append(
          .text(.init(line, x: x, y: baseline, size: Self.size, anchor: anchor, color: palette.mutedText)))
      }
    }
    y += directionsHeight + 4
    for (number, line) in title.enumerated() {
      let size = ChartMeasures.axisTitle
      let baseline = y + (Double(number) * ChartMeasures.leading + FontMetrics.ascent) * size
      elements.append(
        .text(
          .init(
            line, x: frame.x + frame.width / 2, y: baseline, size: size, anchor: .middle, color: palette.text)
        ))
    }
    return elements
  }

  private func lines(_ frame: Drawing.Box, _ palette: Palette) -> [Drawing.Element] {
    let paint = Drawing.Paint(stroke: palette.line)
    let map = AxisMap(axis, from: frame.x, to: frame.right)
    var elements: [Drawing.Element] = [
      .line(.init([.init(frame.x, frame.bottom), .init(frame.right, frame.bottom)], paint))
    ]
    for tick in axis.ticks where (axis.lower...axis.upper).contains(tick.value) {
      guard let x = map.place(tick.value) else { continue }
      elements.append(
        .line(.init([.init(x, frame.bottom), .init(x, frame.bottom + ChartMeasures.tick)], paint)))
    }
    return elements
  }
}
