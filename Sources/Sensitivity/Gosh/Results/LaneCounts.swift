/// Counts of places, four at a time, each lane in counters of its own: equal places one after the other would otherwise
/// wait for each other.
struct LaneCounts {
  private let counters: UnsafeMutablePointer<UInt32>

  /// The counts of the places 0 ..< `places` that `body` counts, of which there are fewer than 2³².
  static func counts(places: Int, _ body: (LaneCounts) -> Void) -> [Int] {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Lanes.scalarCount * places) { counters in
      counters.initialize(repeating: 0)
      guard let start = counters.baseAddress else { return [] }
      body(LaneCounts(counters: start))
      return (0..<places).map { place in
        (0..<Lanes.scalarCount).reduce(0) { $0 + Int(counters[place * Lanes.scalarCount + $1]) }
      }
    }
  }

  /// Counts one place.
  @inline(__always)
  func count(_ place: Int, lane: Int) { counters[place &* Lanes.scalarCount &+ lane] &+= 1 }

  /// Counts four places, whole numbers within the range.
  @inline(__always)
  func count(_ places: Lanes) {
    let whole = places.wholeNumbers
    for lane in 0..<Lanes.scalarCount { count(Int(truncatingIfNeeded: whole[lane]), lane: lane) }
  }
}

extension Lanes {
  /// Whole numbers from 0 to 2³² − 1 as such: beside 2⁵² they stand in the low bits.
  @inline(__always)
  var wholeNumbers: SIMD4<UInt64> {
    unsafeBitCast(self + 0x1p52, to: SIMD4<UInt64>.self) & SIMD4<UInt64>(repeating: 0xFFFF_FFFF)
  }

  /// The largest whole numbers not above these, which are within ±2³².
  @inline(__always)
  var floor: Lanes {
    let nearest = (self + 0x1p52) - 0x1p52
    return nearest - Lanes(repeating: 1).kept(where: nearest .> self)
  }

  /// Which numbers are finite.
  @inline(__always)
  var areFinite: LaneMask { self - self .== 0 }

  /// These numbers where the mask holds, 0 elsewhere; by bits, since a choice by lane may become a jump.
  @inline(__always)
  func kept(where mask: LaneMask) -> Lanes {
    let bits = unsafeBitCast(self, to: SIMD4<UInt64>.self) & unsafeBitCast(mask, to: SIMD4<UInt64>.self)
    return unsafeBitCast(bits, to: Lanes.self)
  }

  /// The larger one in each lane.
  @inline(__always)
  static func maximum(_ left: Lanes, _ right: Lanes) -> Lanes {
    left.replacing(with: right, where: right .> left)
  }
}

extension UnsafeBufferPointer<Double> {
  /// Four numbers from a place, NaN where there are none.
  @inline(__always)
  func lanes(at place: Int) -> Lanes {
    if let start = baseAddress, place + Lanes.scalarCount <= count {
      return UnsafeRawPointer(start + place).loadUnaligned(as: Lanes.self)
    }
    var lanes = Lanes(repeating: .nan)
    for lane in 0..<Swift.max(0, count - place) { lanes[lane] = self[place + lane] }
    return lanes
  }
}
