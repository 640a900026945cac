import Figures

/// What stands on the left of a panel: the labels of the ticks that have room and the title, which runs upwards.
struct VerticalAxis {
  let axis: Axis
  /// From the frame to the labels.
  let labelGap: Double
  /// The widest label, cut where it is longer than the limit.
  let labelWidth: Double
  let title: [String]
  private let labelLimit: Double

  private static let size = ChartMeasures.text

  /// The axis beside a panel.
  ///
  /// - Parameters:
  ///   - axis: the axis.
  ///   - labelLimit: the width that labels may take.
  ///   - overhang: how far marks of the panel may reach out of its left side.
  ///   - height: the height of the frame, in which the title is broken.
  init(_ axis: Axis, labelLimit: Double, overhang: Double, height: Double) {
    self.axis = axis
    self.labelLimit = labelLimit
    guard !axis.isHidden else {
      (labelGap, labelWidth, title) = (overhang, 0, [])
      return
    }
    let metrics = FontMetrics.of(.regular)
    labelGap = ChartMeasures.tickGap + overhang
    labelWidth =
      Self.shown(axis).map {
        metrics.width(metrics.fitting($0.drawnLabel, size: Self.size, limit: labelLimit), size: Self.size)
      }.max() ?? 0
    title = ChartMeasures.lines(axis.title, size: ChartMeasures.axisTitle, limit: height, most: 3)
  }

  private static func shown(_ axis: Axis) -> [Axis.Tick] {
    axis.ticks.filter { (axis.lower...axis.upper).contains($0.value) && !$0.label.isEmpty }
  }

  /// From the leftmost line to the frame.
  var width: Double {
    guard !axis.isHidden else { return labelGap }
    let titleWidth = Double(title.count) * ChartMeasures.axisTitle * ChartMeasures.leading
    return labelGap + labelWidth + (title.isEmpty ? 0 : 6 + titleWidth)
  }

  /// The height in which all names find room; 0 where the labels are numbers, of which some may be left out.
  var leastHeight: Double {
    guard axis.isCategorical, !axis.isHidden else { return 0 }
    let span = AxisMap.span(axis)
    let places = Self.shown(axis).map { axis.scale.position($0.value) / span }.sorted()
    let closest = zip(places, places.dropFirst()).map { $1 - $0 }.filter { $0 > 0 }.min() ?? 1
    return min(Self.size * ChartMeasures.leading / closest, 40 * Double(max(places.count, 1)))
  }

  /// Ticks and texts on the left of the frame.
  func elements(_ frame: Drawing.Box, isTable: Bool, _ palette: Palette) -> [Drawing.Element] {
    guard !axis.isHidden else { return [] }
    let map = AxisMap(axis, from: frame.bottom, to: frame.y)
    var elements: [Drawing.Element] = []
    let paint = Drawing.Paint(stroke: palette.line)
    if !isTable {
      elements.append(.line(.init([.init(frame.x, frame.y), .init(frame.x, frame.bottom)], paint)))
      for tick in axis.ticks where (axis.lower...axis.upper).contains(tick.value) {
        guard let y = map.place(tick.value) else { continue }
        elements.append(.line(.init([.init(frame.x - ChartMeasures.tick, y), .init(frame.x, y)], paint)))
      }
    }
    elements += labels(frame, map, palette)
    let size = ChartMeasures.axisTitle
    for (number, line) in title.enumerated() {
      let lines = Double(title.count - number)
      let x =
        frame.x - labelGap - labelWidth - 6 - (lines * ChartMeasures.leading - FontMetrics.ascent) * size
      elements.append(
        .text(
          .init(
            line, x: x, y: frame.y + frame.height / 2, size: size, anchor: .middle, color: palette.text,
            rotation: -90)))
    }
    return elements
  }

  private func labels(_ frame: Drawing.Box, _ map: AxisMap, _ palette: Palette) -> [Drawing.Element] {
    let metrics = FontMetrics.of(.regular)
    let placed = Self.shown(axis).compactMap { tick in map.place(tick.value).map { (tick, $0) } }
      .sorted { $0.1 < $1.1 }
    let half = (FontMetrics.ascent + FontMetrics.descent) / 2 * Self.size
    let anchor = axis.reference ?? 0
    let kept = LabelThinning.kept(
      placed.map { ($0.1 - half, $0.1 + half) }, on: axis.scale, gap: 0,
      keeping: placed.firstIndex { $0.0.value == anchor })
    return kept.map { index in
      let (tick, y) = placed[index]
      return .text(
        .init(
          metrics.fitting(tick.drawnLabel, size: Self.size, limit: labelLimit), x: frame.x - labelGap,
          y: y + FontMetrics.capHeight / 2 * Self.size, size: Self.size, anchor: .end, color: palette.text))
    }
  }
}
