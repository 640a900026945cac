/// The sums and counts of the subsets of a block, or of several blocks added in their order.
///
/// It holds whole numbers and finite numbers alone, so that JSON text which reads back to the same numbers holds all
/// of it.
public struct GoshRecord: Sendable, Equatable, Codable {
  /// How many subsets were analyzed.
  public private(set) var subsets = 0
  /// Of these, how many could not be.
  public private(set) var failed = 0
  /// How many a kernel left to the library's own estimator.
  public private(set) var leftToEstimator = 0
  /// How many subsets have 1, 2, … studies.
  public private(set) var sizes: [Int]
  /// One per quantity.
  public private(set) var estimates: [GoshTally]
  /// Of τ².
  public private(set) var tau2: GoshTally?
  /// Of I².
  public private(set) var i2: GoshTally?
  /// Of Q.
  public private(set) var q: GoshTally?
  /// Estimate × I² for each quantity, row after row: bin of the estimate, then of I².
  private var planeCounts: [SparseCounts] = []
  /// How many subsets with each unit could be analyzed.
  private(set) var unitCounts: [Int]
  /// For each unit, over the subsets with it, the sums about the middle of the axis: the quantities, τ², I².
  private(set) var unitSums: [[Double]]

  /// Nothing counted yet.
  init(_ gosh: Gosh) {
    let axes = gosh.axes
    let units = gosh.plan.units
    sizes = [Int](repeating: 0, count: gosh.model.analysis.k)
    estimates = axes.estimates.map { GoshTally($0) }
    tau2 = axes.tau2.map { GoshTally($0) }
    i2 = axes.i2.map { GoshTally($0) }
    q = axes.q.map { GoshTally($0) }
    if let i2 = axes.i2 { planeCounts = axes.estimates.map { SparseCounts(bins: $0.bins * i2.bins) } }
    unitCounts = [Int](repeating: 0, count: units)
    unitSums = [[Double]](
      repeating: [Double](
        repeating: 0, count: estimates.count + (tau2 == nil ? 0 : 1) + (i2 == nil ? 0 : 1)), count: units)
  }

  /// Whether it can be added to another one.
  func hasShape(of other: GoshRecord) -> Bool {
    func shape(_ record: GoshRecord) -> [[Int]] {
      let tallies = record.estimates + [record.tau2, record.i2, record.q].compactMap(\.self)
      return [
        [record.sizes.count, record.unitCounts.count], record.unitSums.map(\.count),
        record.planeCounts.map(\.counts.count), tallies.map(\.fineCount),
      ]
    }
    return estimates.map(\.axis) == other.estimates.map(\.axis) && tau2?.axis == other.tau2?.axis
      && i2?.axis == other.i2?.axis && q?.axis == other.q?.axis && shape(self) == shape(other)
  }

  /// Whether it counts so many subsets, none of them more than once.
  func counts(_ subsets: Int) -> Bool {
    let tallies = estimates + [tau2, i2, q].compactMap(\.self)
    let counts =
      [failed, leftToEstimator] + sizes + unitCounts + tallies.flatMap(\.counts)
      + planeCounts.flatMap(\.counts)
    return self.subsets == subsets && counts.allSatisfy { (0...subsets).contains($0) }
  }

  /// Adds the record of the next block.
  mutating func add(_ other: GoshRecord) {
    subsets += other.subsets
    failed += other.failed
    leftToEstimator += other.leftToEstimator
    for size in sizes.indices { sizes[size] += other.sizes[size] }
    for quantity in estimates.indices { estimates[quantity].add(other.estimates[quantity]) }
    if let tally = other.tau2 { tau2?.add(tally) }
    if let tally = other.i2 { i2?.add(tally) }
    if let tally = other.q { q?.add(tally) }
    for plane in planeCounts.indices { planeCounts[plane].add(other.planeCounts[plane].counts) }
    for unit in unitCounts.indices {
      unitCounts[unit] += other.unitCounts[unit]
      for column in unitSums[unit].indices { unitSums[unit][column] += other.unitSums[unit][column] }
    }
  }

