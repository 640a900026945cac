/// Sums over the subsets that contain each unit.
enum UnitSums {
  private static let groupSize = SubsetColumns.tableSize

  /// The sums of one number per subset of a block. About two additions per subset where all subsets are analyzed;
  /// otherwise one per unit in the subset.
  ///
  /// - Parameter terms: the numbers of four subsets from a place; 0 beyond the last.
  @inline(__always)
  static func sums(_ values: GoshValues, units: Int, _ terms: (Int) -> Lanes) -> [Double] {
    values.masks.isEmpty ? ofAll(values, units: units, terms) : ofSample(values, units: units, terms)
  }

  /// Consecutive masks from a multiple of 64: the first six units are told apart by sums over all groups of 64, the
  /// others by the sum of each group.
  @inline(__always)
  private static func ofAll(_ values: GoshValues, units: Int, _ terms: (Int) -> Lanes) -> [Double] {
    let vectors = groupSize / Lanes.scalarCount
    var places = [Lanes](repeating: .zero, count: vectors)
    var groups: [Double] = []
    groups.reserveCapacity(values.count / groupSize + 1)
    places.withUnsafeMutableBufferPointer { places in
      for group in stride(from: 0, to: values.count, by: groupSize) {
        var whole = Lanes.zero
        for vector in 0..<vectors {
          let term = terms(group &+ vector &* Lanes.scalarCount)
          places[vector] += term
          whole += term
        }
        groups.append(whole.sum())
      }
    }
    let low = sums(places.flatMap { lanes in (0..<Lanes.scalarCount).map { lanes[$0] } }, firstMask: 0)
    let high = sums(groups, firstMask: values.firstMask / groupSize)
    return (0..<units).map { unit in
      unit < low.count ? low[unit] : unit - low.count < high.count ? high[unit - low.count] : 0
    }
  }

  @inline(__always)
  private static func ofSample(_ values: GoshValues, units: Int, _ terms: (Int) -> Lanes) -> [Double] {
    var sums = [Double](repeating: 0, count: units)
    for first in stride(from: 0, to: values.count, by: Lanes.scalarCount) {
      let four = terms(first)
      for place in first..<min(first + Lanes.scalarCount, values.count) {
        for (index, word) in values.masks[place].enumerated() {
          var rest = word
          while rest != 0 {
            sums[64 * index + rest.trailingZeroBitCount] += four[place - first]
            rest &= rest - 1
          }
        }
      }
    }
    return sums
  }

  /// The sums by bit of consecutive masks from one whose low bits are 0: half of the terms, those with the highest bit
  /// that varies, give that bit's sum, and are added to the other half, in which the next bit is then looked at.
  private static func sums(_ terms: [Double], firstMask: Int) -> [Double] {
    var rest = terms
    var varying = 0
    while 1 << varying < rest.count { varying += 1 }
    rest += [Double](repeating: 0, count: (1 << varying) - rest.count)
    let bits = max(varying, firstMask.bitWidth - firstMask.leadingZeroBitCount)
    var sums = [Double](repeating: 0, count: bits)
    for bit in (0..<varying).reversed() {
      for place in 0..<1 << bit {
        sums[bit] += rest[1 << bit + place]
        rest[place] += rest[1 << bit + place]
      }
    }
    for bit in varying..<bits where firstMask >> bit & 1 == 1 { sums[bit] = rest[0] }
    return sums
  }
}
