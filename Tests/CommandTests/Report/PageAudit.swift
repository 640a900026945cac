import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// An element of a page with what stands in it.
final class PageElement {
  let name: String
  let attributes: [String: String]
  private(set) weak var parent: PageElement?
  fileprivate(set) var children: [PageElement] = []
  /// The text before each child, and behind the last.
  fileprivate var pieces = [""]

  init(_ name: String, _ attributes: [String: String], parent: PageElement?) {
    (self.name, self.attributes, self.parent) = (name, attributes, parent)
  }

  /// The element and all below it, in the order of the page.
  var all: [PageElement] { [self] + children.flatMap(\.all) }
  /// All text in the element.
  var text: String { pieces[0] + zip(children, pieces.dropFirst()).map { $0.text + $1 }.joined() }
  /// The elements that it stands in.
  var ancestors: [PageElement] { parent.map { [$0] + $0.ancestors } ?? [] }
}

/// A page held against the rules of accessible HTML that can be read off its text.
final class PageAudit: NSObject, XMLParserDelegate {
  private(set) var root: PageElement?
  private var current: PageElement?
  private(set) var parseError: String?

  init(_ html: String) {
    super.init()
    let parser = XMLParser(data: Data(html.utf8))
    parser.delegate = self
    if !parser.parse() {
      parseError = "\(parser.parserError.map { "\($0)" } ?? "?"), line \(parser.lineNumber)"
    }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    let element = PageElement(name, attributes, parent: current)
    current?.children.append(element)
    current?.pieces.append("")
    if root == nil { root = element }
    current = element
  }

  func parser(_ parser: XMLParser, didEndElement: String, namespaceURI: String?, qualifiedName: String?) {
    current = current?.parent
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    guard let current else { return }
    current.pieces[current.pieces.count - 1] += text
  }

  // MARK: Looking at it

  var elements: [PageElement] { root?.all ?? [] }

  func named(_ name: String) -> [PageElement] { elements.filter { $0.name == name } }

  /// Everything that breaks a rule.
  var problems: [String] {
    if let parseError { return ["not well formed: \(parseError)"] }
    return structure + headings + tables + figures + links + contrasts
  }

  private var structure: [String] {
    var problems: [String] = []
    if root?.attributes["lang"]?.isEmpty != false { problems.append("no language") }
    if named("title").first?.text.isEmpty != false { problems.append("no title") }
    for name in ["header", "main", "footer"] where named(name).count != 1 {
      problems.append("\(name): not one")
    }
    for element in elements where ["nav", "section"].contains(element.name) {
      if element.attributes["aria-labelledby"] == nil { problems.append("\(element.name) without a name") }
    }
    let body = named("body").first?.children.first
    if body?.name != "a" || body?.attributes["href"] != "#main" { problems.append("no skip link first") }
    let ids = elements.compactMap { $0.attributes["id"] }
    problems += Dictionary(grouping: ids, by: \.self).filter { $1.count > 1 }.map { "id \($0.key) twice" }
    let known = Set(ids)
    for element in elements {
      for name in element.attributes["aria-labelledby"]?.split(separator: " ") ?? []
      where !known.contains(String(name)) { problems.append("\(element.name) is named by missing \(name)") }
      if let place = element.attributes["tabindex"].flatMap({ Int($0) }), place > 0 {
        problems.append("positive tabindex")
      }
      if element.attributes["role"] == "region", element.attributes["tabindex"] != "0" {
        problems.append("a region that scrolls and takes no focus")
      }
    }
    return problems
  }

  private var headings: [String] {
    let levels = elements.compactMap { element -> Int? in
      guard element.name.count == 2, element.name.hasPrefix("h"), let level = Int(element.name.dropFirst())
      else { return nil }
      return level
    }
    var problems = levels.count { $0 == 1 } == 1 && levels.first == 1 ? [] : ["not one h1 at the top"]
    for (before, after) in zip(levels, levels.dropFirst()) where after > before + 1 {
      problems.append("h\(after) follows h\(before)")
    }
    return problems
  }

