/// The ranges of mean, statistic and weighted sums over all combinations in a box, for τ² in a range.
struct WeightedRanges {
  let ranges: PossibleRanges
  /// The range of τ².
  let tau2: ClosedRange<Double>
  /// The range of the weighted mean.
  let mean: ClosedRange<Double>

  init(_ ranges: PossibleRanges, tau2: ClosedRange<Double>) {
    self.ranges = ranges
    self.tau2 = tau2
    let high = Self.largestRatio(
      ranges, tau2, start: ranges.y.lowerBound, numerator: { $0 }, offset: 0, slope: 1)
    let low = -Self.largestRatio(
      ranges, tau2, start: -ranges.y.upperBound, numerator: { -$0 }, offset: 0, slope: 1)
    mean = min(low, high)...max(low, high)
  }

  /// The same box at τ² = 0.
  var atZero: WeightedRanges { WeightedRanges(ranges, tau2: 0...0) }

  /// The largest Σwx/(offset + slope·Σw) with x made of y, the denominator being positive; from a start below it.
  private static func largestRatio(
    _ ranges: PossibleRanges, _ tau2: ClosedRange<Double>, start: Double, numerator: (Double) -> Double,
    offset: Double, slope: Double
  ) -> Double {
    var ratio = start
    while true {
      var (sum, weights) = (0.0, offset)
      for study in ranges.studies {
        var best = (gain: -Double.infinity, x: 0.0, w: 0.0)
        for possibility in study {
          let x = numerator(possibility.y)
          let excess = x - ratio * slope
          let w = 1 / (possibility.v + (excess > 0 ? tau2.lowerBound : tau2.upperBound))
          if w * excess > best.gain { best = (w * excess, x, w) }
        }
        sum += best.w * best.x
        weights += slope * best.w
      }
      let next = sum / weights
      // The last steps may differ by rounding alone; what is returned is no less than the true value but for that.
      guard next > ratio + 1e-15 * abs(ratio) else { return max(next, ratio) }
      ratio = next
    }
  }

  /// The largest sign·Σw(y − y₀)/√Σw, or 0 where it is negative.
  func largestZ(around null: Double, sign: Double) -> Double {
    let (low, high) = sumOfWeights
    let slope = 1 / (low.squareRoot() + high.squareRoot())
    return Self.largestRatio(
      ranges, tau2, start: 0, numerator: { sign * ($0 - null) }, offset: low.squareRoot() - slope * low,
      slope: slope)
  }

  /// The smallest sign·Σw(y − y₀)/√Σw, where it is positive for every combination; a bound from below.
  func smallestZ(around null: Double, sign: Double) -> Double {
    let (low, high) = sumOfWeights
    let middle = ((low + high) / 2).squareRoot()
    // √W ≤ m/2 + W/(2m). The smallest ratio is the negative of the largest one of −x.
    let start = -largestZ(around: null, sign: sign) - 1
    return -Self.largestRatio(
      ranges, tau2, start: start, numerator: { -sign * ($0 - null) }, offset: middle / 2,
      slope: 1 / (2 * middle))
  }

  /// The range of Σwᵢᵖ(yᵢ − μ̂)².
  func squares(power: Int) -> (low: Double, high: Double) {
    let center = (mean.lowerBound + mean.upperBound) / 2
    var (low, high, around) = (0.0, 0.0, 0.0)
    for study in ranges.studies {
      var (least, most, mostAround) = (Double.infinity, 0.0, 0.0)
      for possibility in study {
        var wL = 1 / (possibility.v + tau2.upperBound)
        var wU = 1 / (possibility.v + tau2.lowerBound)
        if power == 2 { (wL, wU) = (wL * wL, wU * wU) }
        let (below, above) = (possibility.y - mean.upperBound, possibility.y - mean.lowerBound)
        let nearest = below <= 0 && above >= 0 ? 0 : min(abs(below), abs(above))
        let farthest = max(abs(below), abs(above))
        least = min(least, wL * nearest * nearest)
        most = max(most, wU * farthest * farthest)
        mostAround = max(mostAround, wU * (possibility.y - center) * (possibility.y - center))
      }
      low += least
      high += most
      around += mostAround
    }
    // With the weights themselves the sum is least around the mean, so any other center bounds it from above.
    return (low, power == 1 ? min(high, around) : high)
  }

  /// The range of Σwᵢ.
  var sumOfWeights: (low: Double, high: Double) {
    weights { $0.reduce(0, +) }
  }

  /// The range of Σwᵢ − Σwᵢ²/Σwᵢ, which rises with every weight.
  var trace: (low: Double, high: Double) {
    weights { w in
      let sum = w.reduce(0, +)
      return sum - w.reduce(0) { $0 + $1 * $1 } / sum
    }
  }

  /// A function that rises with every weight, at the smallest and at the largest weights.
  private func weights(_ function: ([Double]) -> Double) -> (low: Double, high: Double) {
    let low = ranges.studies.map { $0.reduce(.infinity) { min($0, 1 / ($1.v + tau2.upperBound)) } }
    let high = ranges.studies.map { $0.reduce(0) { max($0, 1 / ($1.v + tau2.lowerBound)) } }
    return (function(low), function(high))
  }
}
