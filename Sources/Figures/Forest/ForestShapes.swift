/// A shape of a forest plot.
public struct ForestShape: Sendable, Equatable {
  /// What it is.
  public enum Kind: String, Sendable {
    /// A study's estimate.
    case square
    /// A confidence interval.
    case interval
    /// A prediction interval.
    case prediction
    /// A summary.
    case diamond
    /// The end of an interval that goes on to the left.
    case arrowLeft = "arrow_left"
    /// The end of an interval that goes on to the right.
    case arrowRight = "arrow_right"
  }

  /// A corner.
  public struct Vertex: Sendable, Equatable {
    /// The place on the axis, by ``AxisScale/position(_:)``.
    public let position: Double
    /// The height over the middle of the row, in heights of a row.
    public let height: Double
  }

  /// The number of its row among all rows, from 0.
  public let row: Int
  /// What it is.
  public let kind: Kind
  /// Its corners: two of a line, else of a polygon.
  public let vertices: [Vertex]
}

/// The shapes of a forest plot, from which both `shapes.csv` and the drawing are made.
///
/// A study is a line from limit to limit and a square; a summary is a diamond, cut at the ends of the axis
/// and not re-tipped, or an arrow where all of it lies beyond; a prediction interval is a bar; an interval that is
/// clipped ends in an arrow. A square's area is proportional to the weight, down to ``smallestSide``; where a row has
/// no weight its side is ``plainSide``.
public struct ForestShapes: Sendable {
  /// The width of the axis in heights of a row, at which the squares of `shapes.csv` are square.
  public static let rowsPerAxis = 16.0
  /// The side of the largest square and the height of a diamond, in rows.
  public static let largestSide = 0.7
  /// The side of a square that would be smaller, in rows.
  public static let smallestSide = 0.12
  /// The side of a square without a weight, in rows.
  public static let plainSide = 0.4

  private let plot: ForestPlot
  private let low: Double
  private let high: Double
  private let rowWidth: Double
  private let largestWeight: Double?
  private var shapes: [ForestShape] = []

  /// The shapes, row by row, from the back to the front.
  ///
  /// - Parameters:
  ///   - plot: the plot.
  ///   - rowsPerAxis: the width of the axis in heights of a row.
  public static func shapes(
    of plot: ForestPlot, rowsPerAxis: Double = ForestShapes.rowsPerAxis
  ) -> [ForestShape] {
    var shapes = ForestShapes(plot, rowsPerAxis: rowsPerAxis)
    for (index, row) in plot.rows.enumerated() { shapes.add(row, index) }
    return shapes.shapes
  }

  private init(_ plot: ForestPlot, rowsPerAxis: Double) {
    self.plot = plot
    low = plot.axis.scale.position(plot.axis.lower)
    high = plot.axis.scale.position(plot.axis.upper)
    rowWidth = (high - low) / rowsPerAxis
    largestWeight = plot.largestWeight
  }

  private mutating func add(_ row: ForestRow, _ index: Int) {
    guard let drawn = plot.drawn(row), let lower = row.lower, let upper = row.upper else { return }
    if row.kind.isSummary, let estimate = row.estimate {
      let half = Self.largestSide / 2
      let tips = [(lower, 0.0), (estimate, half), (upper, 0.0), (estimate, -half)]
      let diamond = cut(tips.map { ForestShape.Vertex(position: position($0.0), height: $0.1) })
      append(.diamond, index, diamond)
      if diamond.isEmpty { appendArrows(drawn, index) }
      return
    }
    let scale = plot.axis.scale
    append(
      row.kind == .predictionInterval ? .prediction : .interval, index,
      [drawn.lower, drawn.upper].map { .init(position: scale.position($0), height: 0) })
    appendArrows(drawn, index)
    if row.kind == .study, let estimate = row.estimate, estimate >= plot.axis.lower,
      estimate <= plot.axis.upper
    {
      appendSquare(index, center: scale.position(estimate), side: side(row))
    }
  }

  private func side(_ row: ForestRow) -> Double {
    guard let weight = row.weightPercent, weight >= 0, let largestWeight, largestWeight > 0 else {
      return Self.plainSide
    }
    return max(Self.smallestSide, (weight / largestWeight).squareRoot() * Self.largestSide)
  }

  /// The position of a value, not further from the axis than a million times its width: what is cut needs
  /// finite corners.
  private func position(_ value: Double) -> Double {
    let reach = 1e6 * (high - low)
    return min(max(plot.axis.scale.position(value), low - reach), high + reach)
  }

  private mutating func appendSquare(_ row: Int, center: Double, side: Double) {
    let (dx, dy) = (side / 2 * rowWidth, side / 2)
    append(
      .square, row,
      cut([(-dx, -dy), (dx, -dy), (dx, dy), (-dx, dy)].map { .init(position: center + $0.0, height: $0.1) }))
  }

  private mutating func appendArrows(_ drawn: ForestPlot.Drawn, _ row: Int) {
    for (kind, isThere, tip, towards) in [
      (ForestShape.Kind.arrowLeft, drawn.clippedLeft, low, 1.0),
      (.arrowRight, drawn.clippedRight, high, -1),
    ] where isThere {
      let back = tip + towards * 0.3 * rowWidth
      append(
        kind, row,
        [
          .init(position: tip, height: 0), .init(position: back, height: 0.2),
          .init(position: back, height: -0.2),
        ])
    }
  }

  private mutating func append(_ kind: ForestShape.Kind, _ row: Int, _ vertices: [ForestShape.Vertex]) {
    guard !vertices.isEmpty else { return }
    shapes.append(ForestShape(row: row, kind: kind, vertices: vertices))
  }

  /// The polygon cut at both ends of the axis (Sutherland and Hodgman).
  private func cut(_ polygon: [ForestShape.Vertex]) -> [ForestShape.Vertex] {
    Self.cut(Self.cut(polygon, at: low) { $0 >= low }, at: high) { $0 <= high }
  }

  private static func cut(
    _ polygon: [ForestShape.Vertex], at edge: Double, isInside: (Double) -> Bool
  ) -> [ForestShape.Vertex] {
    var result: [ForestShape.Vertex] = []
    for (index, current) in polygon.enumerated() {
      let previous = polygon[(index + polygon.count - 1) % polygon.count]
      if isInside(current.position) != isInside(previous.position) {
        let share = (edge - previous.position) / (current.position - previous.position)
        result.append(
          .init(position: edge, height: previous.height + share * (current.height - previous.height)))
      }
      if isInside(current.position) { result.append(current) }
    }
    return result
  }
}

extension ForestPlot {
  /// The shapes as a table of vertices: `row, shape, vertex, x, y`, x on the display scale, y = −row, one row high
  /// per unit.
  public var shapesTable: ResultTable {
    var table = ResultTable(columns: ["row", "shape", "vertex", "x", "y"])
    for shape in ForestShapes.shapes(of: self) {
      for (index, vertex) in shape.vertices.enumerated() {
        table.append([
          .integer(shape.row + 1), .text(shape.kind.rawValue), .integer(index + 1),
          .init(axis.scale.value(at: vertex.position)), .number(vertex.height - Double(shape.row + 1)),
        ])
      }
    }
    return table
  }
}
