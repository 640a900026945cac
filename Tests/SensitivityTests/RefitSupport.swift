import BundledData
import EffectSizes
import Foundation
import Pooling
import Sensitivity
import StudyData
import Testing

/// A value of a JSON file that R wrote.
enum RJSON: Decodable {
  case number(Double?)
  case text(String)
  case list([RJSON])
  case record([String: RJSON])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .number(nil)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let list = try? container.decode([RJSON].self) {
      self = .list(list)
    } else if let flag = try? container.decode(Bool.self) {
      self = .text("\(flag)")
    } else {
      self = .record(try container.decode([String: RJSON].self))
    }
  }

  subscript(_ name: String) -> RJSON {
    if case .record(let fields) = self { fields[name] ?? .number(nil) } else { .number(nil) }
  }

  var list: [RJSON] { if case .list(let list) = self { list } else { [] } }
  var numbers: [Double?] { list.map { if case .number(let number) = $0 { number } else { nil } } }
  var text: String { if case .text(let text) = self { text } else { "" } }

  static func file(_ url: URL) throws -> RJSON {
    try JSONDecoder().decode(RJSON.self, from: Data(contentsOf: url))
  }
}

/// Compares numbers with references, counts them and remembers the largest relative difference.
final class Tally {
  private(set) var count = 0
  private(set) var largest = 0.0

  /// - Parameter scale: the size below which a difference does not count relative to the value.
  func check(
    _ value: Double?, _ expected: Double?, within tolerance: Double, scale: Double = 0, at place: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    guard let expected else { return }
    guard let value else {
      Issue.record("\(place): nothing for \(expected)", sourceLocation: sourceLocation)
      return
    }
    let difference = abs(value - expected) / max(abs(expected), scale, .leastNormalMagnitude)
    count += 1
    if value != expected { largest = max(largest, difference) }
    if !(value == expected || difference <= tolerance) {
      Issue.record("\(place): \(value) for \(expected)", sourceLocation: sourceLocation)
    }
  }
}

/// The directory of the package.
let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// The lines of a bundled data set.
func lines(of name: String) throws -> [String] {
  try #require(BundledDataset.named(name)).csv.split(separator: "\n").map(String.init)
}

/// A table of some lines, the header first.
func table(_ lines: [String]) throws -> StudyTable {
  try StudyTable(parsing: Array((lines.joined(separator: "\n") + "\n").utf8), name: "data.csv")
}

/// A bundled data set, without one of its rows if so asked.
func table(_ name: String, without row: Int? = nil) throws -> StudyTable {
  var lines = try lines(of: name)
  if let row { lines.remove(at: row + 1) }
  return try table(lines)
}

extension Refit {
  /// The quantity of this name, which must be there.
  func required(_ name: String = "pooled") throws -> Quantity { try #require(quantity(named: name)) }
}
