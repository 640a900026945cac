import Figures
import Testing

/// JSON that is read, and `Codable` values that come back as they were.
@Suite("JSON, read")
struct JSONCodingTests {
  @Test("a document of every kind of value")
  func document() throws {
    let text =
      " {\"a\" : [1, -2.50, 1e3, 0, -0.0],\n\t\"b\":{}, \"c\":[ ] ,\"d\":true,\"e\":false,\"f\":null,\"g\":\"\\u00e4\\\"\\\\\\/\\n\\ud83c\\udf33ä\"}\r\n"
    let value = try JSONValue(parsing: text.utf8)
    #expect(
      value
        == .object([
          .init("a", .array([.integer(1), .number(-2.5), .number(1000), .integer(0), .number(-0.0)])),
          .init("b", .object([])), .init("c", .array([])), .init("d", .bool(true)), .init("e", .bool(false)),
          .init("f", .null), .init("g", .string("ä\"\\/\n🌳ä")),
        ]))
    #expect(value["d"] == .bool(true))
    #expect(value["z"] == nil)
    #expect(try JSONValue(parsing: value.line.utf8) == value)
    #expect(try JSONValue(parsing: value.document.utf8)["g"] == value["g"])
  }

  @Test(
    "what is no JSON is refused",
    arguments: [
      "", "{", "[1,]", "{\"a\"}", "{\"a\":1,}", "{a:1}", "01", "1.", ".5", "1e", "+1", "tru", "nul", "\"a",
      "\"\\x\"", "\"\\ud83c\"", "\"\\u12\"", "1 2", "NaN", "1e999", "\"\n\"", "[1 2]", "'a'",
      String(repeating: "[", count: 600),
    ])
  func refused(_ text: String) {
    #expect(throws: JSONError.self) { try JSONValue(parsing: text.utf8) }
  }

  @Test("bytes that are no UTF-8 are refused, and an error says where")
  func place() {
    #expect(throws: JSONError.self) { try JSONValue(parsing: [0x22, 0xFF, 0x22]) }
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: "[1, x]".utf8) }
    #expect(error?.description == "no value at byte 5")
  }

  /// A record with every kind of member that a block may have.
  struct Record: Codable, Equatable {
    enum Outcome: Codable, Equatable {
      case fitted(mean: Double, weights: [Double])
      case failed(String)
    }
    enum Kind: String, Codable { case good, bad }
    struct Row: Codable, Equatable {
      var name: String
      var value: Double?
    }
    var doubles: [Double]
    var count: Int
    var big: UInt64
    var small: Int8
    var single: Float
    var flag: Bool
    var kind: Kind
    var missing: Double?
    var rows: [Row]
    var nested: [[Int]]
    var optional: [Double?]
    var outcomes: [Outcome]
    var none: [Int]
  }

  static let record = Record(
    doubles: [
      0, -0.0, 0.1, -1.0 / 3, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 1e15, 1e16,
      9_007_199_254_740_992, .infinity,
      -.infinity, Double.leastNormalMagnitude.nextDown,
    ], count: .min, big: .max, small: -7, single: 0.1, flag: true, kind: .bad, missing: nil,
    rows: [.init(name: "ä \"q\"\u{1}", value: 1), .init(name: "", value: nil)], nested: [[1, 2], [], [3]],
    optional: [1, nil, 2], outcomes: [.fitted(mean: -0.5, weights: [0.25, 0.75]), .failed("no")], none: [])

  @Test("a value comes back through a line of text, its numbers to the bit")
  func roundTrip() throws {
    let line = try JSONValue(encoding: Self.record).line
    #expect(!line.contains("\n"))
    let back = try JSONValue(parsing: line.utf8).decoded(as: Record.self)
    #expect(back == Self.record)
    #expect(back.doubles.map(\.bitPattern) == Self.record.doubles.map(\.bitPattern))
    let nan = try JSONValue(parsing: JSONValue(encoding: [Double.nan]).line.utf8).decoded(as: [Double].self)
    #expect(nan.count == 1 && nan[0].isNaN)
  }

  @Test("random bits come back")
  func bits() throws {
    var state: UInt64 = 1
    var doubles: [Double] = []
    while doubles.count < 5000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: state)
      if !value.isNaN { doubles.append(value) }
    }
    let back = try JSONValue(parsing: JSONValue(encoding: doubles).line.utf8).decoded(as: [Double].self)
    #expect(back.map(\.bitPattern) == doubles.map(\.bitPattern))
  }

  @Test("what does not fit is refused")
  func mismatches() throws {
    let record = try JSONValue(encoding: Self.record)
    guard case .object(let members) = record else {
      Issue.record("a record is an object")
      return
    }
    for (index, member) in members.enumerated() {
      var without = members
      without.remove(at: index)
      #expect(throws: DecodingError.self, "without \(member.key)") {
        try JSONValue.object(without).decoded(as: Record.self)
      }
      var wrong = members
      wrong[index] = .init(member.key, .object([]))
      #expect(throws: DecodingError.self, "\(member.key) an object") {
        try JSONValue.object(wrong).decoded(as: Record.self)
      }
    }
    #expect(throws: DecodingError.self) { try JSONValue.integer(300).decoded(as: Int8.self) }
    #expect(throws: DecodingError.self) { try JSONValue.number(1.5).decoded(as: Int.self) }
    #expect(throws: DecodingError.self) { try JSONValue.string("1").decoded(as: Double.self) }
  }
}
