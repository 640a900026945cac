import Figures
import Testing

@testable import Rendering

/// Names of points, titles of narrow panels, numbers below 0: what a reader looks for first.
@Suite("Names, titles and signs of charts")
struct ChartNamesTests {
  private func names(_ points: [(String, Double, Double)], _ range: ClosedRange<Double> = 0...10) -> [String]
  {
    let axis = Axis(lower: range.lowerBound, upper: range.upperBound, ticks: [], title: "")
    let marks = points.map { Chart.Mark(.point, .study, label: $0.0, at: [.init($0.1, $0.2)]) }
    let chart = Chart(
      kind: .baujat, description: "", panels: [.init(x: axis, y: axis, marks: marks)], aspect: 0.8)
    return Picture(.chart(chart)).drawing.texts.map(\.string).filter { $0.hasPrefix("Study") }.sorted()
  }

  @Test("a point beside the axis that has another on its right keeps its name")
  func besideAxis() {
    #expect(names([("Study A", 0.05, 0.3), ("Study B", 0.5, 0.3)]) == ["Study A", "Study B"])
  }

  @Test("among more points than can be named those that stand apart are")
  func apart() {
    let crowd = (0..<40).map { index -> (String, Double, Double) in
      let (column, row) = (Double(index % 7), Double(index / 7))
      return ("Study \(index)", 1 + column / 20, 1 + row / 20)
    }
    #expect(names(crowd).isEmpty)
    #expect(names(crowd + [("Study far", 8, 8)]) == ["Study far"])
  }

  @Test("the title of a narrow panel is set smaller before a word is broken", arguments: 4...8)
  func titles(count: Int) {
    let axis = Axis(lower: 0, upper: 1, ticks: [], title: "")
    let panels = (0..<count).map {
      Chart.Panel(name: "p\($0)", title: "standardized", column: $0, x: axis, y: axis, marks: [])
    }
    let chart = Chart(
      kind: .influence, description: "", panels: panels, columnShares: panels.map { _ in 1 }, aspect: 0.5)
    let titles = Picture(.chart(chart)).drawing.texts.filter { $0.weight == .bold }
    #expect(titles.map(\.string) == panels.map(\.title))
    for (title, panel) in zip(titles, titles.dropFirst()) { #expect(title.box.right < panel.box.x) }
  }

  @Test("numbers below 0 have a minus sign in the drawing and stay plain in the table")
  func minus() {
    #expect("-2".withMinusSign == "−2" && "-2.5%".withMinusSign == "−2.5%")
    #expect("-".withMinusSign == "-" && "-2 years".withMinusSign == "-2 years" && "2".withMinusSign == "2")
    let axis = Axis(lower: -3, upper: 3, ticks: [.init(value: -2, label: "-2")], title: "")
    let chart = Chart(kind: .baujat, description: "", panels: [.init(x: axis, y: axis, marks: [])])
    let texts = Picture(.chart(chart)).drawing.texts.map(\.string)
    #expect(texts.filter { $0 == "−2" }.count == 2 && !texts.contains("-2"))
    #expect(chart.axisTable.csv.contains("-2"))
  }

  @Test("what XML cannot hold is replaced, and a text stays on its line")
  func escaped() {
    #expect(SVGWriter.escaped("a\tb\nc\r\nd") == "a b c  d")
    #expect(SVGWriter.escaped("\u{1}\u{7F}<\u{301}&\"'") == "\u{FFFD}\u{FFFD}&lt;\u{301}&amp;&quot;&#39;")
  }
}
