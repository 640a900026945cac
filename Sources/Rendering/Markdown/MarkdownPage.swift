import Figures

/// A page as Markdown. A figure stands in it as its table, with the command that draws it: what shows Markdown shows no
/// pictures that are not files of their own.
public enum MarkdownPage {
  /// The text of the page.
  public static func text(_ page: Page) -> String {
    var parts = ["# \(MarkdownText.escaped(page.title))"] + page.lead.map(MarkdownText.escaped)
    for section in page.sections {
      parts.append("## \(MarkdownText.escaped(section.title))")
      parts += section.blocks.map(text).filter { !$0.isEmpty }
    }
    parts.append(MarkdownText.escaped(page.generator))
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static func text(_ block: Page.Block) -> String {
    switch block {
    case .heading(let title): "### \(MarkdownText.escaped(title))"
    case .subheading(let title): "#### \(MarkdownText.escaped(title))"
    case .paragraph(let text): MarkdownText.escaped(text)
    case .items(let items): items.map { "- \(MarkdownText.escaped($0))" }.joined(separator: "\n")
    case .pairs(let pairs):
      table(columns: ["", "Value"], numeric: [false, false], rows: pairs.map { [$0.label, $0.text] })
    case .table(let value): text(value)
    case .plate(let plate): text(plate)
    case .command(let line): fenced(line, "sh")
    case .notice(let text): "> **Note:** \(MarkdownText.escaped(text))"
    case .verbatim(let text): fenced(text, "text")
    case .files: ""
    }
  }

  private static func text(_ table: PageTable) -> String {
    let body = self.table(
      columns: table.columns.map(\.title), numeric: table.columns.map(\.isNumeric), rows: table.rows)
    return table.isCaptionShown ? MarkdownText.escaped(table.caption) + ":\n\n" + body : body
  }

  private static func text(_ plate: Page.Plate) -> String {
    var parts: [String] = []
    if !plate.caption.isEmpty { parts.append("**Figure:** \(MarkdownText.escaped(plate.caption))") }
    if let reading = plate.reading {
      parts.append(text(PageTable(reading, caption: "", isCaptionShown: false)))
    }
    if !plate.command.isEmpty { parts.append("Drawn by\n\n" + fenced(plate.command, "sh")) }
    return parts.joined(separator: "\n\n")
  }

  private static func table(columns: [String], numeric: [Bool], rows: [[String]]) -> String {
    var table = TextTable(zip(columns, numeric).map { ($0, $1 ? .right : .left) })
    for row in rows { table.append(row) }
    return String(table.markdown.dropLast())
  }

  /// Lines between fences that are longer than any in them.
  private static func fenced(_ text: String, _ language: String) -> String {
    var (longest, run) = (2, 0)
    for character in text {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    return "\(fence)\(language)\n\(text.hasSuffix("\n") ? String(text.dropLast()) : text)\n\(fence)"
  }
}
