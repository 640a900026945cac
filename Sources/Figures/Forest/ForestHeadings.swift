/// What stands over the columns of a forest plot.
public struct ForestHeadings: Sendable, Equatable {
  /// What stands over a column of reported numbers.
  public struct Raw: Sendable, Equatable {
    /// The heading of the column, such as "Events".
    public var heading: String
    /// The heading over this column and its neighbors with the same one, such as "Vaccine"; empty for none.
    public var group: String

    /// The headings of a column.
    public init(_ heading: String, group: String = "") { (self.heading, self.group) = (heading, group) }
  }

  /// Over the labels.
  public var label = "Study"
  /// Over the reported numbers, one for each of ``ForestPlot/rawColumns``.
  public var raw: [Raw] = []
  /// Over further columns of text, one for each of the texts in ``ForestRow/extra``.
  public var extra: [String] = []
  /// Over the estimates, such as "Risk ratio".
  public var estimate = ""
  /// What follows ``estimate`` on a line of its own, such as "[95% CI]".
  public var estimateDetail = ""
  /// Over the weights.
  public var weight = "Weight"

  /// Headings that are set one by one.
  public init() {}

  /// Plain headings for these columns and this axis.
  init(rawColumns: [String], axis: Axis, level: Double) {
    raw = rawColumns.map { Raw($0) }
    estimate = axis.title
    estimateDetail = "[\(NumberText.exact((level * 1e8).rounded() / 1e6) ?? "")% CI]"
  }
}
