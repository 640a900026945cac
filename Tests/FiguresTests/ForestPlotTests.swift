import Foundation
import Testing

@testable import Figures

/// A plot with each kind of row; the axis runs from 0.25 to 4.
private func samplePlot(axis range: ClosedRange<Double> = 0.25...4) -> ForestPlot {
  func row(
    _ kind: ForestRow.Kind, _ label: String, _ values: (Double, Double, Double)?, weight: Double? = nil
  )
    -> ForestRow
  {
    var row = ForestRow(kind: kind, label: label)
    (row.estimate, row.lower, row.upper) = (values?.0, values?.1, values?.2)
    row.weightPercent = weight
    row.raw = kind == .study ? [.integer(1), .integer(20)] : []
    return row
  }
  var prediction = row(.predictionInterval, "Prediction interval", nil)
  (prediction.lower, prediction.upper) = (0.1, 9)
  return ForestPlot(
    title: "", rawColumns: ["events", "total"], level: 0.95,
    axis: Axis(
      scale: .log, showing: [], limits: [], bounds: 0...Double.infinity, reference: 1, given: range,
      title: "Risk ratio", leftDirection: "A", rightDirection: "B"),
    rows: [
      row(.study, "inside", (1, 0.5, 2), weight: 64), row(.study, "left", (0.5, 0.1, 1), weight: 16),
      row(.study, "both", (1, 0.1, 10), weight: 16), row(.study, "beyond", (8, 5, 12), weight: 4),
      row(.study, "no data", nil), row(.summary, "Summary", (0.5, 0.125, 2)), prediction,
      row(.note, "Heterogeneity: …", nil),
    ])
}

/// The cells of a row by name of column.
private func cells(_ table: ResultTable, row: Int) -> [String: String] {
  Dictionary(uniqueKeysWithValues: zip(table.columns, table.rows[row].map(\.text)))
}

@Suite("Forest plot")
struct ForestPlotTests {
  @Test("the columns stand in the order that is promised")
  func columns() {
    #expect(
      samplePlot().table.columns == [
        "row", "row_type", "group", "label", "indent", "events", "total", "yi", "sei", "estimate", "lower",
        "upper",
        "level", "weight_percent", "estimate_drawn", "lower_drawn", "upper_drawn", "clipped_left",
        "clipped_right",
        "error_minus", "error_plus", "marker_side", "estimate_text", "weight_text", "note",
      ])
  }

  @Test("what is drawn stays on the axis, and the flags say what was cut")
  func clipping() {
    let table = samplePlot().table
    let expected: [(String, String, String, String, String)] = [
      ("1", "0.5", "2", "false", "false"), ("0.5", "0.25", "1", "true", "false"),
      ("1", "0.25", "4", "true", "true"),
      ("4", "4", "4", "false", "true"), ("", "", "", "", ""), ("0.5", "0.25", "2", "true", "false"),
      ("", "0.25", "4", "true", "true"), ("", "", "", "", ""),
    ]
    for (index, wanted) in expected.enumerated() {
      let row = cells(table, row: index)
      #expect(row["estimate_drawn"] == wanted.0, "row \(index)")
      #expect(row["lower_drawn"] == wanted.1, "row \(index)")
      #expect(row["upper_drawn"] == wanted.2, "row \(index)")
      #expect(row["clipped_left"] == wanted.3, "row \(index)")
      #expect(row["clipped_right"] == wanted.4, "row \(index)")
      #expect(row["row"] == "\(index + 1)")
    }
  }

  @Test("error bars are the distances from the estimate to its limits, before clipping")
  func errorBars() {
    let row = cells(samplePlot().table, row: 2)
    #expect(row["error_minus"] == "0.9")
    #expect(row["error_plus"] == "9")
    #expect(row["lower"] == "0.1")
    #expect(row["upper"] == "10")
  }

  @Test("a square's area is proportional to the weight; summaries have none")
  func markers() {
    let table = samplePlot().table
    let sides = (0..<8).map { cells(table, row: $0)["marker_side"] }
    #expect(sides == ["1", "0.5", "0.5", "0.25", "", "", "", ""])
  }

  @Test("the axis as a table")
  func axisTable() {
    let table = samplePlot().axisTable
    #expect(table.columns == ["item", "value", "label"])
    let rows = table.rows.map { $0.map(\.text) }
    #expect(rows.contains(["scale", "", "log"]))
    #expect(rows.contains(["lower", "0.25", ""]))
    #expect(rows.contains(["upper", "4", ""]))
    #expect(rows.contains(["reference", "1", ""]))
    #expect(rows.contains(["title", "", "Risk ratio"]))
    #expect(rows.contains(["direction_left", "", "A"]))
    #expect(rows.contains(["direction_right", "", "B"]))
    #expect(rows.filter { $0[0] == "tick" }.count >= 2)
  }
}

@Suite("Forest shapes")
struct ForestShapesTests {
  private struct Vertex {
    let x, y: Double
  }

