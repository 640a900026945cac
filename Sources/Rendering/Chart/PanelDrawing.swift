import Figures

/// A panel on the page: its marks, cut at its frame, its axes and texts.
struct PanelDrawing {
  typealias Mark = Chart.Mark

  let place: ChartLayout.Place
  let palette: Palette
  /// The radius of the largest point with a size.
  let largestRadius: Double
  private let xMap, yMap: AxisMap
  private var symbols = TakenPlaces()
  private var segments: [(Drawing.Point, Drawing.Point)] = []

  private var frame: Drawing.Box { place.frame }

  init(_ place: ChartLayout.Place, kind: Chart.Kind, _ palette: Palette) {
    self.place = place
    self.palette = palette
    largestRadius = ChartMeasures.largestRadius(kind)
    xMap = AxisMap(place.panel.x, from: place.frame.x, to: place.frame.right)
    yMap = AxisMap(place.panel.y, from: place.frame.bottom, to: place.frame.y)
  }

  /// Axes, titles and all that is drawn with symbols and lines.
  mutating func base() -> (axes: [Drawing.Element], marks: [Drawing.Element]) {
    let panel = place.panel
    let isTable = ChartMeasures.isTable(panel)
    var axes =
      place.y.elements(frame, isTable: isTable, palette)
      + place.x.elements(frame, isTable: isTable, palette)
    axes = [.group(name: "axes", title: "", axes)]
    axes += place.title.enumerated().map { number, line in
      let rows = Double(place.title.count - number - 1)
      let size = place.titleSize
      let y = frame.y - 7 - (rows * ChartMeasures.leading + FontMetrics.descent) * size
      return .text(
        .init(line, x: place.titleX, y: y, size: size, weight: .bold, color: palette.text))
    }
    return (axes, marks())
  }

  // MARK: Marks

  /// The marks from the back to the front, a group for each that has a name and for each run of one series; the
  /// lines of reference lie over areas and under all else.
  private mutating func marks() -> [Drawing.Element] {
    var elements: [Drawing.Element] = []
    var hasReference = false
    var run: (key: Mark, elements: [Drawing.Element])?
    func flush() {
      if let run {
        let name = run.key.shape.rawValue + " " + run.key.role.rawValue
        elements.append(.group(name: name, title: Self.title(run.key), run.elements))
      }
      run = nil
    }
    for mark in place.panel.marks where mark.shape != .text && !mark.vertices.isEmpty {
      if !hasReference, mark.shape != .area, mark.shape != .rectangle {
        flush()
        elements += references()
        hasReference = true
      }
      let drawn = self.elements(mark)
      if let last = run, mark.label.isEmpty, Self.isSameRun(last.key, mark) {
        run = (last.key, last.elements + drawn)
      } else {
        flush()
        run = (mark, drawn)
      }
    }
    flush()
    return hasReference ? elements : elements + references()
  }

  private static func isSameRun(_ first: Mark, _ second: Mark) -> Bool {
    first.label.isEmpty && first.shape == second.shape && first.role == second.role
      && first.series == second.series
  }

  private static func title(_ mark: Mark) -> String {
    [mark.label, mark.series].filter { !$0.isEmpty }.joined(separator: ", ")
  }

  private mutating func references() -> [Drawing.Element] {
    let style = MarkStyle(role: .reference, palette: palette)
    var lines: [Drawing.Element] = []
    let panel = place.panel
    if let x = panel.x.isHidden ? nil : panel.x.reference.flatMap(xMap.place), x >= frame.x, x <= frame.right
    {
      lines.append(line([.init(x, frame.y), .init(x, frame.bottom)], style.line()))
    }
    if let y = panel.y.isHidden ? nil : panel.y.reference.flatMap(yMap.place), y >= frame.y, y <= frame.bottom
    {
      lines.append(line([.init(frame.x, y), .init(frame.right, y)], style.line()))
    }
    return lines.isEmpty ? [] : [.group(name: "reference", title: "reference", lines)]
  }

  private mutating func line(_ points: [Drawing.Point], _ paint: Drawing.Paint) -> Drawing.Element {
    segments += zip(points, points.dropFirst())
    return .line(.init(points, paint))
  }

  private func point(_ vertex: Mark.Vertex) -> Drawing.Point? {
    guard let x = xMap.place(vertex.x), let y = yMap.place(vertex.y) else { return nil }
    return .init(x, y)
  }

