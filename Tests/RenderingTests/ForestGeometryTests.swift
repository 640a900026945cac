import Foundation
import Testing

@testable import Figures
@testable import Rendering

/// That forest plots of any shape can be read.
@Suite("Forest plot geometry")
struct ForestGeometryTests {
  private static let styles = FigureStyle.House.allCases.flatMap { house in
    FigureStyle.Theme.allCases.map { FigureStyle(house: house, theme: $0) }
  }

  /// The first pair of texts that overlap, and texts that leave the page.
  private func faults(_ drawing: Drawing) -> [String] {
    var faults: [String] = []
    guard drawing.width.isFinite, drawing.height.isFinite else { return ["the page has no size"] }
    let items = drawing.texts.map { (text: $0.string, box: $0.box) }.sorted { $0.box.y < $1.box.y }
    for (index, item) in items.enumerated() {
      let box = item.box
      guard [box.x, box.y, box.width, box.height].allSatisfy(\.isFinite) else {
        faults.append("'\(item.text)' is nowhere")
        continue
      }
      if box.x < 0 || box.y < 0 || box.right > drawing.width || box.bottom > drawing.height {
        faults.append("'\(item.text)' leaves the page")
      }
      for other in items[(index + 1)...] {
        if other.box.y > box.bottom { break }
        if box.overlaps(other.box) { faults.append("'\(item.text)' and '\(other.text)' overlap") }
      }
    }
    return faults
  }

  @Test("no two texts overlap, none leaves the page, nothing is infinite: 1,000 random plots")
  func texts() throws {
    var forest = RandomForest(seed: 20_261_124)
    for number in 0..<1000 {
      let studies = number % 100 == 99 ? 300 : number % 20 == 19 ? 40 : 3 + forest.random.below(8)
      let plot = forest.plot(studies: studies)
      let style = Self.styles[number % Self.styles.count]
      let drawing = ForestDrawing.draw(plot, style)
      let faults = faults(drawing)
      #expect(faults.isEmpty, "plot \(number), \(style.house), \(style.theme): \(faults.prefix(3))")
      if number % 10 == 0 {
        let svg = SVGWriter.write(drawing)
        #expect(!svg.contains("nan") && !svg.contains("\"inf") && !svg.contains(",inf"))
        let reread = SVGWriter.write(ForestDrawing.draw(try ForestFixture.reread(plot), style))
        #expect(reread == svg, "plot \(number) is drawn otherwise when it is read back")
      }
    }
  }

