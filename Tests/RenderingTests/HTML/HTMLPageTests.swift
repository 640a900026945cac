import Figures
import Foundation
import Testing

@testable import Rendering

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Pages as HTML: well formed whatever the texts are, with unique identifiers, and without an outside.
@Suite("HTML pages")
struct HTMLPageTests {
  /// Texts that would be markup, and texts that XML cannot hold.
  static let nasty = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "a & b", "it's \"quoted\"",
    "<\u{301}b>", "\"\u{301} onmouseover=\"x", "\u{0}\u{8}\u{1F}\u{FFFF}", "{{title}} {{{body}}}", "𝒳 → 日本",
    "]]>", "-->", "",
  ]

  private static var chart: Chart {
    let axis = Axis(lower: 0, upper: 1, ticks: [], title: "x <&> y")
    return Chart(
      kind: .funnel, title: nasty[0], description: nasty[1],
      panels: [
        .init(x: axis, y: axis, marks: [.init(.point, .study, label: nasty[3], at: [.init(0.5, 0.5)])])
      ])
  }

  private static func page(_ text: String) -> Page {
    let table = PageTable(
      caption: text, columns: [.init(text), .init(text + "2", isNumeric: true)],
      rows: [[text, text], ["a", ""]],
      isSortable: true)
    let wide = PageTable(
      columns: (0..<40).map { "\(text)-column\($0)" }, rows: [(0..<40).map { "\(text)\($0)" }], caption: text)
    return Page(
      title: text, lead: [text, text],
      sections: [
        .init(
          title: text,
          blocks: [
            .heading(text), .subheading(text), .paragraph(text), .items([text]), .pairs([.init(text, text)]),
            .table(table), .table(wide), .command(text), .notice(text), .verbatim(text),
            .files([.init(name: text, text: text)]),
            .plate(.init(.chart(chart), caption: text, command: text)),
          ]), .init(title: text, blocks: [.plate(.init(.chart(chart), caption: text))]),
      ], generator: text)
  }

  @Test("any text makes well-formed XML, with identifiers that occur once", arguments: nasty)
  func wellFormed(_ text: String) throws {
    let html = HTMLPage.text(Self.page(text))
    let reader = ElementReader()
    try #require(reader.read(html), "\(reader.error) in \(html.prefix(400))")
    #expect(Set(reader.ids).count == reader.ids.count)
    #expect(reader.elements.count { $0 == "script" } == 1)
    #expect(!reader.elements.contains("img"))
    #expect(!reader.attributes.contains { $0.hasPrefix("on") })
    #expect(reader.elements.count { $0 == "h1" } == 1)
  }

  @Test("what is escaped is the text itself, scalar by scalar")
  func escaping() {
    #expect(HTMLText.escaped("a<\u{301}b\"\u{301}") == "a&lt;\u{301}b&quot;\u{301}")
    #expect(HTMLText.escaped("plain (1, 2)") == "plain (1, 2)")
    #expect(HTMLText.escaped("\u{1}\n") == "\u{FFFD}\n")
    #expect(HTMLContent().escapeText("'&'") == "&#39;&amp;&#39;")
  }

  @Test("a file in the page is its bytes", arguments: ["a,b\n1,\"x <&> y\"\n", "日本,é\n", "100%,#\n"])
  func download(_ text: String) throws {
    let address = HTMLText.dataAddress(text, type: "text/csv")
    let prefix = "data:text/csv;charset=utf-8,"
    try #require(address.hasPrefix(prefix))
    #expect(String(address.dropFirst(prefix.count)).removingPercentEncoding == text)
    #expect(address.allSatisfy { $0.isASCII && !"<>\"'& #".contains($0) })
  }

  @Test("the script is XML as it stands, and so is the style")
  func embedded() {
    for text in [PageScript.text, PageStyle.css] { #expect(!text.contains("<") && !text.contains("&")) }
  }

  @Test("a single figure has a page with all of its rows")
  func figurePage() throws {
    let picture = Picture(.chart(Self.chart))
    let reader = ElementReader()
    try #require(reader.read(picture.page), "\(reader.error)")
    for (name, table) in picture.figure.tables {
      #expect(picture.page.contains("download=\"figure-1-\(name)\""))
      #expect(picture.page.contains(HTMLText.dataAddress(table.csv, type: "text/csv")))
    }
    #expect(!reader.elements.contains("nav"), "one section needs no table of contents")
  }

  @Test("Markdown of the same page has every text and no figure without its numbers")
  func markdown() {
    let text = MarkdownPage.text(Self.page("a | b <i> `c`"))
    #expect(text.hasPrefix("# a \\| b \\<i> \\`c\\`\n"))
    #expect(!text.contains("<svg"))
    #expect(text.contains("```sh\na | b <i> `c`\n```"))
    #expect(MarkdownPage.text(Self.page("a ```` b")).contains("`````sh\na ```` b\n`````"))
  }
}

/// Reads the elements of a page.
private final class ElementReader: NSObject, XMLParserDelegate {
  private(set) var elements: [String] = []
  private(set) var attributes: [String] = []
  private(set) var ids: [String] = []
  private(set) var error = ""

  /// Whether the text is well formed.
  func read(_ html: String) -> Bool {
    let parser = XMLParser(data: Data(html.utf8))
    parser.delegate = self
    let isRead = parser.parse()
    if let problem = parser.parserError { error = "\(problem), line \(parser.lineNumber)" }
    return isRead
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes found: [String: String]
  ) {
    elements.append(name)
    attributes += found.keys
    if let id = found["id"] { ids.append(id) }
  }
}
