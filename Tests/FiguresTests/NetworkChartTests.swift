import Foundation
import Testing

@testable import Figures

/// The network of treatments as plain values.
@Suite("Network chart")
struct NetworkChartTests {
  private let chart = Chart.network(
    nodes: [("Placebo", 400), ("Aspirin", 100), ("Warfarin", 25), ("A treatment with a long name", 0)],
    edges: [(from: 1, to: 0, width: 2), (from: 2, to: 0, width: 8), (from: 2, to: 1, width: 0)])

  private func marks(_ shape: Chart.Mark.Shape) -> [Chart.Mark] {
    chart.panels[0].marks.filter { $0.shape == shape }
  }

  @Test("nodes stand on the circle, clockwise from the top, with areas by size")
  func nodes() {
    let points = marks(.point)
    #expect(points.map(\.vertices) == [[.init(0, 1)], [.init(1, 0)], [.init(0, -1)], [.init(-1, 0)]])
    #expect(points.map(\.size) == [1, 0.5, 0.25, 0])
  }

  @Test("lines join their nodes, the thickest at the back, behind all nodes")
  func edges() {
    let lines = marks(.line)
    #expect(lines.map(\.size) == [1, 0.25, 0])
    #expect(lines.map(\.vertices)[0] == [.init(0, -1), .init(0, 1)])
    #expect(lines.map(\.vertices)[1] == [.init(1, 0), .init(0, 1)])
    #expect(chart.panels[0].marks.map(\.shape).prefix(3) == [.line, .line, .line])
  }

  @Test("names stand outside the circle and on the panel")
  func labels() {
    let labels = marks(.text)
    #expect(labels.map(\.label) == ["Placebo", "Aspirin", "Warfarin", "A treatment with a long name"])
    let panel = chart.panels[0]
    for label in labels {
      let place = label.vertices[0]
      #expect(hypot(place.x, place.y) > 1.1)
      #expect(abs(place.x) < panel.x.upper && abs(place.y) < panel.y.upper)
    }
    #expect(labels[1].vertices[0].x < -labels[3].vertices[0].x)
    #expect(panel.isSquare && panel.x.isHidden && panel.y.isHidden && panel.x.upper == panel.y.upper)
  }

  @Test("a node alone, sizes that are all 0, and the way through CSV")
  func small() throws {
    let alone = Chart.network(nodes: [("A", 0)], edges: [])
    #expect(alone.panels[0].marks.map(\.size) == [nil, nil])
    for chart in [alone, chart] {
      let read = try Chart(
        marks: ResultTable(csv: chart.table.csv), axes: ResultTable(csv: chart.axisTable.csv))
      #expect(read == chart)
    }
  }
}