  private mutating func elements(_ mark: Mark) -> [Drawing.Element] {
    let style = MarkStyle(role: mark.role, palette: palette)
    let points = mark.vertices.compactMap(point)
    switch mark.shape {
    case .point:
      return points.filter(isInFrame).map { center in
        let radius = self.radius(mark, style)
        let reach = radius * Symbol.reach
        symbols.take(.init(x: center.x - reach, y: center.y - reach, width: 2 * reach, height: 2 * reach))
        return style.symbol.element(at: center, radius: radius, style.point(intensity: mark.intensity))
      }
    case .line, .step:
      let path = mark.shape == .line ? points : Self.steps(points)
      let paint = style.line(size: mark.size, intensity: mark.intensity)
      return Clipping.line(path, in: frame).map { line($0, paint) }
    case .area:
      let corners = Clipping.polygon(points, in: frame)
      return corners.count > 2 ? [.polygon(.init(corners, style.area(intensity: mark.intensity)))] : []
    case .rectangle:
      guard points.count == 2 else { return [] }
      let (left, right) = (
        max(min(points[0].x, points[1].x), frame.x), min(max(points[0].x, points[1].x), frame.right)
      )
      let (top, bottom) = (
        max(min(points[0].y, points[1].y), frame.y), min(max(points[0].y, points[1].y), frame.bottom)
      )
      guard right > left, bottom > top else { return [] }
      return [
        .rectangle(
          .init(x: left, y: top, width: right - left, height: bottom - top),
          style.area(intensity: mark.intensity))
      ]
    case .text: return []
    }
  }

  private func radius(_ mark: Mark, _ style: MarkStyle) -> Double {
    mark.size.map { max(1.2, min($0, 1) * largestRadius) } ?? style.radius
  }

  private func isInFrame(_ point: Drawing.Point) -> Bool {
    let hair = 0.01
    return point.x >= frame.x - hair && point.x <= frame.right + hair && point.y >= frame.y - hair
      && point.y <= frame.bottom + hair
  }

  /// Level to each place and then up or down to it.
  private static func steps(_ points: [Drawing.Point]) -> [Drawing.Point] {
    var path: [Drawing.Point] = []
    for point in points {
      if let last = path.last, last.y != point.y, last.x != point.x { path.append(.init(point.x, last.y)) }
      path.append(point)
    }
    return path
  }

  // MARK: Texts

  /// The text marks and the names of points that have room among the texts of the page.
  ///
  /// - Parameters:
  ///   - texts: the places that texts have taken.
  ///   - page: the page.
  ///   - known: the names that stand on an axis of the chart.
  func labels(
    _ texts: inout TakenPlaces, page: Drawing.Box, known: Set<String>
  ) -> [Drawing.Element] {
    let written = textMarks(&texts, page: page)
    let names = PointLabels(
      frame: frame, symbols: symbols, segments: Array(segments.prefix(1500)),
      background: palette.background)
    return written + names.elements(namedPoints(known), &texts)
  }

  private func textMarks(_ texts: inout TakenPlaces, page: Drawing.Box) -> [Drawing.Element] {
    let (metrics, size) = (FontMetrics.of(.regular), ChartMeasures.text)
    var elements: [Drawing.Element] = []
    for mark in place.panel.marks where mark.shape == .text && !mark.label.isEmpty {
      guard let center = mark.vertices.first.flatMap(point), isInFrame(center) else { continue }
      let label = metrics.fitting(mark.label.withMinusSign, size: size, limit: frame.width)
      let half = metrics.width(label, size: size) / 2
      let reach = ChartMeasures.isTable(place.panel) ? 40.0 : 0
      let x = max(frame.x - reach + half, min(center.x, frame.right + reach - half))
      let text = Drawing.Text(
        label, x: max(page.x + half, min(x, page.right - half)),
        y: center.y + FontMetrics.capHeight / 2 * size, size: size, anchor: .middle,
        color: MarkStyle(role: mark.role, palette: palette).textColor)
      guard texts.isFree(text.box), text.box.y >= page.y, text.box.bottom <= page.bottom else { continue }
      texts.take(text.box)
      elements.append(.text(text))
    }
    return elements
  }

  /// The points whose name is not already on an axis.
  private func namedPoints(_ known: Set<String>) -> [PointLabels.Point] {
    return place.panel.marks.compactMap { mark in
      guard mark.shape == .point, mark.role != .filled, !mark.label.isEmpty, !known.contains(mark.label),
        let center = mark.vertices.first.flatMap(point), isInFrame(center)
      else { return nil }
      let style = MarkStyle(role: mark.role, palette: palette)
      let isFirst = mark.role == .highlight || mark.role == .summary
      return .init(
        text: mark.label, center: center, radius: radius(mark, style),
        color: mark.role == .highlight ? style.color : palette.text, isFirst: isFirst)
    }
  }
}
