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
    var (low, high) = (Double.infinity, -Double.infinity)
    var (counted, below, beyond) = (0, 0, 0)
    var (total, squares) = (0.0, 0.0)
    let (lower, upper, center, last) = (axis.lower, axis.upper, axis.center, axis.fineBins - 1)
    let null = axis.null ?? -.infinity
    var negative = 0
    let scale = Double(axis.fineBins) / (upper - lower)
    fine.withCounts { counts in
      for value in values where value.isFinite {
        counted += 1
        let distance = value - center
        total += distance
        squares += distance * distance
        if value < null { negative += 1 }
        low = value < low ? value : low
        high = value > high ? value : high
        if value <= lower {
          below += 1
        } else if value > upper {
          beyond += 1
        } else {
          counts[min(Int((value - lower) * scale), last)] += 1
        }
      }
    }
    count += counted
    atOrBelow += below
    above += beyond
    belowNull += negative
    sum += total
    sumOfSquares += squares
    if counted > 0 { include(low, high) }
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
    fine.add(other.fine)
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