  /// The vertices by row and shape, in order.
  private func shapes(_ plot: ForestPlot) throws -> [Int: [String: [Vertex]]] {
    var shapes: [Int: [String: [Vertex]]] = [:]
    let table = plot.shapesTable
    #expect(table.columns == ["row", "shape", "vertex", "x", "y"])
    for cells in table.rows.map({ $0.map(\.text) }) {
      let row = try #require(Int(cells[0]))
      let vertex = Vertex(x: try #require(Double(cells[3])), y: try #require(Double(cells[4])))
      shapes[row, default: [:]][cells[1], default: []].append(vertex)
      #expect(shapes[row]?[cells[1]]?.count == Int(cells[2]))
    }
    return shapes
  }

  @Test("every vertex lies on the axis and in its row")
  func inside() throws {
    let plot = samplePlot()
    for (row, byShape) in try shapes(plot) {
      for vertex in byShape.values.joined() {
        #expect(vertex.x >= plot.axis.lower * (1 - 1e-12) && vertex.x <= plot.axis.upper * (1 + 1e-12))
        #expect(abs(vertex.y + Double(row)) <= 0.5)
      }
    }
  }

  @Test("a diamond is cut at the axis, not given a new tip")
  func diamondCut() throws {
    let diamond = try #require(try shapes(samplePlot())[6]?["diamond"])
    // From 0.125 to 2 around 0.5 on an axis from 0.25: the left side is cut half way between tip and middle.
    let cut = diamond.filter { abs($0.x - 0.25) < 1e-12 }
    #expect(diamond.count == 5)
    #expect(cut.count == 2)
    #expect(Set(cut.map { ($0.y + 6).magnitude < 0.1750001 && ($0.y + 6).magnitude > 0.1749999 }) == [true])
    // The top stays at the estimate at full height, the right tip at the upper limit.
    #expect(diamond.contains { abs($0.x - 0.5) < 1e-12 && abs($0.y + 6 - 0.35) < 1e-12 })
    #expect(diamond.contains { abs($0.x - 2) < 1e-12 && abs($0.y + 6) < 1e-12 })
  }

  @Test("a diamond inside the axis has its four corners")
  func diamondWhole() throws {
    let diamond = try #require(try shapes(samplePlot(axis: 0.1...10))[6]?["diamond"])
    #expect(diamond.count == 4)
    for (vertex, x) in zip(diamond, [0.125, 0.5, 2, 0.5]) { #expect(abs(vertex.x - x) < 1e-12) }
  }

  @Test("a summary beyond the axis leaves an arrow instead of nothing")
  func diamondBeyond() throws {
    let shapes = try shapes(samplePlot(axis: 20...40))
    #expect(shapes[6]?["diamond"] == nil)
    #expect(shapes[6]?["arrow_left"]?.count == 3)
  }

  @Test("arrows stand where an interval is clipped and only there")
  func arrows() throws {
    let shapes = try shapes(samplePlot())
    let found = (1...8).map { row in
      [shapes[row]?["arrow_left"] != nil, shapes[row]?["arrow_right"] != nil]
    }
    #expect(
      found == [
        [false, false], [true, false], [true, true], [false, true], [false, false], [false, false],
        [true, true],
        [false, false],
      ])
    let tip = try #require(shapes[2]?["arrow_left"]?.first)
    #expect(abs(tip.x - 0.25) < 1e-12)
  }

  @Test("squares are square at the stated aspect and stand on the estimate")
  func squares() throws {
    let plot = samplePlot()
    let shapes = try shapes(plot)
    let rowWidth = log(4 / 0.25) / ForestShapes.rowsPerAxis
    for (row, center, side) in [(1, 1.0, 1.0), (2, 0.5, 0.5), (3, 1, 0.5)] {
      let square = try #require(shapes[row]?["square"])
      #expect(square.count == 4)
      let xs = square.map { log($0.x) }
      let ys = square.map(\.y)
      let width = ((xs.max() ?? 0) - (xs.min() ?? 0)) / rowWidth
      let height = (ys.max() ?? 0) - (ys.min() ?? 0)
      #expect(abs(width - height) < 1e-9)
      #expect(abs(height - side * ForestShapes.largestSide) < 1e-12)
      #expect(abs(((xs.max() ?? 0) + (xs.min() ?? 0)) / 2 - log(center)) < 1e-12)
    }
    #expect(shapes[4]?["square"] == nil, "an estimate beyond the axis has no square")
  }

  @Test("an interval that reaches 0 or infinity has finite vertices")
  func endless() throws {
    var summary = ForestRow(kind: .summary, label: "Summary")
    (summary.estimate, summary.lower, summary.upper) = (1, 0, .infinity)
    let plot = ForestPlot(
      title: "", rawColumns: [], level: 0.95,
      axis: Axis(
        scale: .log, showing: [], limits: [], bounds: 0...Double.infinity, reference: 1, given: 0.25...4,
        title: ""),
      rows: [summary])
    let diamond = try #require(try shapes(plot)[1]?["diamond"])
    #expect(diamond.allSatisfy { $0.x >= 0.2499999 && $0.x <= 4.0000001 && abs($0.y + 1) <= 0.350001 })
  }
}
