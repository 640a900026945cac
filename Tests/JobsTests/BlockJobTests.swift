import Jobs
import Synchronization
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

  /// A job that asks to be cancelled when a block is begun.
  final class Counted: BlockJob {
    let blockCount = 1000
    let begun = Atomic(0)

    func record(ofBlock block: Int) -> Int {
      begun.wrappingAdd(1, ordering: .relaxed)
      return block
    }
  }

  @Test("a cancelled job begins no further block and hands over all that were begun", arguments: [1, 2, 3])
  func cancellation(_ threads: Int) {
    let job = Counted()
    var blocks: [Int] = []
    let isDone = job.run(threads: threads, isCancelled: { job.begun.load(ordering: .relaxed) >= 20 }) {
      block, record in
      #expect(block == record)
      blocks.append(block)
    }
    #expect(!isDone)
    #expect(blocks == Array(0..<job.begun.load(ordering: .relaxed)))
    #expect((20..<20 + threads).contains(blocks.count))
    #expect(!job.run(isCancelled: { true }) { _, _ in Issue.record("a block was done") })
  }
}
