import Mustache

/// Text as it stands in HTML and in XML.
enum HTMLText {
  /// The text with what would be markup written out, also in an attribute between double quotes; what XML cannot hold
  /// is `�`.
  ///
  /// Scalar by scalar: a `<` with a combining mark behind it is one character, and markup all the same.
  static func escaped(_ text: String) -> String {
    let needsNothing = text.utf8.allSatisfy { byte in
      byte >= 0x20 && byte < 0x7F && ![0x22, 0x26, 0x27, 0x3C, 0x3E].contains(byte)
    }
    if needsNothing { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "'": result.append(contentsOf: "&#39;".unicodeScalars)
      case "\n", "\t": result.append(scalar)
      case _
      where scalar.value < 0x20 || scalar.value == 0x7F || scalar.value == 0xFFFE
        || scalar.value == 0xFFFF:
        result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// An address that holds the text itself.
  static func dataAddress(_ text: String, type: String) -> String {
    let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~!*(),:;/?@=+$".utf8)
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes = Array("data:\(type);charset=utf-8,".utf8)
    for byte in text.utf8 {
      if plain.contains(byte) {
        bytes.append(byte)
      } else {
        bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// The escaping of the templates' values. The library's own looks at whole characters and lets markup with a combining
/// mark pass.
struct HTMLContent: MustacheContentType {
  /// The name by which templates ask for it.
  static let name = "XHTML"

  func escapeText(_ text: String) -> String { HTMLText.escaped(text) }
}

/// The identifiers of a page, each given once.
struct HTMLNames {
  private var given: Set<String> = ["main", "contents"]

  /// An identifier made of the words of a title.
  mutating func unused(_ title: String) -> String {
    let words = title.lowercased().unicodeScalars.split {
      !("a"..."z").contains($0) && !("0"..."9").contains($0)
    }
    let stem = (["s"] + words.prefix(8).map { String($0) }).joined(separator: "-")
    var name = stem
    var number = 1
    while !given.insert(name).inserted {
      number += 1
      name = "\(stem)-\(number)"
    }
    return name
  }
}