  private var tables: [String] {
    named("table").flatMap { table -> [String] in
      let caption = table.all.first { $0.name == "caption" }?.text ?? ""
      var problems = caption.isEmpty ? ["a table without a caption"] : []
      let heads = table.all.filter { $0.name == "th" }
      if !heads.allSatisfy({ ["col", "row"].contains($0.attributes["scope"] ?? "") }) {
        problems.append("a header cell without a scope in \(caption)")
      }
      let columns = heads.count { $0.attributes["scope"] == "col" }
      let rows = table.all.filter { $0.name == "tr" && $0.parent?.name == "tbody" }
      if !rows.allSatisfy({ $0.children.count == columns }) {
        problems.append("a row of other length in \(caption)")
      }
      return problems
    }
  }

  private var figures: [String] {
    var problems: [String] = []
    for figure in named("figure") {
      let inner = figure.all
      if inner.count(where: { $0.name == "figcaption" && !$0.text.isEmpty }) != 1 {
        problems.append("a figure without a caption")
      }
      if !inner.contains(where: { $0.attributes["download"]?.hasSuffix(".csv") == true }) {
        problems.append("a figure without its rows")
      }
    }
    for svg in named("svg") {
      let names = svg.children.prefix(2).map(\.name)
      if svg.attributes["role"] != "img" || names != ["title", "desc"] || svg.children[0].text.isEmpty {
        problems.append("a picture without role, title and description")
      }
      if svg.attributes["viewBox"] == nil { problems.append("a picture that does not scale") }
      if !svg.ancestors.contains(where: { $0.name == "figure" }) { problems.append("a picture in no figure") }
    }
    return problems
  }

  private var links: [String] {
    let known = Set(elements.compactMap { $0.attributes["id"] })
    return elements.flatMap { element -> [String] in
      var problems: [String] = []
      for (name, value) in element.attributes
      where ["src", "href", "xlink:href", "action", "data"].contains(name) {
        if value.hasPrefix("#") {
          if !known.contains(String(value.dropFirst())) { problems.append("a link to nothing: \(value)") }
        } else if !value.hasPrefix("data:") {
          problems.append("an address outside the page: \(value.prefix(60))")
        }
      }
      if element.name == "a", element.text.isEmpty { problems.append("a link without a text") }
      return problems
    }
  }

  // MARK: Contrast

  /// Rules whose text has less than 4.5 times the luminance of its background, or the reverse (WCAG 2, 1.4.3). A rule
  /// that sets no background is held against that of the page.
  private var contrasts: [String] {
    let css = named("style").map(\.text).joined()
    if css.contains("url(") || css.contains("@import") { return ["a style from outside"] }
    var problems: [String] = []
    var checked = 0
    for rule in css.split(separator: "}") {
      guard let brace = rule.lastIndex(of: "{") else { continue }
      let declarations = rule[rule.index(after: brace)...].split(separator: ";").map { declaration in
        declaration.split(separator: ":", maxSplits: 1).map {
          $0.trimmingCharacters(in: .whitespacesAndNewlines)
        }
      }
      func value(_ name: String) -> String? { declarations.last { $0.count == 2 && $0[0] == name }?[1] }
      guard let color = value("color") else { continue }
      checked += 1
      let ratio = Self.contrast(color, value("background") ?? "#ffffff")
      if ratio < 4.5 { problems.append("contrast \(ratio) in \(rule.prefix(60))") }
    }
    return checked >= 10 ? problems : problems + ["the style was not understood"]
  }

  /// The contrast of two colors `#rrggbb`; 0 where one is none.
  static func contrast(_ first: String, _ second: String) -> Double {
    guard let one = luminance(first), let other = luminance(second) else { return 0 }
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)
  }

  private static func luminance(_ color: String) -> Double? {
    guard color.count == 7, color.first == "#", let value = Int(color.dropFirst(), radix: 16) else {
      return nil
    }
    let parts = [value >> 16, value >> 8 & 255, value & 255].map { part -> Double in
      let share = Double(part) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }
}
