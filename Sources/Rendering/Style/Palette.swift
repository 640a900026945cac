import Figures

/// The colors of a theme, as `#rrggbb`. Those that tell groups apart are Okabe and Ito's (2008), which also people
/// see apart who see colors differently; in grayscale they are shades, and symbols and dashes tell the groups apart.
struct Palette {
  let background: String
  let text: String
  /// Text of less weight: notes, ticks.
  let mutedText: String
  /// Axes, frames, rules.
  let line: String
  /// Rules and grids in the background.
  let faintLine: String
  /// Marks that stay in the background.
  let muted: String
  /// Behind headings and every other row.
  let shade: String
  let study: String
  let summary: String
  let prediction: String
  let highlight: String
  let groups: [String]
  /// Regions of significance, the innermost first.
  let contours: [String]
  /// From the fewest to the most.
  let densityLow, densityHigh: String

  init(_ theme: FigureStyle.Theme, house: FigureStyle.House) {
    switch theme {
    case .light:
      background = "#ffffff"
      (text, mutedText) = ("#1a1a1a", "#555555")
      (line, faintLine, shade) = ("#333333", "#d0d0d0", "#f3f5f7")
      muted = "#9aa3ab"
      (study, summary) = Self.colors(of: house)
      (prediction, highlight) = ("#b5452c", "#c1272d")
      groups = ["#0072b2", "#d55e00", "#007a5a", "#a8518a", "#7a6a00", "#2f7fb5"]
      contours = ["#eff3f6", "#dde5eb", "#c3cfd9"]
      (densityLow, densityHigh) = ("#e6eef5", "#0b3c5d")
    case .dark:
      background = "#14171a"
      (text, mutedText) = ("#f0f0f0", "#b4b9be")
      (line, faintLine, shade) = ("#c8ccd0", "#3d444b", "#1f2429")
      muted = "#6b747c"
      (study, summary) = ("#6db3e8", "#f2c14e")
      (prediction, highlight) = ("#ff9d76", "#ff7a70")
      groups = ["#56b4e9", "#e69f00", "#2fc79a", "#e29cc8", "#f0e442", "#9ec9ff"]
      contours = ["#1d2227", "#2a3239", "#3a454f"]
      (densityLow, densityHigh) = ("#22303c", "#a7d8ff")
    case .grayscale:
      background = "#ffffff"
      (text, mutedText) = ("#000000", "#4d4d4d")
      (line, faintLine, shade) = ("#000000", "#c8c8c8", "#f2f2f2")
      muted = "#a6a6a6"
      (study, summary) = ("#595959", "#000000")
      (prediction, highlight) = ("#000000", "#000000")
      groups = ["#000000", "#767676", "#3f3f3f", "#9a9a9a", "#5c5c5c", "#b0b0b0"]
      contours = ["#f1f1f1", "#dedede", "#c4c4c4"]
      (densityLow, densityHigh) = ("#ededed", "#1a1a1a")
    }
  }

  /// Squares and diamonds on white.
  private static func colors(of house: FigureStyle.House) -> (study: String, summary: String) {
    switch house {
    case .standard: ("#2b6a99", "#1a1a1a")
    case .revman: ("#1f4fd8", "#000000")
    case .bmj: ("#2a6ebb", "#2a6ebb")
    case .jama: ("#00687a", "#00687a")
    case .lancet: ("#3d3d3d", "#a6192e")
    }
  }

  /// The color between two, `share` of the way from the first.
  static func mix(_ first: String, _ second: String, _ share: Double) -> String {
    func parts(_ color: String) -> [Double] {
      let digits = Array(color.dropFirst())
      return stride(from: 0, to: 6, by: 2).map { Double(Int(String(digits[$0...$0 + 1]), radix: 16) ?? 0) }
    }
    let mixed = zip(parts(first), parts(second)).map { Int(($0 + (($1 - $0) * share)).rounded()) }
    return "#" + mixed.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
