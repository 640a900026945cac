/// How figures look: the house whose style they follow, and the colors.
public struct FigureStyle: Sendable, Equatable {
  /// Whose figures it resembles in columns, lettering and symbols.
  public enum House: String, Sendable, CaseIterable {
    /// Copse's own.
    case standard = "default"
    case revman
    case bmj
    case jama
    case lancet
  }

  /// Which colors.
  public enum Theme: String, Sendable, CaseIterable {
    /// Color on white.
    case light
    /// Color on near black.
    case dark
    /// Shades of gray that print and copy.
    case grayscale
  }

  /// Whose figures it resembles.
  public var house: House
  /// Which colors.
  public var theme: Theme

  /// A style.
  public init(house: House = .standard, theme: Theme = .light) {
    self.house = house
    self.theme = theme
  }

  /// The colors.
  var palette: Palette { Palette(theme, house: house) }
}
