import Figures

/// Texts of a column set so that their numbers stand under one another at the decimal point.
///
/// A text such as "0.49 [0.34, 0.70]" is cut into pieces with one number each; the pieces of a place have their
/// decimal points under one another. A text with one number less than most, such as an interval without its estimate,
/// stands under the last of them; a text without numbers stands at the right.
struct AlignedTexts {
  /// A piece and where it begins, from the left side of the column.
  struct Piece {
    let text: String
    let x: Double
  }

  /// On what numbers are aligned.
  enum Mark {
    case decimalPoint
    case slash
  }

  /// The width of the widest line.
  let width: Double
  /// The pieces of each text.
  let lines: [[Piece]]

  /// - Parameters:
  ///   - texts: the texts, empty where there is none.
  ///   - weights: the weight of the type of each.
  ///   - size: the size of the type.
  ///   - mark: on what they are aligned.
  init(_ texts: [String], weights: [FontMetrics.Weight], size: Double, mark: Mark = .decimalPoint) {
    let rows = texts.map { NumberPiece.pieces($0, mark) }
    let count = rows.map(\.count).max() ?? 0
    var left = [Double](repeating: 0, count: count)
    var right = left
    func first(_ row: [NumberPiece]) -> Int? {
      guard !row.isEmpty, row.count >= max(1, count - 1) else { return nil }
      return count - row.count
    }
    for (row, weight) in zip(rows, weights) {
      guard let first = first(row) else { continue }
      let metrics = FontMetrics.of(weight)
      for (index, piece) in row.enumerated() {
        left[first + index] = max(left[first + index], metrics.width(piece.before, size: size))
        right[first + index] = max(right[first + index], metrics.width(piece.after, size: size))
      }
    }
    let block = zip(left, right).reduce(0) { $0 + $1.0 + $1.1 }
    let plain = zip(zip(texts, rows), weights).map { item, weight in
      first(item.1) == nil ? FontMetrics.of(weight).width(item.0, size: size) : 0
    }
    let width = max(block, plain.max() ?? 0)
    self.width = width
    lines = texts.indices.map { index in
      if texts[index].isEmpty { return [] }
      guard let first = first(rows[index]) else {
        return [Piece(text: texts[index], x: width - plain[index])]
      }
      let metrics = FontMetrics.of(weights[index])
      return rows[index].enumerated().map { place, piece in
        let slot = first + place
        let start = zip(left[..<slot], right[..<slot]).reduce(width - block) { $0 + $1.0 + $1.1 }
        return Piece(
          text: piece.before + piece.after,
          x: start + left[slot] - metrics.width(piece.before, size: size))
      }
    }
  }
}

/// A piece of a text with one number: what stands before its decimal point, and the rest.
struct NumberPiece: Equatable {
  var before: String
  var after: String

  /// The text in pieces, none where it has no number.
  static func pieces(_ text: String, _ mark: AlignedTexts.Mark = .decimalPoint) -> [NumberPiece] {
    if mark == .slash {
      guard let slash = text.firstIndex(of: "/") else { return decimalPieces(text) }
      return [NumberPiece(before: String(text[..<slash]), after: String(text[slash...]))]
    }
    return decimalPieces(text)
  }

  private static func decimalPieces(_ text: String) -> [NumberPiece] {
    var pieces: [NumberPiece] = []
    var lead = ""
    let characters = Array(text)
    var index = 0
    while index < characters.count {
      guard let end = integerEnd(characters, index) else {
        lead.append(characters[index])
        index += 1
        continue
      }
      hug(&lead, &pieces)
      let fraction = fractionEnd(characters, end)
      pieces.append(
        NumberPiece(before: lead + String(characters[index..<end]), after: String(characters[end..<fraction]))
      )
      lead = ""
      index = fraction
    }
    if pieces.isEmpty { return [] }
    pieces[pieces.count - 1].after += lead
    return pieces
  }

  /// Gives the first part of what stands between two numbers to the one before: all up to the last space, or all
  /// but an opening bracket.
  private static func hug(_ lead: inout String, _ pieces: inout [NumberPiece]) {
    guard !pieces.isEmpty else { return }
    var rest = ""
    while let last = lead.last, "[(".contains(last) { rest = String(lead.removeLast()) + rest }
    pieces[pieces.count - 1].after += lead
    lead = rest
  }

  /// Behind a sign and digits that begin at `start`; nil where no number does. A dash behind a digit is no sign.
  private static func integerEnd(_ characters: [Character], _ start: Int) -> Int? {
    var index = start
    if "-−+".contains(characters[index]) {
      if start > 0, isDigit(characters[start - 1]) { return nil }
      index += 1
    }
    let digits = index
    while index < characters.count, isDigit(characters[index]) { index += 1 }
    return index > digits ? index : nil
  }

  /// Behind a decimal point with digits, and an exponent.
  private static func fractionEnd(_ characters: [Character], _ start: Int) -> Int {
    var index = start
    if index + 1 < characters.count, ".·".contains(characters[index]), isDigit(characters[index + 1]) {
      index += 1
      while index < characters.count, isDigit(characters[index]) { index += 1 }
    }
    guard index + 1 < characters.count, characters[index] == "e" else { return index }
    var exponent = index + 1
    if "-−+".contains(characters[exponent]) { exponent += 1 }
    guard exponent < characters.count, isDigit(characters[exponent]) else { return index }
    while exponent < characters.count, isDigit(characters[exponent]) { exponent += 1 }
    return exponent
  }

  private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
}
