/// A stream of random bits that is the same for the same seed on every platform: xoshiro256**, its 256 bits of
/// state filled from the seed by SplitMix64.
///
///     var stream = RandomStream(seed: 1)
///     stream.shuffle(&rows)
///
/// Period 2²⁵⁶ − 1. Not for secrets. Numbers and shuffles are made here and not by the standard library, whose
/// ways may change. Source: Blackman D, Vigna S (2021), *ACM Trans Math Softw* 47:36; Steele GL, Lea D, Flood CH
/// (2014), *OOPSLA*, 453–472.
public struct RandomStream: Sendable, Equatable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// The stream that belongs to a seed.
  public init(seed: UInt64) {
    var source = SplitMix64(state: seed)
    state = (source.next(), source.next(), source.next(), source.next())
  }

  /// The stream of one block of a job, so that each block has its own whoever does it: that of the seed
  /// m(m(`seed`) + `block`), where m is the first output of SplitMix64.
  ///
  /// m is a bijection, and so the blocks of one seed have seeds that all differ; none of them is the stream of `seed`
  /// itself but by a chance of 2⁻⁶⁴.
  ///
  /// - Precondition: `block` is 0 or more.
  public init(seed: UInt64, block: Int) {
    precondition(block >= 0, "blocks are counted from 0")
    var ofSeed = SplitMix64(state: seed)
    var ofBlock = SplitMix64(state: ofSeed.next() &+ UInt64(block))
    self.init(seed: ofBlock.next())
  }

  /// The stream in a given state, which must not be all 0 (a precondition).
  init(state: (UInt64, UInt64, UInt64, UInt64)) {
    precondition(state != (0, 0, 0, 0), "the state must not be all zero")
    self.state = state
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    let result = Self.rotated(state.1 &* 5, by: 7) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = Self.rotated(state.3, by: 45)
    return result
  }

  /// A number from 0 to 1, without 1: a multiple of 2⁻⁵³, each equally likely.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A draw from the standard normal distribution: its quantile at the middle of one of 2⁵³ equal parts of 0 to 1.
  public mutating func normal() -> Double {
    Normal.standard.quantile((Double(next() >> 11) + 0.5) * 0x1p-53)
  }

  /// A whole number from 0 to `bound` − 1, each equally likely; `bound` is at least 1 (a precondition).
  ///
  /// Source: Lemire D (2019), *ACM Trans Model Comput Simul* 29:3.
  public mutating func below(_ bound: Int) -> Int {
    precondition(bound >= 1, "a bound is at least 1")
    let width = UInt64(bound)
    var product = next().multipliedFullWidth(by: width)
    if product.low < width {
      let threshold = (0 &- width) % width
      while product.low < threshold { product = next().multipliedFullWidth(by: width) }
    }
    return Int(product.high)
  }

  /// True or false, equally likely.
  public mutating func coin() -> Bool { next() >> 63 == 1 }

  /// Puts the elements in random order, each order equally likely: Fisher and Yates from the last to the first.
  public mutating func shuffle<Element>(_ elements: inout [Element]) {
    guard elements.count > 1 else { return }
    for last in (1..<elements.count).reversed() { elements.swapAt(last, below(last + 1)) }
  }

  private static func rotated(_ bits: UInt64, by count: UInt64) -> UInt64 {
    bits << count | bits >> (64 - count)
  }

  /// Whether two streams will go on alike.
  public static func == (left: RandomStream, right: RandomStream) -> Bool { left.state == right.state }
}

/// SplitMix64, which turns any seed into well-mixed bits.
struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }
}
