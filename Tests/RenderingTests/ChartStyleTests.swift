import Figures
import Testing

@testable import Rendering

/// Colors that are seen against the page, and groups that differ without color.
@Suite("Chart styles")
struct ChartStyleTests {
  /// The relative luminance of WCAG 2.
  private func luminance(_ color: String) -> Double {
    let digits = Array(color.dropFirst())
    let parts = stride(from: 0, to: 6, by: 2).map { place -> Double in
      let share = Double(Int(String(digits[place...place + 1]), radix: 16) ?? 0) / 255
      return share <= 0.04045 ? share / 12.92 : power((share + 0.055) / 1.055)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  /// x to the power 2.4 as the fifth root of x to the twelfth, by Newton's steps.
  private func power(_ x: Double) -> Double {
    let target = (0..<12).reduce(1.0) { product, _ in product * x }
    return (0..<200).reduce(1.0) { root, _ in
      root - (root - target / (root * root * root * root)) / 5
    }
  }

  private func contrast(_ first: String, _ second: String) -> Double {
    let (a, b) = (luminance(first), luminance(second))
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  @Test("the formula gives what WCAG says")
  func formula() {
    #expect(abs(contrast("#000000", "#ffffff") - 21) < 1e-9)
    #expect(abs(contrast("#777777", "#ffffff") - 4.478) < 5e-4)
  }

  @Test("text has a contrast of 4.5, lines and symbols of 3", arguments: FigureStyle.Theme.allCases)
  func contrasts(theme: FigureStyle.Theme) {
    let palette = FigureStyle(theme: theme).palette
    for role in Chart.Mark.Role.allCases {
      let style = MarkStyle(role: role, palette: palette)
      #expect(contrast(style.textColor, palette.background) >= 4.5, "\(role)")
      if role != .muted { #expect(contrast(style.color, palette.background) >= 3, "\(role)") }
    }
  }

  @Test("groups differ in symbol and dashes")
  func groups() {
    let palette = FigureStyle(theme: .grayscale).palette
    let groups: [Chart.Mark.Role] = [.group1, .group2, .group3, .group4, .group5, .group6]
    let styles = groups.map { MarkStyle(role: $0, palette: palette) }
    #expect(Set(styles.map(\.symbol)).count == groups.count)
    #expect(Set(styles.map { $0.line().dashes }).count == groups.count)
  }
}
