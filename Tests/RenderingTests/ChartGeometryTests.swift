import Figures
import Testing

@testable import Rendering

/// Nothing lies over anything else, nothing leaves the page, and what is drawn is what is exported, for charts that
/// are drawn at random.
@Suite("Charts at random")
struct ChartGeometryTests {
  @Test("texts keep apart and stay on the page, and the tables give the same picture", arguments: 0..<8)
  func geometry(block: Int) throws {
    for number in 0..<30 {
      var random = RandomCharts(seed: UInt64(1000 * block + number + 1))
      let chart = random.chart()
      let picture = Picture(.chart(chart))
      let drawing = picture.drawing
      let faults = Geometry.faults(drawing)
      #expect(faults.isEmpty, "chart \(number) of block \(block): \(faults.prefix(3))")
      for place in drawing.elements.flatMap(Geometry.places) {
        guard
          place.x < -0.01 || place.y < -0.01 || place.x > drawing.width + 0.01
            || place.y > drawing.height + 0.01
        else { continue }
        Issue.record("chart \(number) of block \(block): a shape leaves the page at \(place)")
        break
      }
      let again = try Chart(
        marks: ResultTable(csv: chart.table.csv), axes: ResultTable(csv: chart.axisTable.csv))
      #expect(Picture(.chart(again)).svg == picture.svg, "chart \(number) of block \(block)")
    }
  }

  @Test("a chart of each kind keeps its texts apart in each theme", arguments: Chart.Kind.allCases)
  func kinds(kind: Chart.Kind) throws {
    let chart = ChartFixtures.chart(kind)
    for theme in FigureStyle.Theme.allCases {
      let drawing = Picture(.chart(chart), style: FigureStyle(theme: theme)).drawing
      #expect(Geometry.faults(drawing).isEmpty)
      #expect(drawing.width <= 642, "170 mm")
    }
    let again = try Chart(
      marks: ResultTable(csv: chart.table.csv), axes: ResultTable(csv: chart.axisTable.csv))
    #expect(again == chart)
    #expect(Picture(.chart(again)).svg == Picture(.chart(chart)).svg)
  }
}
