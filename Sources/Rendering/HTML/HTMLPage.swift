import Figures

/// A page as one HTML file that needs nothing else: its style, script, figures and their rows are in it.
///
/// The text is well-formed XML, too. Without the script the page is whole; the script puts tables into another order.
public enum HTMLPage {
  /// The text of the page.
  ///
  /// - Parameters:
  ///   - page: the page.
  ///   - style: how its figures look.
  public static func text(_ page: Page, style: FigureStyle = FigureStyle()) -> String {
    var writer = HTMLWriter(style: style)
    return writer.text(page)
  }
}

/// Writes the parts of a page, each by its template.
struct HTMLWriter {
  private let style: FigureStyle
  private var names = HTMLNames()
  private var plateCount = 0

  init(style: FigureStyle) { self.style = style }

  mutating func text(_ page: Page) -> String {
    let sections = page.sections.map { section in
      let id = names.unused(section.title)
      return ["id": id, "title": section.title, "body": body(section.blocks, of: section)]
    }
    return HTMLTemplate.page.text([
      "title": page.title, "lead": page.lead, "generator": page.generator, "style": PageStyle.css,
      "script": PageScript.text, "contents": page.sections.count > 1 ? [["sections": sections]] : [],
      "sections": sections,
    ])
  }

  private mutating func body(_ blocks: [Page.Block], of section: Page.Section) -> String {
    var text = ""
    for block in blocks { text += html(block, of: section) }
    return text
  }

  private mutating func html(_ block: Page.Block, of section: Page.Section) -> String {
    switch block {
    case .heading(let title): return HTMLTemplate.heading.text(["title": title])
    case .subheading(let title): return HTMLTemplate.subheading.text(["title": title])
    case .paragraph(let text): return HTMLTemplate.paragraph.text(["text": text])
    case .items(let items): return HTMLTemplate.items.text(["items": items])
    case .pairs(let pairs):
      return HTMLTemplate.pairs.text(["pairs": pairs.map { ["label": $0.label, "text": $0.text] }])
    case .table(let table): return html(table)
    case .plate(let plate): return html(plate, of: section)
    case .command(let line): return HTMLTemplate.command.text(["line": Self.words(line)])
    case .notice(let text): return HTMLTemplate.notice.text(["text": text])
    case .verbatim(let text):
      return HTMLTemplate.verbatim.text(["text": text, "name": "Output of \(section.title)"])
    case .files(let files): return HTMLTemplate.files.text(["files": files.map(Self.link)])
    }
  }

  private mutating func html(_ table: PageTable) -> String {
    let isWide = table.isWiderThanPaper
    let classes = ["scroll"] + (table.rows.count > 25 ? ["tall"] : []) + (isWide ? ["wide"] : [])
    let rows = table.rows.map { row -> String in
      var text = ""
      for (column, cell) in zip(table.columns, row) {
        text += Self.cell(cell, column, isFirst: text.isEmpty, isLabeled: isWide)
      }
      return text
    }
    return HTMLTemplate.table.text([
      "id": names.unused("table " + table.caption), "caption": table.caption,
      "class": classes.joined(separator: " "), "captionClass": table.isCaptionShown ? "shown" : "unseen",
      "tableClass": table.isSortable ? "sortable" : "fixed",
      "columns": table.columns.map { ["title": $0.title, "class": $0.isNumeric ? "number" : "words"] },
      "rows": rows,
    ])
  }

  /// A cell; in a table too wide for paper it holds the name of its column, which is printed before it.
  private static func cell(
    _ text: String, _ column: PageTable.Column, isFirst: Bool, isLabeled: Bool
  ) -> String {
    if text.isEmpty, !isFirst { return "<td></td>" }
    let name = isFirst ? "th scope=\"row\"" : "td"
    let kind = column.isNumeric ? " class=\"number\"" : ""
    let label = isLabeled ? " data-label=\"\(HTMLText.escaped(column.title))\"" : ""
    return "<\(name)\(kind)\(label)>\(HTMLText.escaped(text))</\(isFirst ? "th" : "td")>"
  }

  private mutating func html(_ plate: Page.Plate, of section: Page.Section) -> String {
    plateCount += 1
    let stem = "figure-\(plateCount)"
    let table = plate.reading.map {
      html(PageTable($0, caption: "Rows of figure \(plateCount)", isCaptionShown: false))
    }
    return HTMLTemplate.plate.text([
      "id": names.unused(stem), "number": "\(plateCount)", "caption": plate.caption,
      "svg": Picture(plate.figure, style: style).inlineSVG(prefix: "drawing-\(plateCount)"),
      "files": plate.files(stem: stem).map(Self.link),
      "reading": table.map { [["table": $0]] } ?? [],
      "commands": plate.command.isEmpty ? [] : [["line": Self.words(plate.command)]],
    ])
  }

  /// A command line that is broken between its words, and within them only where one is too long.
  private static func words(_ line: String) -> String {
    line.split(separator: " ").map { "<span>\(HTMLText.escaped(String($0)))</span>" }.joined(separator: " ")
  }

  private static func link(_ file: Page.File) -> [String: String] {
    let count = file.text.utf8.count
    let size = count < 1000 ? "\(count) bytes" : "\((count + 500) / 1000) kB"
    return ["name": file.name, "address": HTMLText.dataAddress(file.text, type: file.type), "size": size]
  }
}

extension PageTable {
  /// Whether the longest words of all columns side by side are wider than a sheet of paper.
  var isWiderThanPaper: Bool {
    func longestWord(_ text: String) -> Int {
      text.split { " -/".contains($0) }.map(\.count).max() ?? 0
    }
    let widths = columns.indices.map { column in
      3 + max(longestWord(columns[column].title), rows.map { longestWord($0[column]) }.max() ?? 0)
    }
    return widths.reduce(0, +) > 125
  }
}