  /// The counts of estimate × I² of a quantity: a row of I² bins for each bin of the estimate; empty where the model
  /// has no I². Values at the lower limits are in the first bins, those beyond the limits in none.
  public func plane(of quantity: Int) -> [[Int]] {
    guard let columns = i2?.axis.bins, planeCounts.indices.contains(quantity) else { return [] }
    let counts = planeCounts[quantity].counts
    return (0..<counts.count / columns).map { Array(counts[$0 * columns..<($0 + 1) * columns]) }
  }

  /// Counts the results of a block.
  mutating func count(_ values: GoshValues, of gosh: Gosh) {
    leftToEstimator += values.leftToEstimator
    let countedBefore = estimates[0].count
    for quantity in estimates.indices { estimates[quantity].count(values.estimates[quantity]) }
    tau2?.count(values.tau2)
    i2?.count(values.i2)
    q?.count(values.q)
    let count = countSizes(values)
    subsets += count
    failed += count - (estimates[0].count - countedBefore)
    for plane in planeCounts.indices { countPlane(plane, values) }
    countUnits(values)
  }

  /// How many subsets have some studies.
  private mutating func countSizes(_ values: GoshValues) -> Int {
    let counts = LaneCounts.counts(places: sizes.count + 1) { counters in
      values.k.withUnsafeBufferPointer { k in
        for place in k.indices { counters.count(k[place], lane: place % Lanes.scalarCount) }
      }
    }
    // Of the empty set there is none.
    for size in sizes.indices { sizes[size] += counts[size + 1] }
    return values.count - counts[0]
  }

  private mutating func countPlane(_ plane: Int, _ values: GoshValues) {
    let (x, columns) = (estimates[plane].axis, Double(i2?.axis.bins ?? 0))
    let (lower, upper, scale) = (x.lower, x.upper, Double(x.bins) / (x.upper - x.lower))
    let (lastRow, lastColumn) = (Lanes(repeating: Double(x.bins - 1)), Lanes(repeating: columns - 1))
    let outside = Lanes(repeating: Double(x.bins) * columns)
    // Each bin, outside.
    let counts = LaneCounts.counts(places: x.bins * Int(columns) + 1) { counters in
      values.estimates[plane].withUnsafeBufferPointer { estimates in
        values.i2.withUnsafeBufferPointer { i2s in
          for place in stride(from: 0, to: estimates.count, by: Lanes.scalarCount) {
            let (value, i2) = (estimates.lanes(at: place), i2s.lanes(at: place))
            let row = Lanes.minimum(((value - lower) * scale).floor, lastRow)
            let bin = row * columns + Lanes.minimum((i2 * columns).floor, lastColumn)
            let isInside = value .>= lower .& value .<= upper .& i2 .>= 0 .& i2 .<= 1
            counters.count(bin.kept(where: isInside) + outside.kept(where: .!isInside))
          }
        }
      }
    }
    planeCounts[plane].add(counts.dropLast())
  }

  private mutating func countUnits(_ values: GoshValues) {
    let units = unitCounts.count
    let columns =
      zip(values.estimates, estimates).map { ($0, $1.axis.center) }
      + [(values.tau2, tau2), (values.i2, i2)].compactMap { part in part.1.map { (part.0, $0.axis.center) } }
    let counts = values.estimates[0].withUnsafeBufferPointer { estimate in
      UnitSums.sums(values, units: units) { place in
        Lanes(repeating: 1).kept(where: estimate.lanes(at: place).areFinite)
      }
    }
    for unit in counts.indices { unitCounts[unit] += Int(counts[unit]) }
    for (column, part) in columns.enumerated() {
      let (numbers, center) = part
      let sums = Self.unitSums(of: numbers, around: center, values, units: units)
      for unit in sums.indices { unitSums[unit][column] += sums[unit] }
    }
  }

  /// The sums of what exists in subsets whose estimate exists.
  private static func unitSums(
    of numbers: [Double], around center: Double, _ values: GoshValues, units: Int
  ) -> [Double] {
    values.estimates[0].withUnsafeBufferPointer { estimate in
      numbers.withUnsafeBufferPointer { numbers in
        UnitSums.sums(values, units: units) { place in
          let number = numbers.lanes(at: place) - center
          let isCounted = number.areFinite .& estimate.lanes(at: place).areFinite
          return number.kept(where: isCounted)
        }
      }
    }
  }
}
