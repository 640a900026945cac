import Jobs
import Testing

@Suite("Block jobs")
struct BlockJobTests {
  /// A job whose record tells which block it is and how much work it was.
  struct Sums: BlockJob {
    let blockCount: Int

    func record(ofBlock block: Int) -> Double {
      (0..<block * 7 + 1).reduce(0) { $0 + 1 / Double($1 + block + 1) }
    }
  }

  @Test("records come in order and are the same on any number of threads", arguments: [1, 2, 3, 16])
  func threads(_ threads: Int) {
    for count in [0, 1, 2, 7, 8, 9, 100] {
      let job = Sums(blockCount: count)
      var blocks: [Int] = []
      var records: [Double] = []
      let isDone = job.run(threads: threads) { block, record in
        blocks.append(block)
        records.append(record)
      }
      #expect(isDone)
      #expect(blocks == Array(0..<count))
      #expect(records == (0..<count).map { job.record(ofBlock: $0) })
    }
  }

  @Test("shards cover the job without overlap")
  func shards() {
    for total in [0, 1, 5, 16, 17, 1000] {
      for count in [1, 2, 3, 16] {
        let parts = (1...count).map { Shard(index: $0, count: count).blocks(of: total) }
        #expect(parts.flatMap { Array($0) } == Array(0..<total))
        let sizes = parts.map(\.count)
        #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
      }
    }
  }

  @Test("a shard is read from its text")
  func parsing() {
    #expect(Shard(parsing: "3/16") == Shard(index: 3, count: 16))
    for text in ["", "3", "0/16", "17/16", "1/0", "-1/2", "1/2/3", "a/b", "1/"] {
      #expect(Shard(parsing: text) == nil, "\(text)")
    }
  }

  @Test("a cancelled job stops between blocks and says so")
  func cancellation() {
    var received = 0
    let isDone = Sums(blockCount: 100).run(threads: 2, isCancelled: { received >= 20 }) { block, _ in
      #expect(block == received)
      received += 1
    }
    #expect(!isDone)
    #expect(received >= 20 && received < 100)
  }
}
