import Figures

/// How the marks of a role look: color, symbol, thickness, dashes. Groups differ in symbol and dashes too, so that
/// they are told apart without color.
struct MarkStyle {
  let role: Chart.Mark.Role
  let palette: Palette

  /// The color of lines, symbols and text.
  var color: String {
    switch role {
    case .study, .filled, .band: palette.study
    case .highlight: palette.highlight
    case .muted: palette.muted
    case .summary: palette.summary
    case .regression: palette.groups[1]
    case .prediction: palette.prediction
    case .reference: palette.line
    case .limits: palette.mutedText
    case .contour1, .contour2, .contour3: palette.mutedText
    case .density: palette.densityHigh
    case .group1, .group2, .group3, .group4, .group5, .group6: palette.groups[groupIndex ?? 0]
    }
  }

  /// From 0; nil for what is no group.
  private var groupIndex: Int? {
    let groups: [Chart.Mark.Role] = [.group1, .group2, .group3, .group4, .group5, .group6]
    return groups.firstIndex(of: role)
  }

  /// The color of text in the role: that of the groups, the page's for all else.
  var textColor: String {
    switch role {
    case .highlight, .group1, .group2, .group3, .group4, .group5, .group6: color
    case .muted: palette.mutedText
    default: palette.text
    }
  }

  // MARK: Lines

  private var lineWidth: Double {
    switch role {
    case .muted: 0.7
    case .study, .reference, .contour1, .contour2, .contour3, .band, .density: 1
    case .limits: 1.2
    case .prediction: 1.5
    case .summary: 2
    case .filled, .highlight, .regression: 1.7
    case .group1, .group2, .group3, .group4, .group5, .group6: 1.7
    }
  }

  private var dashes: [Double] {
    switch role {
    case .filled: [3, 2]
    case .reference: [2, 2]
    case .limits: [5, 3]
    case .prediction: [7, 2.5, 1.5, 2.5]
    case .contour1, .contour2, .contour3: [3, 3]
    case .group2: [7, 3]
    case .group3: [2, 2]
    case .group4: [8, 3, 2, 3]
    case .group5: [12, 3]
    case .group6: [5, 2, 1, 2, 1, 2]
    default: []
    }
  }

  /// The paint of a line.
  ///
  /// - Parameter size: the thickness relative to the thickest; nil for the usual.
  func line(size: Double? = nil, intensity: Double? = nil) -> Drawing.Paint {
    let width = size.map { max(0.6, $0 * ChartMeasures.thickestLine) } ?? lineWidth
    let color =
      intensity.map { Palette.mix(palette.densityLow, palette.densityHigh, min(max($0, 0), 1)) } ?? color
    return .init(stroke: color, strokeWidth: width, dashes: size == nil ? dashes : [])
  }

  // MARK: Areas

  /// The paint of an area or rectangle: opaque for regions and bins, translucent for what lies over others.
  func area(intensity: Double? = nil) -> Drawing.Paint {
    if role == .density || intensity != nil {
      let share = min(max(intensity ?? 0.45, 0), 1)
      let fill = Palette.mix(palette.densityLow, palette.densityHigh, share)
      // The outline closes the seams between bins.
      return .init(fill: fill, stroke: fill, strokeWidth: 0.4)
    }
    switch role {
    case .contour1: return .init(fill: palette.contours[0])
    case .contour2: return .init(fill: palette.contours[1])
    case .contour3: return .init(fill: palette.contours[2])
    case .limits, .reference: return .init(fill: palette.shade)
    default: return .init(fill: color, opacity: 0.2)
    }
  }

  // MARK: Symbols

  /// The symbol of a point.
  var symbol: Symbol {
    switch role {
    case .summary, .prediction, .group5: .diamond
    case .highlight, .group2, .density: .square
    case .group3: .triangle
    case .group4: .triangleDown
    case .group6, .reference: .cross
    default: .circle
    }
  }

  /// The paint of a symbol: hollow for what is not of the data, with a thin rim of the page's color where symbols
  /// may lie over each other.
  func point(intensity: Double? = nil) -> Drawing.Paint {
    let fill =
      intensity.map { Palette.mix(palette.densityLow, palette.densityHigh, min(max($0, 0), 1)) } ?? color
    switch role {
    case .filled, .prediction: return .init(fill: palette.background, stroke: fill, strokeWidth: 1.3)
    case .reference, .group6: return .init(stroke: fill, strokeWidth: 1.6)
    case .muted: return .init(fill: fill, opacity: 0.7)
    default: return .init(fill: fill, stroke: palette.background, strokeWidth: 0.7)
    }
  }

  /// The radius of a point of the usual size.
  var radius: Double {
    switch role {
    case .muted: 2
    case .summary: 6
    case .highlight, .prediction: 4.5
    default: 3.7
    }
  }
}

/// The symbols of points.
enum Symbol {
  case circle
  case square
  case diamond
  case triangle
  case triangleDown
  case cross

  /// The symbol about a place; its area is about that of a circle of the radius.
  func element(at center: Drawing.Point, radius: Double, _ paint: Drawing.Paint) -> Drawing.Element {
    func corners(_ offsets: [(Double, Double)]) -> [Drawing.Point] {
      offsets.map { Drawing.Point(center.x + $0.0 * radius, center.y + $0.1 * radius) }
    }
    switch self {
    case .circle: return .circle(center: center, radius: radius, paint)
    case .square:
      let half = 0.89 * radius
      return .rectangle(
        .init(x: center.x - half, y: center.y - half, width: 2 * half, height: 2 * half), paint)
    case .diamond: return .polygon(.init(corners([(0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)]), paint))
    case .triangle: return .polygon(.init(corners([(0, -1.3), (1.2, 0.8), (-1.2, 0.8)]), paint))
    case .triangleDown: return .polygon(.init(corners([(0, 1.3), (1.2, -0.8), (-1.2, -0.8)]), paint))
    case .cross:
      let arms = [corners([(-0.9, -0.9), (0.9, 0.9)]), corners([(-0.9, 0.9), (0.9, -0.9)])]
      return .group(name: "cross", title: "", arms.map { .line(.init($0, paint)) })
    }
  }

  /// How far any symbol reaches from its place, in radii.
  static let reach = 1.3
}
