/// Work that is cut into blocks of fixed size, so that the same pieces come out whoever does them and in whatever
/// order: on one thread or many, on one machine or on the shards of a cluster.
///
/// A result is made from the records in the order of their blocks and from nothing else, and is therefore the same to
/// the bit however the blocks were shared out. A job with random draws gives each block a stream of its own.
public protocol BlockJob: Sendable {
  /// What one block gives.
  associatedtype Record: Sendable

  /// The number of blocks; it depends on the data and the options alone, never on the machine.
  var blockCount: Int { get }

  /// Does one block: a pure function of its number.
  func record(ofBlock block: Int) -> Record

  /// Whether a record that was read from a file has the shape of those of this block, so that it can be used.
  func accepts(_ record: Record, ofBlock block: Int) -> Bool
}

extension BlockJob {
  /// Any record, where all have one shape.
  public func accepts(_ record: Record, ofBlock block: Int) -> Bool { true }

  /// Does the blocks on some threads and hands over their records in order.
  ///
  /// The blocks are done in waves; the records of a wave are handed over when it is done. `receive` and `afterWave` are called
  /// on the thread that called, `record(ofBlock:)` and `isCancelled` on others too.
  ///
  /// - Parameters:
  ///   - blocks: which blocks; by default all.
  ///   - threads: how many threads at most, 1 or more.
  ///   - isCancelled: asked before each block; where it is true, no further block is begun. Those at work are done
  ///     and handed over.
  ///   - afterWave: told, after each wave, how many of `blocks` are done.
  ///   - receive: takes a block's number and record, in ascending order without gaps.
  /// - Returns: whether all of `blocks` were done.
  @discardableResult
  public func run(
    blocks: Range<Int>? = nil, threads: Int = 1, isCancelled: @Sendable () -> Bool = { false },
    afterWave: (Int) -> Void = { _ in }, receive: (Int, Record) -> Void
  ) -> Bool {
    let blocks = blocks ?? 0..<blockCount
    precondition(blocks.lowerBound >= 0 && blocks.upperBound <= blockCount, "blocks of this job")
    precondition(threads >= 1, "at least one thread")
    var next = blocks.lowerBound
    while next < blocks.upperBound {
      let wave = next..<min(next + threads * Threads.blocksPerWave, blocks.upperBound)
      let records = Threads.map(wave, threads: threads, isCancelled: isCancelled) { record(ofBlock: $0) }
      for (block, record) in zip(wave, records) { receive(block, record) }
      afterWave(wave.lowerBound + records.count - blocks.lowerBound)
      if records.count < wave.count { return false }
      next = wave.upperBound
    }
    return true
  }
}
