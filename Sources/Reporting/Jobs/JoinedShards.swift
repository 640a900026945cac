import Figures
import Jobs

/// The records of several files of one job, put together; the order of the files does not matter.
public struct JoinedShards: Sendable {
  /// What the files say of the job.
  public let header: ShardHeader
  /// The record of each block; nil where no file has it.
  public let records: [JSONValue?]

  /// Puts files together.
  ///
  /// - Parameter files: the files with their names; at least one (a precondition).
  /// - Throws: ``ShardError`` where they are not of one job, or a block is there twice with different records.
  public init(_ files: [(name: String, file: ShardFile)]) throws(ShardError) {
    precondition(!files.isEmpty, "at least one file")
    let header = files[0].file.header
    var records = [JSONValue?](repeating: nil, count: header.blockCount)
    var owners = [Int](repeating: 0, count: header.blockCount)
    for (number, (name, file)) in files.enumerated() {
      if let difference = file.header.difference(from: header) {
        throw ShardError("\(name) does not go with \(files[0].name): it \(difference)")
      }
      for entry in file.entries {
        if let other = records[entry.block], other != entry.record {
          throw ShardError(
            "block \(entry.block) differs between \(files[owners[entry.block]].name) and \(name): one of them was"
              + " changed")
        }
        records[entry.block] = entry.record
        owners[entry.block] = number
      }
    }
    self.header = header
    self.records = records
  }

  /// The parts, of as many as the first file counts, that lack a block, each with the blocks that it lacks.
  public var missing: [(shard: Shard, blocks: [Int])] {
    // Parts beyond the number of blocks have none.
    (1...max(1, min(header.shard.count, header.blockCount))).compactMap { index in
      let shard = Shard(index: index, count: header.shard.count)
      let blocks = shard.blocks(of: header.blockCount).filter { records[$0] == nil }
      return blocks.isEmpty ? nil : (shard, blocks)
    }
  }
}
