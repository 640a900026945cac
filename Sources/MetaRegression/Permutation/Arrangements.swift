#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The distinct orders of items of which some are alike, one after the other: k!/Πnⱼ! of them.
///
/// Source: Knuth DE (2011), *The Art of Computer Programming* 4A, algorithm 7.2.1.2L.
struct Arrangements {
  /// The kind of the item at each place.
  private(set) var kinds: [Int]

  /// The first arrangement, the kinds in rising order.
  init(of kinds: [Int]) { self.kinds = kinds.sorted() }

  /// The number of arrangements, rounded where it is above 2⁵³.
  static func count(of kinds: [Int]) -> Double {
    let sizes = Dictionary(kinds.map { ($0, 1) }, uniquingKeysWith: +).values
    let logCount = lgamma(Double(kinds.count + 1)) - sizes.reduce(0) { $0 + lgamma(Double($1 + 1)) }
    guard logCount < 30 else { return exp(logCount) }
    // Exact: product of binomial coefficients, each a whole number below 2⁵³.
    var (count, placed) = (1.0, 0.0)
    for size in sizes {
      for item in 1...size {
        placed += 1
        count = (count * placed / Double(item)).rounded()
      }
    }
    return count
  }

  /// Goes on to the next arrangement; false after the last.
  mutating func advance() -> Bool {
    guard let pivot = kinds.indices.dropLast().last(where: { kinds[$0] < kinds[$0 + 1] }),
      let successor = kinds.indices.last(where: { kinds[$0] > kinds[pivot] })
    else { return false }
    kinds.swapAt(pivot, successor)
    kinds[(pivot + 1)...].reverse()
    return true
  }
}
