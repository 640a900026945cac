import Foundation
import Testing

@testable import Figures

@Suite("JSON")
struct JSONValueTests {
  private func parsed(_ value: JSONValue) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(value.document.utf8), options: [.fragmentsAllowed])
  }

  @Test("every text comes back as it went in")
  func strings() throws {
    var texts = [
      "", "plain", "quote \" and backslash \\", "line\nfeed\rreturn\ttab",
      "nul \u{0} bell \u{7} escape \u{1B}",
      "delete \u{7F}", "\u{2028}\u{2029}", "Zürich – τ² ≤ 1", "🦠👩‍⚕️", "</script>", "\r\n", "e\u{301}",
    ]
    texts += (0..<0x20).map { String(Character(Unicode.Scalar(UInt8($0)))) }
    for text in texts {
      let read = try #require(try parsed(.object([.init(text, .string(text))])) as? [String: Any])
      let pair = try #require(read.first)
      // Compared by scalars: `==` on strings takes canonically equivalent ones for equal.
      #expect(Array(pair.key.unicodeScalars) == Array(text.unicodeScalars))
      #expect((pair.value as? String).map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
    }
  }

  @Test("numbers read back to the same value")
  func numbers() throws {
    var numbers = Numbers(state: 4)
    let values =
      (0..<5_000).map { _ in numbers.anyFinite() } + [
        0, 1, -1, 1e15, 1e300, Double.leastNonzeroMagnitude, 0.1,
      ]
    let document = JSONValue.array(values.map { .number($0) }).document
    // Not by JSONSerialization, which is off by an ulp here and there on Linux.
    let read = try JSONDecoder().decode([Double].self, from: Data(document.utf8))
    #expect(read == values)
  }

  @Test("what is missing or not finite is null")
  func nulls() throws {
    let values: [JSONValue] = [
      .null, .number(.nan), .number(.infinity), .number(-.infinity), .number(nil as Double?),
      .string(nil as String?),
    ]
    let read = try #require(try parsed(.array(values)) as? [Any])
    #expect(read.count == values.count)
    #expect(read.allSatisfy { $0 is NSNull })
  }

  @Test("empty lists, nesting, booleans and integers")
  func structure() throws {
    let value = JSONValue.object([
      .init("empty", .array([])), .init("none", .object([])), .init("yes", .bool(true)),
      .init("k", .integer(13)),
      .init("deep", .array([.array([.object([.init("a", .array([.null]))])])])),
    ])
    let read = try #require(try parsed(value) as? [String: Any])
    #expect((read["empty"] as? [Any])?.isEmpty == true)
    #expect((read["none"] as? [String: Any])?.isEmpty == true)
    #expect(read["yes"] as? Bool == true)
    #expect(read["k"] as? Int == 13)
    #expect(read.count == 5)
  }

  @Test("keys keep their order, two spaces per level, one final line feed")
  func layout() {
    let value = JSONValue.object([
      .init("z", .integer(1)), .init("a", .array([.integer(2), .string("x")])), .init("m", .object([])),
    ])
    #expect(
      value.document == """
        {
          "z": 1,
          "a": [
            2,
            "x"
          ],
          "m": {}
        }

        """)
  }
}
