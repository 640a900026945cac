import MetaAnalysis
import Testing

extension Chart {
  /// The marks of a role in all panels, in their order.
  func marks(_ role: Mark.Role, _ shape: Mark.Shape? = nil) -> [Mark] {
    panels.flatMap(\.marks).filter { $0.role == role && (shape == nil || $0.shape == shape) }
  }

  /// The places of the studies.
  var studies: [Mark.Vertex] { marks(.study, .point).map { $0.vertices[0] } }

  /// The names of the series in the order of the legend.
  var series: [String] {
    panels.flatMap(\.marks).map(\.series).reduce(into: []) { names, name in
      if !name.isEmpty, !names.contains(name) { names.append(name) }
    }
  }

  /// The chart that the CSV of its tables holds.
  func reread() throws -> Chart {
    try Chart(marks: ResultTable(csv: table.csv), axes: ResultTable(csv: axisTable.csv))
  }

  /// Expects that every study lies on the axes, that the chart is what its tables hold, and that the picture of the
  /// tables is the same to the byte.
  func expectSound(_ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation) throws {
    for panel in panels {
      for mark in panel.marks where mark.shape == .point {
        for vertex in mark.vertices {
          let isInside =
            (panel.x.lower...panel.x.upper).contains(vertex.x)
            && (panel.y.lower...panel.y.upper).contains(vertex.y)
          #expect(isInside, "\(mark.label) at \(vertex.x), \(vertex.y)", sourceLocation: sourceLocation)
        }
      }
    }
    let again = try reread()
    #expect(again == self, comment, sourceLocation: sourceLocation)
    #expect(
      Picture(.chart(again)).svg == Picture(.chart(self)).svg, comment, sourceLocation: sourceLocation)
    #expect(description.hasSuffix("."), comment, sourceLocation: sourceLocation)
  }
}
