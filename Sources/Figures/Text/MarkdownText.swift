/// Text as Markdown shows it: on one line, and never taken for markup.
public enum MarkdownText {
  /// The text with a backslash before what would be markup, also at its beginning and in a table's cell.
  public static func escaped(_ text: String) -> String {
    var result = ""
    let characters = Array(text)
    for (index, character) in characters.enumerated() {
      if character.isNewline {
        result.append(" ")
        continue
      }
      let isListMark = index == 0 && "+-#>".contains(character)
      let next = index + 1 < characters.count ? characters[index + 1] : " "
      let isTag = character == "<" && (next.isLetter || "/!?".contains(next))
      if isListMark || isTag || "\\|*`".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }

  /// A table's header with the line below it, in which columns are aligned.
  static func header(_ columns: [String], isRightAligned: (Int) -> Bool = { _ in false }) -> String {
    let rules = columns.indices.map { isRightAligned($0) ? "---:" : "---" }
    return row(columns) + "| " + rules.joined(separator: " | ") + " |\n"
  }

  /// A table's row. A sign before a number in a cell is no list.
  static func row(_ cells: [String]) -> String {
    "| "
      + cells.map { cell in cell.first == "-" ? "-" + escaped(String(cell.dropFirst())) : escaped(cell) }
      .joined(separator: " | ") + " |\n"
  }
}
