/// A forest plot as plain values: what is exported is what is drawn, and nothing else is.
public struct ForestPlot: Sendable, Equatable {
  /// The title.
  public var title: String
  /// What is seen, for those who do not see it.
  public var description: String
  /// The names of the columns of reported numbers.
  public let rawColumns: [String]
  /// What stands over the columns.
  public let headings: ForestHeadings
  /// The confidence level of the intervals.
  public let level: Double
  /// The horizontal axis.
  public let axis: Axis
  /// The rows, from the top.
  public let rows: [ForestRow]

  /// A plot of these rows.
  ///
  /// - Parameters:
  ///   - title: the title; empty for none.
  ///   - description: what is seen; by default the title.
  ///   - rawColumns: the names of the columns of reported numbers.
  ///   - headings: what stands over the columns; by default their names, the title of the axis and the level.
  ///   - level: the confidence level of the intervals.
  ///   - axis: the horizontal axis.
  ///   - rows: the rows, from the top.
  /// - Precondition: every row has a number for each raw column and a text for each further one, or none at all.
  public init(
    title: String, description: String? = nil, rawColumns: [String], headings: ForestHeadings? = nil,
    level: Double, axis: Axis, rows: [ForestRow]
  ) {
    let headings = headings ?? ForestHeadings(rawColumns: rawColumns, axis: axis, level: level)
    precondition(headings.raw.count == rawColumns.count)
    precondition(rows.allSatisfy { $0.raw.isEmpty || $0.raw.count == rawColumns.count })
    precondition(rows.allSatisfy { $0.extra.isEmpty || $0.extra.count == headings.extra.count })
    self.title = title
    self.description = description ?? title
    self.rawColumns = rawColumns
    self.headings = headings
    self.level = level
    self.axis = axis
    self.rows = rows
  }

  /// A row's interval after it is cut at the ends of the axis.
  struct Drawn {
    let estimate, lower, upper: Double
    let clippedLeft, clippedRight: Bool
  }

  func drawn(_ row: ForestRow) -> Drawn? {
    guard let lower = row.lower, let upper = row.upper, !lower.isNaN, !upper.isNaN else { return nil }
    let estimate = row.estimate.flatMap { $0.isNaN ? nil : $0 } ?? lower
    return Drawn(
      estimate: axis.clipped(estimate), lower: axis.clipped(lower), upper: axis.clipped(upper),
      clippedLeft: lower < axis.lower, clippedRight: upper > axis.upper)
  }

  /// The side of a study's square relative to the largest, its area proportional to the weight.
  func markerSide(_ row: ForestRow) -> Double? {
    guard row.kind == .study, let weight = row.weightPercent, weight >= 0, let largest = largestWeight,
      largest > 0
    else { return nil }
    return (weight / largest).squareRoot()
  }

  /// The largest weight of a row; nil where no row has one.
  var largestWeight: Double? { rows.compactMap(\.weightPercent).max() }
}
