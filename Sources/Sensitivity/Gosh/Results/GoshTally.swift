/// The distribution of one quantity over subsets: sums for its mean and standard deviation, extremes, counts by bin.
public struct GoshTally: Sendable, Equatable, Codable {
  /// The limits.
  public let axis: GoshAxis
  /// How many values were counted.
  public private(set) var count = 0
  /// The smallest value.
  public private(set) var minimum: Double?
  /// The largest value.
  public private(set) var maximum: Double?
  /// How many lie at or below the lower limit, such as τ² = 0.
  public private(set) var atOrBelow = 0
  /// How many lie above the upper limit.
  public private(set) var above = 0
  /// How many lie below the value of no effect; 0 where there is none.
  public private(set) var belowNull = 0
  /// Σ(x − c) and Σ(x − c)² about the middle c of the axis.
  private(set) var sum = 0.0
  private var sumOfSquares = 0.0
  private var fine: SparseCounts

  /// How many fine bins it counts in.
  var fineCount: Int { fine.counts.count }

  /// Every number of values that it holds.
  var counts: [Int] { [count, atOrBelow, above, belowNull] + fine.counts }

  init(_ axis: GoshAxis) {
    self.axis = axis
    fine = SparseCounts(bins: axis.fineBins)
  }

  /// Counts the values that exist.
  mutating func count(_ values: [Double]) {
    var (total, squares, negative) = (Lanes.zero, Lanes.zero, Lanes.zero)
    var (low, high) = (Lanes(repeating: .infinity), Lanes(repeating: -.infinity))
    let (lower, upper, center) = (axis.lower, axis.upper, axis.center)
    let (null, one) = (axis.null ?? -.infinity, Lanes(repeating: 1))
    let (last, scale) = (Lanes(repeating: Double(axis.fineBins)), Double(axis.fineBins) / (upper - lower))
    // Below, each bin, above, none.
    let counts = LaneCounts.counts(places: axis.fineBins + 3) { counters in
      values.withUnsafeBufferPointer { values in
        for place in stride(from: 0, to: values.count, by: Lanes.scalarCount) {
          let number = values.lanes(at: place)
          // NaN where it is infinite too.
          let value = number + (number - number)
          let isMissing = value .!= value
          let distance = (value - center).kept(where: .!isMissing)
          total += distance
          squares += distance * distance
          negative += one.kept(where: value .< null)
          low = .minimum(low, value)
          high = .maximum(high, value)
          let whole = ((value - lower) * scale).floor + 1
          let bin = whole - one.kept(where: whole .> last)
          let inside = bin.kept(where: value .> lower .& value .<= upper)
          let above = (last + 1).kept(where: value .> upper)
          counters.count(inside + above + (last + 2).kept(where: isMissing))
        }
      }
    }
    let counted = counts.dropLast().reduce(0, +)
    count += counted
    atOrBelow += counts[0]
    above += counts[axis.fineBins + 1]
    belowNull += Int(negative.sum())
    sum += total.sum()
    sumOfSquares += squares.sum()
    fine.add(counts[1...axis.fineBins])
    if counted > 0 { include(low.min(), high.max()) }
  }

  /// Adds the counts of another block.
  mutating func add(_ other: GoshTally) {
    precondition(axis == other.axis, "the same limits")
    count += other.count
    atOrBelow += other.atOrBelow
    above += other.above
    belowNull += other.belowNull
    sum += other.sum
    sumOfSquares += other.sumOfSquares
    fine.add(other.fine.counts)
    if let low = other.minimum, let high = other.maximum { include(low, high) }
  }

  private mutating func include(_ low: Double, _ high: Double) {
    minimum = min(minimum ?? low, low)
    maximum = max(maximum ?? high, high)
  }

  /// The mean; nil of no values.
  public var mean: Double? { count == 0 ? nil : axis.center + sum / Double(count) }

  /// The standard deviation, with n − 1 below; nil of fewer than two values.
  public var standardDeviation: Double? {
    guard count > 1 else { return nil }
    let n = Double(count)
    return (max(0, sumOfSquares - sum * sum / n) / (n - 1)).squareRoot()
  }

  /// The counts of the bins that are shown.
  public var bins: [Int] {
    (0..<axis.bins).map { bin in
      fine.counts[bin * axis.parts..<(bin + 1) * axis.parts].reduce(0, +)
    }
  }

  /// A quantile, read off the fine bins: exact to the width of one, at least 1,024 of which cover the axis; nil of no
  /// values, and where it lies above the upper limit.
  public func quantile(_ p: Double) -> Double? {
    guard let minimum, let maximum else { return nil }
    let rank = p * Double(count)
    if rank <= Double(atOrBelow) { return axis.lower.clamped(minimum, maximum) }
    var before = Double(atOrBelow)
    for (bin, inside) in fine.counts.enumerated() where inside > 0 {
      if rank <= before + Double(inside) {
        let share = (Double(bin) + (rank - before) / Double(inside)) / Double(axis.fineBins)
        return axis.edge(share).clamped(minimum, maximum)
      }
      before += Double(inside)
    }
    return nil
  }
}

extension Double {
  fileprivate func clamped(_ low: Double, _ high: Double) -> Double { Swift.min(Swift.max(self, low), high) }
}
