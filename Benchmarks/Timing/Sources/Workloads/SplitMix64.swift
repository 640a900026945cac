/// Vigna's SplitMix64: a random stream of which each seed gives the same numbers everywhere.
///
/// Source: Steele GL, Lea D, Flood CH (2014), *OOPSLA*, 453–472.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Uniform on [0, 1), in steps of 2⁻⁵³.
  mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// Mean 0, variance 1: the sum of twelve uniform numbers less 6.
  mutating func nearlyNormal() -> Double {
    (0..<12).reduce(-6) { sum, _ in sum + uniform() }
  }

  /// The number of successes in `size` trials.
  mutating func binomial(size: Int, probability: Double) -> Int {
    (0..<size).count { _ in uniform() < probability }
  }
}
