import Figures

/// Squares, intervals, diamonds and bars of a forest plot at their places.
struct ForestMarks {
  private let layout: ForestLayout
  private let palette: Palette

  /// The height of a prediction interval's bar, in rows.
  static let barHeight = 0.3

  init(_ layout: ForestLayout, _ palette: Palette) {
    self.layout = layout
    self.palette = palette
  }

  /// The marks of each row, from the back to the front.
  var elements: [Int: [Drawing.Element]] {
    let shapes = ForestShapes.shapes(
      of: layout.plot, rowsPerAxis: layout.plotColumn.width / layout.house.rowHeight)
    var elements: [Int: [Drawing.Element]] = [:]
    for shape in shapes where shape.row < layout.bodyCount {
      elements[shape.row, default: []] += marks(shape, layout.plot.rows[shape.row])
    }
    return elements
  }

  private func marks(_ shape: ForestShape, _ row: ForestRow) -> [Drawing.Element] {
    let middle = layout.rows[shape.row].middle
    let points = shape.vertices.map {
      Drawing.Point(layout.x($0.position), middle - $0.height * layout.house.rowHeight)
    }
    let color = color(of: row)
    switch shape.kind {
    case .interval:
      let line = Drawing.Element.line(.init(points, .init(stroke: palette.line, strokeWidth: 1.1)))
      return [line] + whiskers(row, points)
    case .prediction: return [bar(points, color)]
    case .arrowLeft, .arrowRight:
      return [.polygon(.init(points, .init(fill: row.kind == .study ? palette.line : color)))]
    case .square, .diamond: return [.polygon(.init(points, .init(fill: color)))]
    }
  }

  private func color(of row: ForestRow) -> String {
    switch row.kind {
    case .predictionInterval: palette.prediction
    case .study: palette.study
    default: palette.summary
    }
  }

  /// Short bars at the ends that are not clipped.
  private func whiskers(_ row: ForestRow, _ points: [Drawing.Point]) -> [Drawing.Element] {
    guard layout.house.hasWhiskers, let lower = row.lower, let upper = row.upper else { return [] }
    let axis = layout.plot.axis
    let isWhole = [lower >= axis.lower && lower <= axis.upper, upper >= axis.lower && upper <= axis.upper]
    return zip(points, isWhole).filter(\.1).map { point, _ in
      .line(
        .init(
          [.init(point.x, point.y - 2.5), .init(point.x, point.y + 2.5)],
          .init(stroke: palette.line, strokeWidth: 1.1)))
    }
  }

  private func bar(_ points: [Drawing.Point], _ color: String) -> Drawing.Element {
    let height = Self.barHeight * layout.house.rowHeight
    return .rectangle(
      .init(
        x: points[0].x, y: points[0].y - height / 2, width: max(1, points[1].x - points[0].x), height: height),
      .init(fill: color))
  }
}
