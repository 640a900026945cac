/// One part of a job that is done in several, each on a machine of its own: `3/16` is the third of sixteen.
public struct Shard: Sendable, Equatable {
  /// Which part, from 1.
  public let index: Int
  /// How many parts there are.
  public let count: Int

  /// The whole job.
  public static let whole = Shard(index: 1, count: 1)

  /// The part `index` of `count`; 1 ≤ `index` ≤ `count` (a precondition).
  public init(index: Int, count: Int) {
    precondition(count >= 1 && (1...count).contains(index), "a shard is one of its parts")
    self.index = index
    self.count = count
  }

  /// Reads `I/N`; nil where that is no shard.
  public init?(parsing text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let index = parts[0], let count = parts[1], count >= 1,
      (1...count).contains(index)
    else { return nil }
    self.init(index: index, count: count)
  }

  /// Its blocks of a job that has `total`: the shards' ranges follow each other and differ in size by one at most.
  public func blocks(of total: Int) -> Range<Int> {
    let (size, rest) = total.quotientAndRemainder(dividingBy: count)
    let before = index - 1
    let start = before * size + min(before, rest)
    return start..<start + size + (before < rest ? 1 : 0)
  }
}

extension Shard: CustomStringConvertible {
  /// `I/N`.
  public var description: String { "\(index)/\(count)" }
}
