import Figures
import Jobs

/// The records of a part of a job as a file: a line about the job (schema `copse.shard/1`), then one line per block.
///
///     {"schema":"copse.shard/1","job":"simulate",…,"shard":"3/16","range":[5,8],"complete":true}
///     {"block":5,"record":{…}}
///
/// `range` is half open and blocks are counted from 0. A file with `"complete":false` holds the first blocks of its
/// range: the job was interrupted.
public struct ShardFile: Sendable, Equatable {
  /// The record of one block.
  public struct Entry: Sendable, Equatable {
    /// The number of the block.
    public let block: Int
    /// Its record.
    public let record: JSONValue

    /// A record of a block.
    public init(block: Int, record: JSONValue) {
      self.block = block
      self.record = record
    }
  }

  /// What the file says of the job.
  public let header: ShardHeader
  /// The records, in the order of their blocks.
  public let entries: [Entry]

  /// Records of a part of a job; each block belongs to the part and is there once (a precondition).
  public init(_ header: ShardHeader, entries: [Entry]) {
    let blocks = entries.map(\.block)
    precondition(zip(blocks, blocks.dropFirst()).allSatisfy { $0 < $1 }, "blocks in order")
    precondition(blocks.allSatisfy { header.blocks.contains($0) }, "blocks of the part")
    self.header = header
    self.entries = entries
  }

  /// The file.
  public var text: String {
    var text = header.json.line + "\n"
    for entry in entries {
      text += JSONValue.object([.init("block", .integer(entry.block)), .init("record", entry.record)]).line
      text += "\n"
    }
    return text
  }

  /// Reads a file.
  ///
  /// - Throws: ``ShardError`` where it is no such file, or was cut or changed.
  public init(parsing bytes: [UInt8]) throws(ShardError) {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard let first = lines.first, let json = Self.json(first), let header = ShardHeader(json) else {
      throw ShardError("its first line is not that of a file of records, schema \(ShardHeader.schema)")
    }
    guard lines.last?.isEmpty == true else { throw ShardError("its last line is cut off") }
    var entries: [Entry] = []
    for (number, line) in lines.dropLast().enumerated().dropFirst() {
      guard let json = Self.json(line), case .integer(let block)? = json["block"],
        let record = json["record"],
        header.blocks.contains(block), entries.last.map({ $0.block < block }) != false
      else { throw ShardError("its line \(number + 1) is not the record of a next block") }
      entries.append(Entry(block: block, record: record))
    }
    guard (entries.count == header.blocks.count) == header.isComplete else {
      throw ShardError(
        "it says that it is \(header.isComplete ? "" : "not ")complete and holds \(entries.count) of"
          + " \(header.blocks.count) blocks")
    }
    self.init(header, entries: entries)
  }

  private static func json(_ line: ArraySlice<UInt8>) -> JSONValue? { try? JSONValue(parsing: line) }
}

/// What is wrong with a file of records, or with several of them.
public struct ShardError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What was found.
  public let description: String

  init(_ description: String) { self.description = description }
}
