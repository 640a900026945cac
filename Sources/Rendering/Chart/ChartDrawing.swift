import Figures

/// A chart on the page.
enum ChartDrawing {
  static func draw(_ chart: Chart, _ style: FigureStyle) -> Drawing {
    Drawing(
      width: 640, height: 640 * chart.aspect, title: chart.title, description: chart.description,
      background: style.palette.background)
  }
}
