import Figures

/// A titled part of a report: pairs of label and text, a table, items; for a terminal or as Markdown.
public struct ReportSection: Sendable {
  /// The heading.
  public let title: String
  /// Labels, each with its text.
  public var pairs: [(label: String, text: String)] = []
  /// A list below.
  public var items: [String] = []
  /// A table.
  public var table: TextTable?

  /// For a terminal: labels aligned, no markup.
  var text: String {
    let width = pairs.map(\.label.count).max() ?? 0
    var text = title + "\n"
    for pair in pairs {
      let fill = String(repeating: " ", count: width + 2 - pair.label.count)
      text += TerminalText.hanging("  " + pair.label + fill, pair.text) + "\n"
    }
    if let table {
      for line in table.text.split(separator: "\n") { text += "  " + line + "\n" }
    }
    for item in items { text += TerminalText.hanging("  ", item, indent: 4) + "\n" }
    return text
  }

  /// As Markdown.
  var markdown: String {
    var text = "## \(title)\n\n"
    if !pairs.isEmpty {
      var table = ResultTable(columns: ["", "Value"])
      for pair in pairs { table.append([.text(pair.label), .text(pair.text)]) }
      text += table.markdown
    }
    if let table { text += (pairs.isEmpty ? "" : "\n") + table.markdown }
    if !items.isEmpty {
      if table != nil || !pairs.isEmpty { text += "\n" }
      for item in items { text += "- \(MarkdownText.escaped(item))\n" }
    }
    return text
  }
}
