import Rendering
import Testing

/// Widths against what the font files say, read with another program (fontTools 4.68 on Liberation Sans 2.1.5).
@Suite("Font metrics")
struct FontMetricsTests {
  @Test(
    "widths of texts at 1000 units per em",
    arguments: [
      ("Hart 1977", FontMetrics.Weight.regular, [1479, 1139, 682, 569, 569, 1139, 1139, 1139, 1139]),
      (
        "0.49 [0.34, 0.70]", .regular,
        [
          1139, 569, 1139, 1139, 569, 569, 1139, 569, 1139, 1139, 569, 569, 1139, 569, 1139, 1139, 569,
        ]
      ),
      ("H", .bold, [1479]),
    ])
  func widths(text: String, weight: FontMetrics.Weight, units: [Double]) {
    let expected = units.reduce(0, +) / 2048
    #expect(abs(FontMetrics.of(weight).width(text, size: 1) - expected) < 1e-12)
  }

  private let metrics = FontMetrics.of(.regular)

  @Test("lines are no wider than the limit and hold every word", arguments: 1...40)
  func lines(seed: Int) {
    var random = RandomCharts(seed: UInt64(seed))
    let text = (0..<random.integer(1...6)).map { _ in random.text(1...30) }.joined(separator: " ")
    let limit = 20 + 200 * random.share()
    let lines = metrics.lines(text, size: 11, limit: limit)
    #expect(lines.allSatisfy { metrics.width($0, size: 11) <= limit }, "\(lines)")
    #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
  }

  @Test("lines break between words, and in a word only where it is wider than a line")
  func breaks() {
    #expect(metrics.lines("one two three", size: 10, limit: 40) == ["one two", "three"])
    #expect(metrics.lines("one two", size: 10, limit: 1000) == ["one two"])
    #expect(metrics.lines("", size: 10, limit: 10) == [""])
    // m is 1706 units of 2048 wide: two of them at 10 are 16.66.
    #expect(metrics.lines("mmmmm", size: 10, limit: 17) == ["mm", "mm", "m"])
  }

  @Test("an equation is broken only where it is wider than a line")
  func equations() {
    #expect(metrics.lines("df = 7, I² = 9%", size: 10, limit: 60) == ["df = 7,", "I² = 9%"])
    #expect(metrics.lines("a = b", size: 10, limit: 15) == ["a =", "b"])
  }

  @Test("a text that does not fit ends in an ellipsis and then does", arguments: 1...40)
  func fitting(seed: Int) {
    var random = RandomCharts(seed: UInt64(seed + 100))
    let text = random.text()
    let limit = 12 + 150 * random.share()
    let fitted = metrics.fitting(text, size: 11, limit: limit)
    #expect(metrics.width(fitted, size: 11) <= limit)
    if metrics.width(text, size: 11) <= limit {
      #expect(fitted == text)
    } else {
      #expect(fitted.last == "…")
      #expect(text.hasPrefix(fitted.dropLast()))
    }
  }
}