  @Test("pages are no wider than 180 mm where the columns allow")
  func width() throws {
    for house in FigureStyle.House.allCases {
      let plot = try ForestFixture.plot("forest-bcg-\(house.rawValue)")
      #expect(ForestDrawing.draw(plot, FigureStyle(house: house)).width <= 710)
      #expect(
        ForestDrawing.draw(try ForestFixture.plot("forest-liver-deaths"), FigureStyle(house: house)).width
          <= 680)
    }
  }

  @Test(
    "decimal points of estimates and limits stand under one another", arguments: FigureStyle.House.allCases)
  func decimals(house: FigureStyle.House) throws {
    let drawing = ForestDrawing.draw(
      try ForestFixture.plot("forest-bcg-\(house.rawValue)"), FigureStyle(house: house))
    var places: [[Double]] = [[], [], []]
    for kind in ["study", "subgroup_summary", "summary", "prediction_interval"] {
      for row in drawing.groups(kind) {
        guard
          let text = Drawing.texts(row).first(where: {
            $0.string.contains { "[(".contains($0) } && $0.pieces.count > 1
          })
        else { continue }
        let metrics = FontMetrics.of(text.weight)
        for (index, piece) in text.pieces.enumerated() {
          let mark = try #require(piece.text.firstIndex { ".·".contains($0) })
          places[index + 3 - text.pieces.count].append(
            try #require(piece.x) + metrics.width(String(piece.text[..<mark]), size: text.size))
        }
      }
    }
    for column in places {
      #expect(column.count >= 20)
      #expect((column.max() ?? 0) - (column.min() ?? 0) < 1e-9)
    }
  }

  @Test(
    "numbers in pieces",
    arguments: [
      ("0.49 [0.34, 0.70]", ["0|.49 ", "[0|.34, ", "0|.70]"]),
      ("0.49 (0.34 to 0.70)", ["0|.49 ", "(0|.34 to ", "0|.70)"]),
      ("0.49 (0.34-0.70)", ["0|.49 ", "(0|.34-", "0|.70)"]),
      ("0·49 (0·34–0·70)", ["0|·49 ", "(0|·34–", "0|·70)"]),
      ("−0.5 (−1.2 to −0.1)", ["−0|.5 ", "(−1|.2 to ", "−0|.1)"]),
      ("2.1% [1.2, 3.6]", ["2|.1% ", "[1|.2, ", "3|.6]"]),
      ("[0.13, 1.78]", ["[0|.13, ", "1|.78]"]), ("not estimable", []), ("1.5e-07", ["1|.5e-07"]), ("", []),
      ("13598", ["13598|"]),
    ])
  func pieces(text: String, expected: [String]) {
    let pieces = NumberPiece.pieces(text)
    #expect(pieces.map { $0.before + "|" + $0.after } == expected)
    if !expected.isEmpty { #expect(pieces.map { $0.before + $0.after }.joined() == text) }
  }

  private func area(_ points: [Drawing.Point]) -> Double {
    let next = points.dropFirst() + points.prefix(1)
    return abs(zip(points, next).reduce(0) { $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y }) / 2
  }

  /// Weight and area of each study's square.
  private func squares(_ name: String) throws -> [(weight: Double, area: Double)] {
    let plot = try ForestFixture.plot(name)
    let groups = ForestDrawing.draw(plot, FigureStyle()).groups("study")
    let rows = plot.rows.filter { $0.kind == .study }
    #expect(groups.count == rows.count)
    return try zip(rows, groups).compactMap { row, elements in
      guard let weight = row.weightPercent else { return nil }
      return (weight, area(try #require(Drawing.polygons(elements).first { $0.count == 4 })))
    }
  }

  @Test("a square's area is proportional to the weight, down to the stated side")
  func squares() throws {
    let shares = try squares("forest-bcg-default").map { $0.area / $0.weight }
    #expect(shares.count == 13)
    #expect((shares.max() ?? 0) - (shares.min() ?? 0) < 1e-9 * (shares.max() ?? 1))
    let least = pow(ForestShapes.smallestSide * ForestHouse(.standard).rowHeight, 2)
    let small = try squares("forest-hydroxychloroquine").filter { $0.weight < 5 }
    #expect(small.count > 10)
    for square in small { #expect(abs(square.area - least) < 1e-9) }
  }

  /// The columns of the plot: its axis's line.
  private func axisEnds(_ drawing: Drawing) throws -> (left: Double, right: Double) {
    guard case .line(let path)? = drawing.groups("axis").first?.first else {
      throw FigureDataError("no axis")
    }
    return (path.points[0].x, path.points[1].x)
  }

  @Test("clipped intervals end in arrows at the ends of the axis, and only they")
  func arrows() throws {
    let plot = try ForestFixture.plot("forest-hydroxychloroquine")
    let drawing = ForestDrawing.draw(plot, FigureStyle())
    let (left, right) = try axisEnds(drawing)
    var count = 0
    for (row, elements) in zip(plot.rows.filter { $0.kind == .study }, drawing.groups("study")) {
      let arrows = Drawing.polygons(elements).filter { $0.count == 3 }
      let isLeft = (row.lower ?? 1) < plot.axis.lower
      let isRight = (row.upper ?? 1) > plot.axis.upper
      #expect(arrows.contains { $0[0].x == left } == isLeft, "\(row.label)")
      #expect(arrows.contains { $0[0].x == right } == isRight, "\(row.label)")
      count += arrows.count
    }
    #expect(count >= 2)
  }

  @Test("a diamond beyond the axis is cut there and not given a new tip")
  func cutDiamond() throws {
    let all = try ForestFixture.plot("forest-bcg-default")
    let plot = ForestPlot(
      title: "", rawColumns: all.rawColumns, headings: all.headings, level: all.level,
      axis: Axis(scale: .log, lower: 0.25, upper: 4, ticks: [], title: ""), rows: all.rows)
    let drawing = ForestDrawing.draw(plot, FigureStyle())
    let (left, right) = try axisEnds(drawing)
    let rows = plot.rows.filter { $0.kind == .subgroupSummary }
    let place = try #require(
      rows.firstIndex { $0.lower ?? 1 < plot.axis.lower && $0.upper ?? 1 > plot.axis.upper })
    let diamond = try #require(Drawing.polygons(drawing.groups("subgroup_summary")[place]).first)
    #expect(diamond.count == 6)
    for end in [left, right] {
      let cut = diamond.filter { abs($0.x - end) < 1e-6 }
      #expect(cut.count == 2)
      #expect(abs(cut[0].y - cut[1].y) > 1, "the cut has a height")
    }
  }

  @Test("a label beyond the limit ends in an ellipsis and stands whole in the row's title")
  func longLabel() throws {
    let long = String(repeating: "Randomisierte Studie ", count: 8) + "1999"
    var row = ForestRow(kind: .study, label: long)
    (row.estimate, row.lower, row.upper, row.estimateText) = (1, 0.5, 2, "1.00 [0.50, 2.00]")
    let plot = ForestPlot(
      title: "", rawColumns: [], level: 0.95,
      axis: Axis(lower: 0, upper: 3, ticks: [], title: "Effect"), rows: [row])
    let drawing = ForestDrawing.draw(plot, FigureStyle())
    let label = try #require(drawing.texts.first { $0.string.hasPrefix("Randomisierte") })
    #expect(label.string.hasSuffix("…"))
    #expect(label.box.width <= ForestLayout.labelLimits.upperBound)
    let svg = SVGWriter.write(drawing)
    #expect(svg.contains("<g class=\"study\">\n<title>\(long); 1.00 [0.50, 2.00]</title>"))
  }

  @Test("labels of ticks that would collide are left out, that of no effect never")
  func ticks() throws {
    let ticks = (0...40).map { Axis.Tick(value: Double($0), label: "\($0).000") }
    var row = ForestRow(kind: .study, label: "a")
    (row.estimate, row.lower, row.upper, row.estimateText) = (1, 0.5, 2, "1.00 [0.50, 2.00]")
    let plot = ForestPlot(
      title: "", rawColumns: [], level: 0.95,
      axis: Axis(lower: 0, upper: 40, reference: 23, ticks: ticks, title: "Effect"), rows: [row])
    let drawing = ForestDrawing.draw(plot, FigureStyle())
    let labels = Drawing.texts(try #require(drawing.groups("axis").first)).filter {
      $0.string.hasSuffix(".000")
    }
    #expect(labels.count >= 4 && labels.count < 20)
    #expect(labels.contains { $0.string == "23.000" })
    for (first, second) in zip(labels, labels.dropFirst()) {
      #expect(second.box.x - first.box.right >= ForestTicks.space - 1e-9)
    }
  }
}
