import Figures

/// A chart on the page: the title, the panels in their grid, the legend below.
enum ChartDrawing {
  static func draw(_ chart: Chart, _ style: FigureStyle) -> Drawing {
    let palette = style.palette
    let margin = ChartMeasures.margin
    let pageWidth = ChartMeasures.width(chart)
    let title = ChartMeasures.lines(
      chart.title, size: ChartMeasures.title, weight: .bold, limit: pageWidth - 2 * margin, most: 6)
    let titleHeight =
      title.isEmpty ? 0 : Double(title.count) * ChartMeasures.title * ChartMeasures.leading + 4
    let legend = ChartLegend(chart, width: pageWidth - 2 * margin, palette)
    let layout = ChartLayout(
      chart, width: pageWidth, top: margin + titleHeight,
      height: pageWidth * chart.aspect - 2 * margin - titleHeight - legend.height)
    let page = Drawing.Box(
      x: 0, y: 0, width: max(pageWidth, layout.end.x + margin),
      height: layout.end.y + legend.height + margin)

    var drawing = Drawing(
      width: page.width, height: page.height, title: chart.title.isEmpty ? chart.kind.name : chart.title,
      description: chart.description, background: palette.background)
    drawing.elements = title.enumerated().map { number, line in
      let baseline =
        margin + (Double(number) * ChartMeasures.leading + FontMetrics.ascent) * ChartMeasures.title
      return .text(
        .init(
          line, x: margin, y: baseline, size: ChartMeasures.title, weight: .bold, color: palette.text))
    }
    let keys = legend.elements(center: page.width / 2, top: layout.end.y)
    drawing.elements += panels(layout, chart, palette, around: drawing.elements + keys, page: page)
    drawing.elements += keys
    return drawing
  }

  /// The panels; names beside points go where none of the other texts is, those of the page among them.
  private static func panels(
    _ layout: ChartLayout, _ chart: Chart, _ palette: Palette, around others: [Drawing.Element],
    page: Drawing.Box
  ) -> [Drawing.Element] {
    var panels = layout.places.map { PanelDrawing($0, kind: chart.kind, palette) }
    let bases = panels.indices.map { panels[$0].base() }
    var texts = TakenPlaces()
    for text in Drawing.texts(in: others + bases.flatMap(\.axes)) { texts.take(text.box) }
    let axes = chart.panels.flatMap { [$0.x, $0.y] }.filter { !$0.isHidden }
    let known = Set(axes.flatMap(\.ticks).map(\.label))
    return zip(panels, bases).map { panel, base in
      .group(
        name: "panel",
        title: panel.place.panel.title.isEmpty ? panel.place.panel.name : panel.place.panel.title,
        base.marks + base.axes + panel.labels(&texts, page: page, known: known))
    }
  }
}
