import Distributions

/// A permutation of the masks 1 … 2ⁿ − 1, chosen by a seed: the i-th mask of a sample without replacement, as a
/// function of i alone, so that the blocks of a sample need not know of each other.
///
/// A Feistel network of eight rounds permutes the numbers of 2⌈n/2⌉ bits; what falls outside 1 … 2ⁿ − 1 is permuted
/// again until it does not (cycle walking), which leaves a permutation of the inside. The halves may be any number of
/// words long. O(n/64) per mask, on average twice that for odd n.
///
/// Source: Luby M, Rackoff C (1988), *SIAM J Comput* 17:373–386; Black J, Rogaway P (2002), *CT-RSA*, 114–130.
struct SubsetPermutation: Sendable {
  private let bits: Int
  private let halfBits: Int
  private let halfWords: Int
  /// Which bits of a half's last word are used.
  private let lastMask: UInt64
  private let keys: [UInt64]

  private static let rounds = 8

  init(bits: Int, seed: UInt64) {
    precondition(bits >= 1, "at least one bit")
    self.bits = bits
    halfBits = (bits + 1) / 2
    halfWords = (halfBits + 63) / 64
    let used = halfBits - 64 * (halfWords - 1)
    lastMask = used == 64 ? .max : (1 << UInt64(used)) - 1
    var stream = RandomStream(seed: seed)
    keys = (0..<Self.rounds).map { _ in stream.next() }
  }

  /// The words of a mask, the lowest bits first.
  var words: Int { (bits + 63) / 64 }

  /// The mask at a place, which must be less than 2ⁿ − 1 (a precondition).
  func mask(at place: Int) -> [UInt64] {
    precondition(place >= 0 && (bits >= 63 || place < (1 << bits) - 1), "a place among the masks")
    var (left, right) = split(UInt64(place) + 1)
    while true {
      for key in keys {
        scramble(&left, by: right, key: key)
        swap(&left, &right)
      }
      let mask = joined(left, right)
      if isInside(mask) { return Array(mask.prefix(words)) }
    }
  }

  private func split(_ number: UInt64) -> (left: [UInt64], right: [UInt64]) {
    var left = [UInt64](repeating: 0, count: halfWords)
    var right = left
    right[0] = halfBits >= 64 ? number : number & lastMask
    left[0] = halfBits >= 64 ? 0 : number >> UInt64(halfBits)
    return (left, right)
  }

  /// The two halves as one number, the right one at the lowest bits.
  private func joined(_ left: [UInt64], _ right: [UInt64]) -> [UInt64] {
    var mask = right + [UInt64](repeating: 0, count: halfWords + 1)
    let (word, shift) = (halfBits / 64, UInt64(halfBits % 64))
    for (index, bits) in left.enumerated() {
      mask[word + index] |= bits << shift
      if shift > 0 { mask[word + index + 1] |= bits >> (64 - shift) }
    }
    return mask
  }

  private func isInside(_ mask: [UInt64]) -> Bool {
    if bits % 2 == 1, mask[bits / 64] >> UInt64(bits % 64) & 1 == 1 { return false }
    return mask.contains { $0 != 0 }
  }

  /// Adds to one half a function of the other, bit by bit.
  private func scramble(_ half: inout [UInt64], by other: [UInt64], key: UInt64) {
    var state = key
    for word in other { state = Self.mixed(state ^ word) }
    for index in half.indices {
      half[index] ^= Self.mixed(state &+ UInt64(index) &* 0x9E37_79B9_7F4A_7C15)
    }
    half[halfWords - 1] &= lastMask
  }

  /// The finalizer of SplitMix64, in which every bit of the input moves half the bits of the output.
  private static func mixed(_ word: UInt64) -> UInt64 {
    var bits = word &+ 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }
}
