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
}
