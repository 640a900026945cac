import MetaAnalysis
import Testing

/// Files of records, and the records of several put together.
@Suite("Files of records")
struct ShardFileTests {
  /// A job whose records have several kinds of numbers.
  struct Drawn: BlockJob {
    struct Record: Codable, Equatable {
      var sum: Double
      var count: Int
      var words: [String]
    }
    let blockCount: Int

    func record(ofBlock block: Int) -> Record {
      var stream = RandomStream(seed: 5, block: block)
      return Record(
        sum: (0..<10).reduce(0) { sum, _ in sum + stream.normal() }, count: block, words: ["b\(block)"])
    }
  }

  private static func header(_ shard: Shard, isComplete: Bool = true, blocks: Int = 11) -> ShardHeader {
    ShardHeader(
      job: "drawn", version: "1", command: ["draw", "some data.csv", "--seed", "5"],
      inputs: [.init(file: "some data.csv", sha256: "ab12")], blockCount: blocks, shard: shard,
      isComplete: isComplete)
  }

  private static func file(_ shard: Shard, only count: Int? = nil) throws -> ShardFile {
    let job = Drawn(blockCount: 11)
    let all = shard.blocks(of: 11)
    var entries: [ShardFile.Entry] = []
    for block in all.prefix(count ?? all.count) {
      entries.append(.init(block: block, record: try JSONValue(encoding: job.record(ofBlock: block))))
    }
    return ShardFile(header(shard, isComplete: entries.count == all.count), entries: entries)
  }

  private static func files(_ count: Int) throws -> [(name: String, file: ShardFile)] {
    try (1...count).map { ("\($0).shard", try file(Shard(index: $0, count: count))) }
  }

  @Test("a file is read back as it was written", arguments: [1, 2, 3, 11, 16])
  func roundTrip(_ count: Int) throws {
    for (_, file) in try Self.files(count) {
      let read = try ShardFile(parsing: Array(file.text.utf8))
      #expect(read == file)
      #expect(read.header.inputs == [.init(file: "some data.csv", sha256: "ab12")])
    }
  }

  @Test("parts in any order give the records of the whole job", arguments: [1, 2, 5, 11, 16])
  func joined(_ count: Int) throws {
    let job = Drawn(blockCount: 11)
    var expected: [Drawn.Record] = []
    job.run(threads: 2) { expected.append($1) }
    let files = try Self.files(count)
    for order in [files, files.reversed(), Array(files[(count / 2)...] + files[..<(count / 2)])] {
      let joined = try JoinedShards(order)
      #expect(joined.missing.isEmpty)
      #expect(try joined.records.map { try $0?.decoded(as: Drawn.Record.self) } == expected)
    }
  }

  @Test("missing parts are named with their blocks")
  func missing() throws {
    let files = try Self.files(4)
    let joined = try JoinedShards([files[3], files[0]])
    #expect(joined.missing.map(\.shard) == [Shard(index: 2, count: 4), Shard(index: 3, count: 4)])
    #expect(joined.missing.map(\.blocks) == [[3, 4, 5], [6, 7, 8]])
    let partial = try JoinedShards([
      files[0], ("p", Self.file(Shard(index: 2, count: 4), only: 1)), files[2], files[3],
    ])
    #expect(partial.missing.map(\.blocks) == [[4, 5]])
    let covered = try JoinedShards(files + [("p", Self.file(Shard(index: 2, count: 4), only: 1))])
    #expect(covered.missing.isEmpty)
  }

  @Test("parts of differently divided jobs go together, and twice the same is no matter")
  func overlapping() throws {
    let joined = try JoinedShards(Self.files(2) + Self.files(3))
    #expect(joined.missing.isEmpty)
  }

  @Test("a block with two contents is refused, with the names of both files")
  func conflict() throws {
    let files = try Self.files(2)
    let changed = ShardFile(
      files[1].file.header,
      entries: files[1].file.entries.map {
        $0.block == 8 ? .init(block: 8, record: .object([])) : $0
      })
    let error = #expect(throws: ShardError.self) { try JoinedShards(files + [("x.shard", changed)]) }
    #expect(error?.description == "block 8 differs between 2.shard and x.shard: one of them was changed")
  }

  @Test("files of different jobs are refused")
  func different() throws {
    let files = try Self.files(2)
    for (change, words) in Self.changes {
      var header = files[1].file.header
      change(&header)
      let other = ShardFile(header, entries: [])
      let error = #expect(throws: ShardError.self) { try JoinedShards([files[0], ("x.shard", other)]) }
      #expect(error?.description.hasPrefix("x.shard does not go with 1.shard: it \(words)") == true)
    }
  }

  private static let changes: [(@Sendable (inout ShardHeader) -> Void, String)] = [
    ({ $0.job = "other" }, "is of another job: other, not drawn"),
    ({ $0.version = "2" }, "was made by another version: 2, not 1"),
    ({ $0.command[3] = "6" }, "was made by another command: draw some data.csv --seed 6, not"),
    ({ $0.inputs[0].sha256 = "cd" }, "was made from other data: cd, not ab12"),
    ({ $0.blockCount = 12 }, "is of a job of another size: 12 blocks, not 11 blocks"),
  ]

  @Test("a file that moved is the same")
  func moved() throws {
    var files = try Self.files(2)
    var header = files[1].file.header
    header.inputs[0].file = "elsewhere.csv"
    files[1].file = ShardFile(header, entries: files[1].file.entries)
    #expect(try JoinedShards(files).missing.isEmpty)
  }

  @Test("what is no such file, was cut or was changed is refused")
  func refused() throws {
    let text = try Self.file(Shard(index: 2, count: 4)).text
    let lines = text.split(separator: "\n").map { String($0) }
    let bad = [
      "", "study,events\n", "{}\n", String(text.dropLast()), String(text.dropLast(10)),
      lines.dropLast().joined(separator: "\n") + "\n",  // says complete
      text + lines[1] + "\n",  // a block twice
      ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n") + "\n",  // not in order
      text.replacing("\"shard\":\"2/4\"", with: "\"shard\":\"1/4\""),  // blocks of another part
      text.replacing("\"complete\":true", with: "\"complete\":false"),
      text.replacing("copse.shard/1", with: "copse.shard/2"), text.replacing("\"record\"", with: "\"rec\""),
      text.replacing("\"blocks\":11", with: "\"blocks\":-11"), text.replacing("2/4", with: "5/4"),
    ]
    for text in bad {
      #expect(throws: ShardError.self, "\(text)") { try ShardFile(parsing: Array(text.utf8)) }
    }
  }

  @Test("a part without blocks is a file too")
  func empty() throws {
    let file = try Self.file(Shard(index: 12, count: 16))
    #expect(file.entries.isEmpty && file.header.isComplete)
    #expect(try ShardFile(parsing: Array(file.text.utf8)) == file)
  }
}
