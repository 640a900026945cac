/// Sums over the subsets that contain each unit.
enum UnitSums {
  /// The sums of one number per subset of a block. Two additions per subset where all subsets are analyzed; otherwise
  /// one per unit in the subset.
  static func sums(_ terms: [Double], _ values: GoshValues, units: Int) -> [Double] {
    guard !values.masks.isEmpty else { return sums(terms, firstMask: values.firstMask, units: units) }
    var sums = [Double](repeating: 0, count: units)
    for (place, mask) in values.masks.enumerated() {
      for (index, word) in mask.enumerated() {
        var rest = word
        while rest != 0 {
          sums[64 * index + rest.trailingZeroBitCount] += terms[place]
          rest &= rest - 1
        }
      }
    }
    return sums
  }

  /// Consecutive masks from one whose low bits are 0: half of them, those with the highest bit that varies, give that
  /// unit's sum, and are added to the other half, in which the next bit is then looked at.
  private static func sums(_ terms: [Double], firstMask: Int, units: Int) -> [Double] {
    var rest = terms
    var varying = 0
    while 1 << varying < rest.count { varying += 1 }
    rest += [Double](repeating: 0, count: (1 << varying) - rest.count)
    var sums = [Double](repeating: 0, count: units)
    rest.withUnsafeMutableBufferPointer { rest in
      for bit in (0..<varying).reversed() {
        let sum = fold(rest, half: 1 << bit)
        if bit < units { sums[bit] = sum }
      }
      for bit in varying..<max(varying, units) where firstMask >> bit & 1 == 1 { sums[bit] = rest[0] }
    }
    return sums
  }

  /// The sum of the upper half, which is added to the lower.
  private static func fold(_ terms: UnsafeMutableBufferPointer<Double>, half: Int) -> Double {
    guard half >= 4, let start = terms.baseAddress else {
      var sum = 0.0
      for place in 0..<half {
        sum += terms[half + place]
        terms[place] += terms[half + place]
      }
      return sum
    }
    var sum = SIMD4<Double>.zero
    let bytes = UnsafeMutableRawPointer(start)
    let size = MemoryLayout<SIMD4<Double>>.stride
    for vector in 0..<half / 4 {
      let upper = bytes.loadUnaligned(fromByteOffset: (half / 4 + vector) * size, as: SIMD4<Double>.self)
      let lower = bytes.loadUnaligned(fromByteOffset: vector * size, as: SIMD4<Double>.self)
      sum += upper
      bytes.storeBytes(of: lower + upper, toByteOffset: vector * size, as: SIMD4<Double>.self)
    }
    return sum.sum()
  }
}
