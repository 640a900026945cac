import Figures

extension Chart {
  /// The marks for reading: points by their names and places, lines and shapes by their range.
  public var readingTable: TextTable {
    let panel = panels.first
    var table = TextTable([
      ("What", .left), ("Name", .left), (Self.heading(panel?.x, "x"), .right),
      (Self.heading(panel?.y, "y"), .right),
    ])
    for mark in panels.flatMap(\.marks) where mark.shape != .text && !(mark.series + mark.label).isEmpty {
      table.append([
        mark.series, mark.label, Self.words(mark.vertices.map(\.x)), Self.words(mark.vertices.map(\.y)),
      ])
    }
    return table
  }

  private static func heading(_ axis: Axis?, _ letter: String) -> String {
    guard let title = axis?.title, !title.isEmpty else { return letter }
    return title
  }

  /// One value, or the smallest and the largest.
  private static func words(_ values: [Double]) -> String {
    guard let low = values.min(), let high = values.max() else { return "" }
    let text = NumberText.significant(low, digits: 4)
    return low == high ? text : "\(text) to \(NumberText.significant(high, digits: 4))"
  }

  /// The chart as a document of the schema `copse.chart/1`: its kind and description, the marks and the axes as rows.
  public func document(_ provenance: Provenance) -> JSONValue {
    .object(
      [.init("schema", .string("copse.chart/1"))] + provenance.members + [
        .init("kind", .string(kind.rawValue)), .init("description", .string(description)),
        .init("marks", table.json), .init("axes", axisTable.json),
      ])
  }
}
