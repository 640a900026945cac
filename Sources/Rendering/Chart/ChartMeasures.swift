import Figures

/// Sizes and distances of charts, in CSS pixels. The page is at most 170 mm wide, the type 8.3 pt or more.
enum ChartMeasures {
  static let margin = 10.0
  static let text = 11.0
  static let axisTitle = 11.5
  static let panelTitle = 11.5
  static let smallestTitle = 7.5
  static let title = 13.5
  /// From baseline to baseline, in sizes of the type.
  static let leading = 1.25
  static let tick = 4.0
  /// From the axis to its labels; more than half a line, so that the labels of both axes stay apart.
  static let tickGap = 7.0
  /// Between the cells of the grid.
  static let gap = 7.0
  static let smallestFrame = 28.0
  static let thickestLine = 9.0

  /// The width of the page.
  static func width(_ chart: Chart) -> Double { chart.columnShares.count > 1 ? 640 : 560 }

  /// The radius of the largest point that has a size.
  static func largestRadius(_ kind: Chart.Kind) -> Double {
    switch kind {
    case .network: 20
    case .bubble, .labbe: 12
    default: 8
    }
  }

  /// The text on at most `most` lines; the last ends in "…" where more would follow.
  static func lines(
    _ text: String, size: Double, weight: FontMetrics.Weight = .regular, limit: Double, most: Int
  ) -> [String] {
    guard !text.isEmpty else { return [] }
    let metrics = FontMetrics.of(weight)
    let lines = metrics.lines(text, size: size, limit: limit)
    guard lines.count > most else { return lines }
    let rest = lines[(most - 1)...].joined(separator: " ")
    return lines[..<(most - 1)] + [metrics.fitting(rest + "…", size: size, limit: limit)]
  }

  /// The size of a panel's title: smaller where the widest of its words would have to be broken.
  static func panelTitleSize(_ title: String, limit: Double) -> Double {
    let metrics = FontMetrics.of(.bold)
    let widest = title.split(separator: " ").map { metrics.width(String($0), size: panelTitle) }.max() ?? 0
    return widest <= limit ? panelTitle : max(smallestTitle, panelTitle * (limit - 0.01) / widest)
  }

  /// Whether the panel is a table of texts, which needs no lines.
  static func isTable(_ panel: Chart.Panel) -> Bool {
    !panel.marks.isEmpty && panel.marks.allSatisfy { $0.shape == .text }
  }
}

extension Chart.Kind {
  /// What such a chart is called.
  var name: String {
    switch self {
    case .funnel: "Funnel plot"
    case .radial: "Radial plot"
    case .labbe: "L'Abbé plot"
    case .baujat: "Baujat plot"
    case .influence: "Influence diagnostics"
    case .gosh: "GOSH plot"
    case .drapery: "Drapery plot"
    case .bubble: "Bubble plot"
    case .specificationCurve: "Specification curve"
    case .survival: "Survival curves"
    case .network: "Network"
    }
  }
}
