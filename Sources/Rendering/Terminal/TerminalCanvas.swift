import Figures

/// A rectangle of characters to draw on: lines in dots, two by four to a character (Unicode's braille patterns), or
/// in whole characters with ASCII; symbols and text over them.
struct TerminalCanvas {
  let width, height: Int
  private let letters: TerminalLetters
  private var dots: [UInt8]
  private var characters: [Character?]
  private var shades: [Character]
  /// Where the characters are text.
  private var isText: [Bool]

  init(width: Int, height: Int, _ letters: TerminalLetters) {
    (self.width, self.height, self.letters) = (width, height, letters)
    dots = .init(repeating: 0, count: width * height)
    characters = .init(repeating: nil, count: width * height)
    shades = .init(repeating: " ", count: width * height)
    isText = .init(repeating: false, count: width * height)
  }

  /// The frame, one unit per character.
  var frame: Drawing.Box { .init(x: 0, y: 0, width: Double(width), height: Double(height)) }

  /// The character at a place.
  func cell(_ point: Drawing.Point) -> (column: Int, row: Int) {
    (max(0, min(Int(point.x), width - 1)), max(0, min(Int(point.y), height - 1)))
  }

  /// Sets a character over all that is there.
  mutating func put(_ character: Character, column: Int, row: Int) {
    guard (0..<width).contains(column), (0..<height).contains(row) else { return }
    characters[row * width + column] = character
  }

  /// Sets a character under all else.
  mutating func shade(_ character: Character, column: Int, row: Int) {
    shades[row * width + column] = character
  }

  /// Shades the characters whose middle lies in the shape, by the rule of odd crossings.
  mutating func shade(_ character: Character, _ corners: [Drawing.Point]) {
    for row in 0..<height {
      let y = Double(row) + 0.5
      let sides = zip(corners, corners.dropFirst() + corners.prefix(1)).filter { ($0.y > y) != ($1.y > y) }
      let crossings = sides.map { $0.x + (y - $0.y) / ($1.y - $0.y) * ($1.x - $0.x) }
      for column in 0..<width where crossings.filter({ $0 > Double(column) + 0.5 }).count % 2 == 1 {
        shade(character, column: column, row: row)
      }
    }
  }

  /// Sets a character where there is none and no line.
  mutating func fill(_ character: Character, column: Int, row: Int) {
    if isEmpty(column: column, row: row) { put(character, column: column, row: row) }
  }

  private func isEmpty(column: Int, row: Int) -> Bool {
    characters[row * width + column] == nil && dots[row * width + column] == 0
  }

  /// A straight line with its pattern of dots on and off; with ASCII in its character.
  mutating func line(
    _ first: Drawing.Point, _ second: Drawing.Point, pattern: [Bool], character: Character, phase: inout Int
  ) {
    let (across, down) = letters.isASCII ? (1.0, 1.0) : (2.0, 4.0)
    let (x, y) = (first.x * across, first.y * down)
    let (dx, dy) = (second.x * across - x, second.y * down - y)
    let steps = max(1, Int(max(abs(dx), abs(dy)).rounded(.up)))
    for step in 0...steps {
      phase += step > 0 ? 1 : 0
      guard letters.isASCII || pattern[phase % pattern.count] else { continue }
      let share = Double(step) / Double(steps)
      mark(x + share * dx, y + share * dy, across: across, down: down, character)
    }
  }

  private mutating func mark(_ x: Double, _ y: Double, across: Double, down: Double, _ character: Character) {
    let column = max(0, min(Int(x), Int(across) * width - 1))
    let row = max(0, min(Int(y), Int(down) * height - 1))
    if letters.isASCII {
      put(character, column: column, row: row)
    } else {
      let bits: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]
      dots[row / 4 * width + column / 2] |= bits[column % 2][row % 4]
    }
  }

  /// A text from a column on, if it touches no other.
  ///
  /// - Parameter isOver: whether lines and symbols may lie under it.
  /// - Returns: whether it had room.
  mutating func write(_ text: String, column: Int, row: Int, isOver: Bool) -> Bool {
    let length = TerminalText.width(text)
    guard column >= 0, column + length <= width, (0..<height).contains(row) else { return false }
    for place in max(0, column - 1)..<min(width, column + length + 1) {
      let index = row * width + place
      let isInside = place >= column && place < column + length
      let isTaken = isInside && (characters[index] != nil || dots[index] > 0)
      if isText[index] || (isTaken && !isOver) { return false }
    }
    var place = column
    for character in text {
      put(character, column: place, row: row)
      isText[row * width + place] = true
      let wide = TerminalText.width(String(character)) == 2
      // What a wide character covers is no character of its own.
      if wide {
        put(Self.covered, column: place + 1, row: row)
        isText[row * width + place + 1] = true
      }
      place += wide ? 2 : 1
    }
    return true
  }

  private static let covered: Character = "\0"

  /// A line of the canvas.
  func line(_ row: Int) -> String {
    var line = ""
    for column in 0..<width {
      let index = row * width + column
      if let character = characters[index] {
        if character != Self.covered { line.append(character) }
      } else if dots[index] > 0, let scalar = Unicode.Scalar(0x2800 + UInt32(dots[index])) {
        line.unicodeScalars.append(scalar)
      } else {
        line.append(shades[index])
      }
    }
    return line
  }
}
