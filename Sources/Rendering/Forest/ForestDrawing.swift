import Figures

/// A forest plot on the page.
enum ForestDrawing {
  static func draw(_ plot: ForestPlot, _ style: FigureStyle) -> Drawing {
    let palette = style.palette
    var drawing = Drawing(
      width: 640, height: Double(plot.rows.count + 3) * 18, title: plot.title, description: plot.title,
      background: palette.background)
    for (index, row) in plot.rows.enumerated() {
      drawing.elements.append(
        .text(.init(row.label, x: 12, y: Double(index + 1) * 18, size: 11, color: palette.text)))
    }
    return drawing
  }
}
