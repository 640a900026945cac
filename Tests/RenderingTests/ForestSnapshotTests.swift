import Foundation
import Testing

@testable import Figures
@testable import Rendering

/// Whole pictures, kept under Snapshots and drawn from the CSV beside them. Run with COPSE_RECORD=1 to write them
/// anew, and look at them.
@Suite("Forest plot snapshots")
struct ForestSnapshotTests {
  private func compare(_ svg: String, with name: String) throws {
    let file = ForestFixture.folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["COPSE_RECORD"] != nil { try Data(svg.utf8).write(to: file) }
    let kept = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
    let ours = svg.components(separatedBy: "\n")
    let difference = zip(ours, kept).enumerated().first { $1.0 != $1.1 }
    #expect(difference == nil, "\(name), line \((difference?.offset ?? 0) + 1)")
    #expect(ours.count == kept.count, "\(name)")
  }

  @Test(
    "BCG by way of allocation, both models, in every style and theme", arguments: FigureStyle.House.allCases)
  func styles(house: FigureStyle.House) throws {
    let plot = try ForestFixture.plot("forest-bcg-\(house.rawValue)")
    for theme in FigureStyle.Theme.allCases {
      let svg = Picture(.forest(plot), style: FigureStyle(house: house, theme: theme)).svg
      try compare(svg, with: "forest-bcg-\(house.rawValue)/\(theme.rawValue).svg")
    }
  }

  @Test(
    "proportions; studies not estimable, a title and a column of text; means on a chosen axis",
    arguments: ["forest-liver-deaths", "forest-hydroxychloroquine", "forest-stay"])
  func others(name: String) throws {
    let style = FigureStyle(house: name == "forest-stay" ? .lancet : .standard)
    try compare(Picture(.forest(try ForestFixture.plot(name)), style: style).svg, with: "\(name)/light.svg")
  }

  @Test(
    "a plot is drawn alike to the byte from its CSV, in every style",
    arguments: ["forest-bcg-lancet", "forest-liver-deaths", "forest-hydroxychloroquine", "forest-stay"])
  func reread(name: String) throws {
    let plot = try ForestFixture.plot(name)
    let again = try ForestFixture.reread(plot)
    #expect(again == plot)
    for house in FigureStyle.House.allCases {
      let style = FigureStyle(house: house)
      #expect(Picture(.forest(again), style: style).svg == Picture(.forest(plot), style: style).svg)
    }
  }

  @Test("a title given later keeps all else")
  func titled() throws {
    let plot = try ForestFixture.plot("forest-hydroxychloroquine")
    guard case .forest(let titled) = Figure.forest(plot).titled("Other") else { return }
    #expect(titled.title == "Other")
    #expect(titled.headings == plot.headings && titled.rows == plot.rows && titled.axis == plot.axis)
    #expect(titled.description == plot.description)
  }

  @Test("tables that are no forest plot's say what is wrong")
  func faults() throws {
    let plot = try ForestFixture.plot("forest-liver-deaths")
    func message(_ rows: String, _ axis: String) -> String {
      do {
        _ = try ForestPlot(rows: ResultTable(csv: rows), axis: ResultTable(csv: axis))
        return ""
      } catch { return "\(error)" }
    }
    let (rows, axis) = (plot.table.csv, plot.axisTable.csv)
    #expect(message(rows, axis).isEmpty)
    #expect(
      message(rows.replacingOccurrences(of: ",study,", with: ",Study,"), axis).contains("row_type \"Study\""))
    #expect(
      message(rows.replacingOccurrences(of: "estimate_text", with: "x"), axis).contains("'estimate_text'"))
    #expect(
      message(rows, axis.replacingOccurrences(of: "weight_heading", with: "x")).contains("'weight_heading'"))
    #expect(message(rows, axis.replacingOccurrences(of: "raw_group", with: "x")).contains("raw_group"))
  }
}
