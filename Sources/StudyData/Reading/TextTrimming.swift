/// White space at the ends of a text.
enum TextTrimming {
  /// The text without white space at either end, including no-break spaces.
  static func trimmed(_ text: String) -> String {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else { return text }
    if !first.properties.isWhitespace && !last.properties.isWhitespace { return text }
    let start = text.unicodeScalars.drop { $0.properties.isWhitespace }
    let end = start.lastIndex { !$0.properties.isWhitespace }
    return end.map { String(start[...$0]) } ?? ""
  }
}
