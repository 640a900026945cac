/// Counts by bin, of which most may be 0; written as pairs of bin and count.
struct SparseCounts: Sendable, Equatable, Codable {
  private(set) var counts: [Int]

  init(bins: Int) { counts = [Int](repeating: 0, count: bins) }

  init(from decoder: any Decoder) throws {
    var values = try decoder.unkeyedContainer()
    let bins = try values.decode(Int.self)
    guard (0...1 << 28).contains(bins) else {
      throw DecodingError.dataCorruptedError(in: values, debugDescription: "no number of bins: \(bins)")
    }
    counts = [Int](repeating: 0, count: bins)
    while !values.isAtEnd {
      let (bin, count) = (try values.decode(Int.self), try values.decode(Int.self))
      guard counts.indices.contains(bin), count >= 0 else {
        throw DecodingError.dataCorruptedError(in: values, debugDescription: "no count of a bin: \(bin)")
      }
      counts[bin] = count
    }
  }

  func encode(to encoder: any Encoder) throws {
    var values = encoder.unkeyedContainer()
    try values.encode(counts.count)
    for (bin, count) in counts.enumerated() where count != 0 {
      try values.encode(bin)
      try values.encode(count)
    }
  }

  /// Adds counts of the same bins (a precondition).
  mutating func add(_ other: some Collection<Int>) {
    precondition(counts.count == other.count, "the same bins")
    for (bin, count) in other.enumerated() { counts[bin] += count }
  }
}
