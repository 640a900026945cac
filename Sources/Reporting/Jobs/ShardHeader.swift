import Figures
import Jobs

/// What a file of records says of the job and of the part of it that it holds: its first line.
public struct ShardHeader: Sendable, Equatable {
  /// A file that the job read.
  public struct Source: Sendable, Equatable {
    /// Its name.
    public var file: String
    /// The SHA-256 hash of its bytes, in hexadecimal.
    public var sha256: String

    /// A file by name and hash.
    public init(file: String, sha256: String) {
      self.file = file
      self.sha256 = sha256
    }
  }

  /// The most blocks that a job may have.
  public static let mostBlocks = 1 << 20

  static let schema = "copse.shard/1"

  /// The kind of job, such as `simulate`.
  public var job: String
  /// The version of the program.
  public var version: String
  /// The command line, word by word, without what does not change the records: threads, shard, output.
  public var command: [String]
  /// The files that the job read, the data first.
  public var inputs: [Source]
  /// How many blocks the whole job has.
  public var blockCount: Int
  /// Which part of the job this is.
  public var shard: Shard
  /// Whether all blocks of the part are there.
  public var isComplete: Bool

  /// A part of a job.
  public init(
    job: String, version: String, command: [String], inputs: [Source], blockCount: Int, shard: Shard,
    isComplete: Bool
  ) {
    self.job = job
    self.version = version
    self.command = command
    self.inputs = inputs
    self.blockCount = blockCount
    self.shard = shard
    self.isComplete = isComplete
  }

  /// The blocks that the part has when it is complete.
  public var blocks: Range<Int> { shard.blocks(of: blockCount) }

  /// What keeps the records of another file from belonging to the same job as these; nil where they do.
  public func difference(from other: ShardHeader) -> String? {
    let pairs: [(String, String, String)] = [
      ("is of another job", job, other.job),
      ("was made by another version", version, other.version),
      ("was made by another command", Self.words(command), Self.words(other.command)),
      ("was made from other data", Self.words(inputs.map(\.sha256)), Self.words(other.inputs.map(\.sha256))),
      ("is of a job of another size", "\(blockCount) blocks", "\(other.blockCount) blocks"),
    ]
    guard let (what, mine, theirs) = pairs.first(where: { $1 != $2 }) else { return nil }
    return "\(what): \(mine), not \(theirs)"
  }

  private static func words(_ words: [String]) -> String { words.joined(separator: " ") }

  var json: JSONValue {
    .object([
      .init("schema", .string(Self.schema)), .init("job", .string(job)),
      .init("tool", .object([.init("name", .string("copse")), .init("version", .string(version))])),
      .init("command", .array(command.map { .string($0) })),
      .init(
        "inputs",
        .array(
          inputs.map {
            .object([.init("file", .string($0.file)), .init("sha256", .string($0.sha256))])
          })),
      .init("blocks", .integer(blockCount)), .init("shard", .string("\(shard)")),
      .init("range", .array([.integer(blocks.lowerBound), .integer(blocks.upperBound)])),
      .init("complete", .bool(isComplete)),
    ])
  }

  /// Reads the first line; nil where it is that of no such file.
  init?(_ json: JSONValue) {
    guard json["schema"] == .string(Self.schema), let job = json["job"]?.text,
      let version = json["tool"]?["version"]?.text, let command = json["command"]?.texts,
      case .array(let inputs)? = json["inputs"], case .integer(let blockCount)? = json["blocks"],
      (0...Self.mostBlocks).contains(blockCount),
      let shard = json["shard"]?.text.flatMap({ Shard(parsing: $0) }),
      case .bool(let isComplete)? = json["complete"]
    else { return nil }
    let sources = inputs.compactMap { input -> Source? in
      guard let file = input["file"]?.text, let sha256 = input["sha256"]?.text else { return nil }
      return Source(file: file, sha256: sha256)
    }
    guard sources.count == inputs.count, !sources.isEmpty else { return nil }
    self.init(
      job: job, version: version, command: command, inputs: sources, blockCount: blockCount, shard: shard,
      isComplete: isComplete)
  }
}

extension JSONValue {
  /// The text, where this is one.
  fileprivate var text: String? { if case .string(let text) = self { text } else { nil } }

  /// The texts, where this is a list of them.
  fileprivate var texts: [String]? {
    guard case .array(let items) = self else { return nil }
    let texts = items.compactMap(\.text)
    return texts.count == items.count ? texts : nil
  }
}
