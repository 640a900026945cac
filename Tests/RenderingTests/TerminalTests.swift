import Figures
import Testing

@testable import Rendering

/// Pictures of characters, as they were when somebody looked at them last, and what must hold of all.
@Suite("Terminal pictures")
struct TerminalTests {
  @Test("a chart of each kind", arguments: Chart.Kind.allCases, [false, true])
  func charts(kind: Chart.Kind, isASCII: Bool) throws {
    let text = Picture(.chart(ChartFixtures.chart(kind))).terminalText(isASCII: isASCII)
    let plain = text.allSatisfy { $0.isASCII }
    #expect(plain || !isASCII)
    try Snapshot.compare(text, with: "chart-\(kind.rawValue).\(isASCII ? "ascii" : "unicode").txt")
  }

  @Test("a forest plot", arguments: [100, 72], [false, true])
  func forest(columns: Int, isASCII: Bool) throws {
    let text = Picture(.forest(TerminalFixtures.forest)).terminalText(isASCII: isASCII, columns: columns)
    let plain = text.allSatisfy { $0.isASCII }
    #expect(plain || !isASCII)
    try Snapshot.compare(text, with: "forest-\(columns).\(isASCII ? "ascii" : "unicode").txt")
  }

  @Test("no line is longer than the terminal is wide", arguments: [60, 72, 80, 100, 132, 200])
  func widths(columns: Int) {
    for isASCII in [false, true] {
      let forest = Picture(.forest(TerminalFixtures.forest)).terminalText(isASCII: isASCII, columns: columns)
      for line in forest.split(separator: "\n") {
        #expect(TerminalText.width(String(line)) <= columns, "\(line)")
      }
      for kind in Chart.Kind.allCases where kind != .influence || columns >= 72 {
        let chart = Picture(.chart(ChartFixtures.chart(kind))).terminalText(
          isASCII: isASCII, columns: columns)
        for line in chart.split(separator: "\n") {
          #expect(TerminalText.width(String(line)) <= columns, "\(line)")
        }
      }
    }
  }

  @Test("the interval stands where the axis says: one column for each tenth of an axis from 0 to 1.9")
  func places() {
    var row = ForestRow(kind: .study, label: "A")
    (row.estimate, row.lower, row.upper) = (0.5, 0.2, 1.4)
    row.weightPercent = 100
    var beyond = row
    (beyond.estimate, beyond.lower, beyond.upper) = (3, 1, 4)
    let plot = ForestPlot(
      title: "", rawColumns: [], level: 0.95,
      axis: Axis(
        lower: 0, upper: 1.9, ticks: [.init(value: 0, label: "0"), .init(value: 1, label: "1")], title: ""),
      rows: [row, beyond])
    let lines = Picture(.forest(plot)).terminalText(isASCII: true, columns: 10).split(separator: "\n")
    let margin = "Study  ".count
    let pictures = lines.map { String($0.dropFirst(margin).prefix(20)) }
    #expect(pictures.contains("  |--#--------|"))
    #expect(pictures.contains("          |-------->"))
    #expect(pictures.contains("+---------+---------"))
    #expect(pictures.contains("0         1"))
  }

  @Test("charts at random are drawn, and with ASCII alone where that is asked for", arguments: 1...60)
  func random(seed: Int) {
    var random = RandomCharts(seed: UInt64(seed + 50_000))
    let chart = random.chart()
    let picture = Picture(.chart(chart))
    let plain = picture.terminalText(isASCII: true).allSatisfy { $0.isASCII }
    #expect(plain)
    #expect(!picture.terminalText(columns: random.integer(20...200)).isEmpty)
  }

  @Test("texts are cut to a width, counting wide characters twice")
  func shortened() {
    let letters = TerminalLetters(isASCII: false)
    #expect(letters.shortened("Comstock", to: 8) == "Comstock")
    #expect(letters.shortened("Comstock et al", to: 10) == "Comstock…")
    #expect(letters.shortened("結核試験", to: 6) == "結核…")
    #expect(TerminalLetters(isASCII: true).shortened("Comstock", to: 6) == "Coms..")
    #expect(TerminalLetters(isASCII: true).text("Müller – τ² ≤ 0.1, Łódź") == "Mueller - tau2 <= 0.1, ?od?")
  }
}
