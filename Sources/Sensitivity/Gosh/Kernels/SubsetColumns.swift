/// Four subsets at a time, one in each lane.
typealias Lanes = SIMD4<Double>

/// Per-study terms whose sums over a subset a kernel needs, such as w, wy and wy², added up per unit.
///
/// The sums of all 64 choices of the first six units are there once; those of a subset are one of them plus the sum
/// over its other units, which 64 consecutive masks share. Nothing is carried from mask to mask, so that nothing
/// drifts.
struct SubsetColumns: Sendable {
  /// How many units the table of sums covers.
  static let tableBits = 6
  static let tableSize = 1 << tableBits

  /// The studies of each unit.
  let units: [[Int]]
  let yi: [Double]
  let vi: [Double]
  /// The number of columns.
  let width: Int
  /// The sums of each unit, unit after unit.
  let unitSums: [Double]
  /// The sums of each choice of the first units, column after column.
  let table: [Double]
  /// The variance of a study without weight, which fills up groups of studies; nil where products of four variances
  /// might leave the range of numbers.
  let padding: Double?

  /// Variances within these limits, and squared differences of y below the upper one, can be multiplied.
  private static let moderate = 1e-30...1e30

  /// - Parameters:
  ///   - columns: one number per study in each column.
  init(units: [[Int]], yi: [Double], vi: [Double], columns: [[Double]]) {
    let width = columns.count
    self.units = units
    self.yi = yi
    self.vi = vi
    self.width = width
    let unitSums = units.flatMap { places in
      columns.map { column in places.reduce(0) { $0 + column[$1] } }
    }
    var table = [Double](repeating: 0, count: width * Self.tableSize)
    for column in 0..<width {
      for mask in 1..<Self.tableSize {
        var sum = 0.0
        for unit in 0..<min(Self.tableBits, units.count) where mask >> unit & 1 == 1 {
          sum += unitSums[unit * width + column]
        }
        table[column * Self.tableSize + mask] = sum
      }
    }
    self.unitSums = unitSums
    self.table = table
    let range = (yi.max() ?? 0) - (yi.min() ?? 0)
    let largest = max(vi.max() ?? 0, range * range)
    let isModerate = Self.moderate.contains(vi.min() ?? 0) && Self.moderate.contains(largest)
    padding = isModerate ? 1e45 * largest : nil
  }
}

/// Four subsets with the sums of their columns and their studies.
struct SubsetPacket {
  /// The sums, one vector for each column.
  let sums: UnsafeMutablePointer<Lanes>
  /// The studies that are in all four.
  let sharedY: UnsafeMutablePointer<Lanes>
  let sharedV: UnsafeMutablePointer<Lanes>
  var sharedCount = 0
  /// The other studies, each with 1 where it is in and 0 where not.
  let ownY: UnsafeMutablePointer<Lanes>
  let ownV: UnsafeMutablePointer<Lanes>
  let ownMask: UnsafeMutablePointer<Lanes>
  var ownCount = 0
  /// Whether behind the studies there are some without weight, three behind the shared and one behind the others.
  var isPadded = false

  /// Adds up terms of y and the weights 1/(v + τ²) over the studies, each lane at a τ² of its own, the studies in
  /// the same order every time.
  @inline(__always)
  func forEachStudy(tau2: Lanes, _ body: (_ y: Lanes, _ w: Lanes) -> Void) {
    for study in 0..<sharedCount {
      body(sharedY[study], 1 / (sharedV[study] + tau2))
    }
    for study in 0..<ownCount {
      body(ownY[study], ownMask[study] / (ownV[study] + tau2))
    }
  }

  /// The weighted mean of y at the weights 1/(v + τ²).
  ///
  /// The studies are taken in groups of four, or two, whose fractions are added over a common denominator: one
  /// division for each group, not for each study.
  @inline(__always)
  func mean(tau2: Lanes) -> Lanes {
    var (sumOfWeights, sum) = (Lanes.zero, Lanes.zero)
    guard isPadded else {
      forEachStudy(tau2: tau2) { y, w in
        sumOfWeights += w
        sum += w * y
      }
      return sum / sumOfWeights
    }
    for first in stride(from: 0, to: sharedCount, by: 4) {
      let (y, v) = (sharedY + first, sharedV + first)
      let (a, b, c, d) = (tau2 + v[0], tau2 + v[1], tau2 + v[2], tau2 + v[3])
      let (ab, cd) = (a * b, c * d)
      let inverse = 1 / (ab * cd)
      sumOfWeights += ((a + b) * cd + (c + d) * ab) * inverse
      let ySum: Lanes = b * y[0] + a * y[1]
      let yRest: Lanes = d * y[2] + c * y[3]
      sum += (ySum * cd + yRest * ab) * inverse
    }
    for first in stride(from: 0, to: ownCount, by: 2) {
      let (a, b) = (tau2 + ownV[first], tau2 + ownV[first + 1])
      let inverse = 1 / (a * b)
      let (aShare, bShare) = (ownMask[first] * b, ownMask[first + 1] * a)
      sumOfWeights += (aShare + bShare) * inverse
      sum += (aShare * ownY[first] + bShare * ownY[first + 1]) * inverse
    }
    return sum / sumOfWeights
  }
}
