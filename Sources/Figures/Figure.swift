/// Any figure, as plain values.
public enum Figure: Sendable, Equatable {
  case forest(ForestPlot)
  case chart(Chart)

  /// The file names and tables that hold all that is drawn;
  public var tables: [(name: String, table: ResultTable)] {
    switch self {
    case .forest(let plot):
      [("forest.csv", plot.table), ("axis.csv", plot.axisTable), ("shapes.csv", plot.shapesTable)]
    case .chart(let chart): [("marks.csv", chart.table), ("axes.csv", chart.axisTable)]
    }
  }

  /// What is drawn, as a table: the rows of a forest plot, the marks of a chart.
  public var table: ResultTable { tables[0].table }
}

extension Figure {
  /// The figure under another title; nil leaves it as it is.
  public func titled(_ title: String?) -> Figure {
    guard let title else { return self }
    switch self {
    case .forest(var plot):
      plot.title = title
      return .forest(plot)
    case .chart(let chart):
      return .chart(
        Chart(
          kind: chart.kind, title: title, description: chart.description, panels: chart.panels,
          columnShares: chart.columnShares, rowShares: chart.rowShares, aspect: chart.aspect))
    }
  }
}
