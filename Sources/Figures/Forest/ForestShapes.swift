/// The shapes of a forest plot as vertices: x on the display scale, y = −row, one row high per unit.
///
/// A study is a line from limit to limit and a square; a summary is a diamond, cut at the ends of the axis
/// and not re-tipped, or an arrow where all of it lies beyond; a prediction interval is a bar; an interval that is clipped ends in an arrow. Squares
/// are square where the axis is as wide as ``rowsPerAxis`` rows are high.
struct ForestShapes {
  /// The width of the axis in heights of a row, at which squares are square.
  static let rowsPerAxis = 16.0
  /// The side of the largest square and the height of a diamond, in rows.
  static let largestSide = 0.7

  /// A corner: the position along the axis, and the height in rows.
  private struct Vertex {
    let position, y: Double
  }

  let plot: ForestPlot
  private let low: Double
  private let high: Double
  private var table = ResultTable(columns: ["row", "shape", "vertex", "x", "y"])

  static func table(_ plot: ForestPlot) -> ResultTable {
    var shapes = ForestShapes(plot)
    for (index, row) in plot.rows.enumerated() { shapes.add(row, number: index + 1) }
    return shapes.table
  }

  private init(_ plot: ForestPlot) {
    self.plot = plot
    low = plot.axis.scale.position(plot.axis.lower)
    high = plot.axis.scale.position(plot.axis.upper)
  }

  private mutating func add(_ row: ForestRow, number: Int) {
    guard let drawn = plot.drawn(row), let lower = row.lower, let upper = row.upper else { return }
    let y = -Double(number)
    let scale = plot.axis.scale
    if row.kind.isSummary, let estimate = row.estimate {
      let half = Self.largestSide / 2
      let tips = [(lower, 0.0), (estimate, half), (upper, 0.0), (estimate, -half)]
      let diamond = cut(tips.map { Vertex(position: position($0.0), y: y + $0.1) })
      append("diamond", row: number, diamond)
      if diamond.isEmpty, drawn.clippedLeft {
        appendArrow("arrow_left", row: number, tip: low, y: y, towards: 1)
      }
      if diamond.isEmpty, drawn.clippedRight {
        appendArrow("arrow_right", row: number, tip: high, y: y, towards: -1)
      }
      return
    }
    let shape = row.kind == .predictionInterval ? "prediction" : "interval"
    let (left, right) = (scale.position(drawn.lower), scale.position(drawn.upper))
    append(shape, row: number, [Vertex(position: left, y: y), Vertex(position: right, y: y)])
    if drawn.clippedLeft { appendArrow("arrow_left", row: number, tip: low, y: y, towards: 1) }
    if drawn.clippedRight { appendArrow("arrow_right", row: number, tip: high, y: y, towards: -1) }
    if let side = plot.markerSide(row), let estimate = row.estimate,
      estimate >= plot.axis.lower, estimate <= plot.axis.upper
    {
      appendSquare(row: number, center: scale.position(estimate), y: y, side: side * Self.largestSide)
    }
  }

  /// The position of a value, not further from the axis than a million times its width: what is cut needs
  /// finite corners.
  private func position(_ value: Double) -> Double {
    let reach = 1e6 * (high - low)
    return min(max(plot.axis.scale.position(value), low - reach), high + reach)
  }

  private var rowWidth: Double { (high - low) / Self.rowsPerAxis }

  private mutating func appendSquare(row: Int, center: Double, y: Double, side: Double) {
    let (dx, dy) = (side / 2 * rowWidth, side / 2)
    append(
      "square", row: row,
      cut([(-dx, -dy), (dx, -dy), (dx, dy), (-dx, dy)].map { Vertex(position: center + $0.0, y: y + $0.1) }))
  }

  private mutating func appendArrow(_ shape: String, row: Int, tip: Double, y: Double, towards: Double) {
    let back = tip + towards * 0.3 * rowWidth
    append(
      shape, row: row,
      [Vertex(position: tip, y: y), Vertex(position: back, y: y + 0.2), Vertex(position: back, y: y - 0.2)])
  }

  private mutating func append(_ shape: String, row: Int, _ vertices: [Vertex]) {
    for (index, vertex) in vertices.enumerated() {
      table.append([
        .integer(row), .text(shape), .integer(index + 1), .init(plot.axis.scale.value(at: vertex.position)),
        .number(vertex.y),
      ])
    }
  }

  /// The polygon cut at both ends of the axis (Sutherland and Hodgman).
  private func cut(_ polygon: [Vertex]) -> [Vertex] {
    Self.cut(Self.cut(polygon, at: low) { $0 >= low }, at: high) { $0 <= high }
  }

  private static func cut(_ polygon: [Vertex], at edge: Double, isInside: (Double) -> Bool) -> [Vertex] {
    var result: [Vertex] = []
    for (index, current) in polygon.enumerated() {
      let previous = polygon[(index + polygon.count - 1) % polygon.count]
      if isInside(current.position) != isInside(previous.position) {
        let share = (edge - previous.position) / (current.position - previous.position)
        result.append(Vertex(position: edge, y: previous.y + share * (current.y - previous.y)))
      }
      if isInside(current.position) { result.append(current) }
    }
    return result
  }
}

extension ForestPlot {
  /// The shapes as a table of vertices: `row, shape, vertex, x, y`.
  public var shapesTable: ResultTable { ForestShapes.table(self) }
}
