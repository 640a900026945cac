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

  /// The arrangement of this number, from 0, in the order in which ``advance()`` goes through them.
  ///
  /// - Precondition: there are more arrangements than `number`, and not more than 2⁵³.
  init(of kinds: [Int], number: Int) {
    var left = kinds.sorted()
    var rest = number
    var placed: [Int] = []
    while !left.isEmpty {
      for candidate in left.indices where candidate == 0 || left[candidate] != left[candidate - 1] {
        var others = left
        let kind = others.remove(at: candidate)
        let behind = Int(Self.count(of: others))
        if rest < behind {
          placed.append(kind)
          left = others
          break
        }
        rest -= behind
      }
    }
    self.kinds = placed
  }

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
  @discardableResult
  mutating func advance() -> Bool {
    guard let pivot = kinds.indices.dropLast().last(where: { kinds[$0] < kinds[$0 + 1] }),
      let successor = kinds.indices.last(where: { kinds[$0] > kinds[pivot] })
    else { return false }
    kinds.swapAt(pivot, successor)
    kinds[(pivot + 1)...].reverse()
    return true
  }
}
