import Figures

/// How the marks of a role look in characters.
struct TerminalMarks {
  let letters: TerminalLetters

  /// The dots of a line that are on and off.
  func pattern(_ role: Chart.Mark.Role) -> [Bool] {
    switch role {
    case .filled, .limits, .prediction, .group2, .group4: [true, true, true, false, false, false]
    case .reference, .contour1, .contour2, .contour3, .band, .group3, .group5: [true, false, false]
    case .group6: [true, true, true, true, true, false, false]
    default: [true]
    }
  }

  /// The character of a line in ASCII.
  func stroke(_ role: Chart.Mark.Role) -> Character {
    switch role {
    case .summary: "="
    case .regression: "~"
    case .prediction: ":"
    case .limits: "'"
    case .group1, .highlight: "*"
    case .group2: "+"
    case .group3: "x"
    case .group4: "%"
    case .group5: "&"
    case .group6: "@"
    default: "."
    }
  }

  /// The symbol of a point.
  func symbol(_ mark: Chart.Mark) -> Character {
    switch mark.role {
    case .filled: letters.either("○", "O")
    case .highlight: letters.either("■", "#")
    case .muted: letters.either("·", ".")
    case .summary, .prediction: letters.either("◆", "D")
    case .reference: letters.either("+", "+")
    case .group2: letters.either("□", "x")
    case .group3: letters.either("▲", "^")
    case .group4: letters.either("▽", "v")
    case .group5: letters.either("◇", "%")
    case .group6: letters.either("×", "@")
    default: (mark.size ?? 1) < 0.3 ? letters.either("•", "o") : letters.either("●", "o")
    }
  }

  /// The shade of a region of significance; nil for other areas, of which the outline is drawn.
  func regionShade(_ role: Chart.Mark.Role) -> Character? {
    switch role {
    case .contour1: " "
    case .contour2: letters.either("░", ".")
    case .contour3: letters.either("▒", ":")
    default: nil
    }
  }

  /// The shade of a bin or a bar.
  func shade(_ mark: Chart.Mark) -> Character {
    if mark.intensity == nil, mark.role != .density {
      return mark.role == .limits || mark.role == .reference
        ? letters.either("░", ".") : letters.either("▒", ":")
    }
    let shades: [Character] = letters.isASCII ? [".", ":", "+", "#"] : ["░", "▒", "▓", "█"]
    return shades[max(0, min(3, Int((mark.intensity ?? 0.6) * 4)))]
  }

  /// The key of a mark in the legend.
  func key(_ mark: Chart.Mark) -> String {
    switch mark.shape {
    case .point: return String(symbol(mark))
    case .rectangle: return String(repeating: shade(mark), count: 2)
    case .line, .step, .area:
      if mark.shape == .area, let shade = regionShade(mark.role) {
        return shade == " " ? "[]" : String(repeating: shade, count: 2)
      }
      if letters.isASCII {
        return mark.shape == .area ? ".." : String(repeating: stroke(mark.role), count: 2)
      }
      let pattern = mark.shape == .area ? [true, false, false] : pattern(mark.role)
      return pattern.count == 1 ? "──" : pattern.count == 3 ? "┈┈" : "╌╌"
    case .text: return ""
    }
  }
}
