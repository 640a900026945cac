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
  }
}

/// Four subsets with the sums of their columns and their studies.
struct SubsetPacket {
  /// The sums, one vector for each column.
  let sums: UnsafeMutablePointer<Lanes>
  /// The studies that are in all four.
  let sharedY: UnsafeMutablePointer<Double>
  let sharedV: UnsafeMutablePointer<Double>
  var sharedCount = 0
  /// The other studies, each with 1 where it is in and 0 where not.
  let ownY: UnsafeMutablePointer<Double>
  let ownV: UnsafeMutablePointer<Double>
  let ownMask: UnsafeMutablePointer<Lanes>
  var ownCount = 0

  /// Adds up terms of y and the weights 1/(v + τ²) over the studies, each lane at a τ² of its own, the studies in
  /// the same order every time.
  @inline(__always)
  func forEachStudy(tau2: Lanes, _ body: (_ y: Lanes, _ w: Lanes) -> Void) {
    for study in 0..<sharedCount {
      body(Lanes(repeating: sharedY[study]), 1 / (Lanes(repeating: sharedV[study]) + tau2))
    }
    for study in 0..<ownCount {
      body(Lanes(repeating: ownY[study]), ownMask[study] / (Lanes(repeating: ownV[study]) + tau2))
    }
  }

  /// The weighted mean of y and the sum of the weights 1/(v + τ²).
  @inline(__always)
  func mean(tau2: Lanes) -> (value: Lanes, sumOfWeights: Lanes) {
    var (sumOfWeights, sum) = (Lanes.zero, Lanes.zero)
    forEachStudy(tau2: tau2) { y, w in
      sumOfWeights += w
      sum += w * y
    }
    return (sum / sumOfWeights, sumOfWeights)
  }
}
