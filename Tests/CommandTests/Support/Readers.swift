import Foundation
import Testing

/// A JSON value, its numbers read as exactly as they are written.
enum JSON: Decodable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSON].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSON].self))
    }
  }

  /// The value at a path such as `estimate.lower` or `studies.0.yi`; nil where there is no such key.
  subscript(path: String) -> JSON? {
    path.split(separator: ".").reduce(self as JSON?) { value, key in
      switch value {
      case .object(let members): return members[String(key)]
      case .array(let items):
        guard let index = Int(key), items.indices.contains(index) else { return nil }
        return items[index]
      default: return nil
      }
    }
  }

  /// The number at a path.
  func number(_ path: String) throws -> Double {
    guard case .number(let value) = self[path] else {
      throw Unexpected("no number at \(path), but \(String(describing: self[path]))")
    }
    return value
  }

  /// The text at a path.
  func string(_ path: String) throws -> String {
    guard case .string(let value) = self[path] else {
      throw Unexpected("no text at \(path), but \(String(describing: self[path]))")
    }
    return value
  }

  /// The items at a path.
  func items(_ path: String) throws -> [JSON] {
    guard case .array(let value) = self[path] else {
      throw Unexpected("no list at \(path), but \(String(describing: self[path]))")
    }
    return value
  }
}

/// Something that a test did not find.
struct Unexpected: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// CSV by RFC 4180, read strictly: quotes where they belong, and as many cells in each row as in the header.
struct Table {
  let columns: [String]
  let rows: [[String: String]]

  init(_ text: String) throws {
    var records: [[String]] = []
    var record: [String] = []
    var cell = ""
    var scalars = Array(text.unicodeScalars)[...]
    guard scalars.last == "\n" else { throw Unexpected("the last line has no line feed") }
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\"":
        guard cell.isEmpty else { throw Unexpected("a quote inside the unquoted cell \(cell)") }
        try Self.readQuoted(&scalars, into: &cell)
      case ",":
        record.append(cell)
        cell = ""
      case "\n":
        records.append(record + [cell])
        (record, cell) = ([], "")
      case "\r": throw Unexpected("a carriage return outside quotes")
      default: cell.unicodeScalars.append(scalar)
      }
    }
    columns = records.first ?? []
    guard Set(columns).count == columns.count else { throw Unexpected("two columns of one name") }
    var rows: [[String: String]] = []
    for record in records.dropFirst() {
      guard record.count == columns.count else {
        throw Unexpected("\(record.count) cells under \(columns.count) names: \(record)")
      }
      rows.append(Dictionary(uniqueKeysWithValues: zip(columns, record)))
    }
    self.rows = rows
  }

  /// The rest of a quoted cell; behind it stands a comma or the end of the line.
  private static func readQuoted(_ scalars: inout ArraySlice<Unicode.Scalar>, into cell: inout String) throws
  {
    while let scalar = scalars.popFirst() {
      guard scalar == "\"" else {
        cell.unicodeScalars.append(scalar)
        continue
      }
      if scalars.first == "\"" {
        cell.unicodeScalars.append("\"")
        scalars.removeFirst()
      } else if scalars.first == "," || scalars.first == "\n" {
        return
      } else {
        throw Unexpected("text behind a quoted cell")
      }
    }
    throw Unexpected("a quote that is never closed")
  }
}

extension [String: String] {
  /// The number in a cell.
  func number(_ column: String) throws -> Double {
    guard let text = self[column] else { throw Unexpected("no column \(column)") }
    guard let value = Double(text) else { throw Unexpected("no number in \(column), but \"\(text)\"") }
    return value
  }
}

/// Whether two numbers agree to a relative tolerance.
func isClose(_ value: Double, _ expected: Double, within tolerance: Double = 1e-9) -> Bool {
  abs(value - expected) <= tolerance * Swift.max(abs(expected), 1e-300)
}
