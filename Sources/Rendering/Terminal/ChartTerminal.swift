import Figures

/// A chart in characters.
enum ChartTerminal {
  static func text(_ chart: Chart, isASCII: Bool, columns: Int) -> String { chart.description + "\n" }
}
