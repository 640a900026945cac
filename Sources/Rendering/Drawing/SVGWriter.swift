import Figures

/// A drawing as SVG 1.1: real text, a `viewBox`, a title and a description, a group for each row, numbers with two
/// decimals at most, so that the same drawing is the same file to the byte.
struct SVGWriter {
  /// Put before the identifiers, so that several pictures can stand in one page.
  var prefix = "copse"
  private var text = ""

  /// The drawing as a whole file, or, without the declaration, as an element of a page.
  static func write(_ drawing: Drawing, prefix: String = "copse", isInline: Bool = false) -> String {
    var writer = SVGWriter(prefix: prefix)
    writer.write(drawing, isInline: isInline)
    return writer.text
  }

  private init(prefix: String) { self.prefix = prefix }

  private mutating func write(_ drawing: Drawing, isInline: Bool) {
    let (width, height) = (Self.number(drawing.width), Self.number(drawing.height))
    if !isInline { text += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" }
    text += "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(height)\""
    text += " viewBox=\"0 0 \(width) \(height)\" role=\"img\""
    text += " aria-labelledby=\"\(prefix)-title \(prefix)-desc\""
    text += " font-family='\(Self.escaped(FontMetrics.families))'>\n"
    text += "<title id=\"\(prefix)-title\">\(Self.escaped(drawing.title))</title>\n"
    text += "<desc id=\"\(prefix)-desc\">\(Self.escaped(drawing.description))</desc>\n"
    if let background = drawing.background {
      text += "<rect width=\"\(width)\" height=\"\(height)\" fill=\"\(background)\"/>\n"
    }
    for element in drawing.elements { write(element) }
    text += "</svg>\n"
  }

  private mutating func write(_ element: Drawing.Element) {
    switch element {
    case .text(let text): write(text)
    case .line(let path): write("polyline", path, fill: nil)
    case .polygon(let path): write("polygon", path, fill: path.paint.fill)
    case .rectangle(let box, let paint):
      text += "<rect x=\"\(Self.number(box.x))\" y=\"\(Self.number(box.y))\""
      text += " width=\"\(Self.number(box.width))\" height=\"\(Self.number(box.height))\""
      text += Self.attributes(paint, fill: paint.fill) + "/>\n"
    case .circle(let center, let radius, let paint):
      text +=
        "<circle cx=\"\(Self.number(center.x))\" cy=\"\(Self.number(center.y))\" r=\"\(Self.number(radius))\""
      text += Self.attributes(paint, fill: paint.fill) + "/>\n"
    case .group(let name, let title, let elements):
      guard !elements.isEmpty else { return }
      text += "<g class=\"\(Self.escaped(name))\">\n"
      if !title.isEmpty { text += "<title>\(Self.escaped(title))</title>\n" }
      for element in elements { write(element) }
      text += "</g>\n"
    }
  }

  private mutating func write(_ name: String, _ path: Drawing.Path, fill: String?) {
    let points = path.points.map { "\(Self.number($0.x)),\(Self.number($0.y))" }.joined(separator: " ")
    text += "<\(name) points=\"\(points)\"" + Self.attributes(path.paint, fill: fill) + "/>\n"
  }

  private mutating func write(_ line: Drawing.Text) {
    guard !line.string.isEmpty else { return }
    text += "<text x=\"\(Self.number(line.x))\" y=\"\(Self.number(line.y))\""
    text += " font-size=\"\(Self.number(line.size))\" fill=\"\(line.color)\""
    if line.weight == .bold { text += " font-weight=\"bold\"" }
    if let halo = line.halo {
      text += " stroke=\"\(halo)\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\""
    }
    if line.anchor != .start { text += " text-anchor=\"\(line.anchor.rawValue)\"" }
    if line.rotation != 0 {
      text +=
        " transform=\"rotate(\(Self.number(line.rotation)) \(Self.number(line.x)) \(Self.number(line.y)))\""
    }
    let hasSpaces = line.string.contains("  ") || line.string.first == " " || line.string.last == " "
    text += (hasSpaces ? " xml:space=\"preserve\"" : "") + ">"
    for piece in line.pieces {
      guard let x = piece.x else {
        text += Self.escaped(piece.text)
        continue
      }
      text += "<tspan x=\"\(Self.number(x))\">\(Self.escaped(piece.text))</tspan>"
    }
    text += "</text>\n"
  }

  private static func attributes(_ paint: Drawing.Paint, fill: String?) -> String {
    var text = " fill=\"\(fill ?? "none")\""
    if let stroke = paint.stroke {
      text += " stroke=\"\(stroke)\" stroke-width=\"\(number(paint.strokeWidth))\""
      if !paint.dashes.isEmpty {
        text += " stroke-dasharray=\"\(paint.dashes.map(number).joined(separator: " "))\""
      }
    }
    if paint.opacity < 1 { text += " opacity=\"\(number(paint.opacity))\"" }
    return text
  }

  /// With two decimals, without zeros at the end.
  static func number(_ value: Double) -> String {
    var text = NumberText.fixed(value, decimals: 2)
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }

  /// Text in XML on one line.
  static func escaped(_ text: String) -> String {
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { line.append("\t\n\r".unicodeScalars.contains(scalar) ? " " : scalar) }
    return HTMLText.escaped(String(line))
  }
}
