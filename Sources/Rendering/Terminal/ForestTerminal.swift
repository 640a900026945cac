import Figures

/// A forest plot in characters.
enum ForestTerminal {
  static func text(_ plot: ForestPlot, isASCII: Bool, columns: Int) -> String { plot.readingTable.text }
}
