import EffectSizes

/// What no combination of a box exceeds.
///
/// For a fixed τ² the largest mean Σwy/Σw over all combinations is found exactly: with θ below it, each study takes
/// the possibility with the largest w(y − θ), and θ rises to the mean of these until it stays (Dinkelbach's method
/// for ratios of sums). For τ² in [a, b] a possibility has w between 1/(v + b) and 1/(v + a), whichever is larger in
/// w(y − θ). The values that τ̂² can have in the box are found from its estimating equation, evaluated over pieces of
/// [a, b]: a piece is left out where the equation cannot be 0 for any combination.
///
/// A statistic is s/√W times a factor, s = Σw(y − y₀), W = Σw; √W lies between its chord and its tangent over the
/// range of W, which makes it a ratio of sums again.
struct RoundingBound {
  /// The bound of a box.
  struct Value {
    /// What no combination of the box exceeds.
    let merit: Double
    /// Where τ̂² lies for every combination of the box.
    let tau2: ClosedRange<Double>
    /// The study whose range matters most.
    let widestStudy: Int
  }

  private static let pieces = 8

  private let choices: [[(y: Double, v: Double)]]
  private let equation: RoundingTau2
  private let test: MeanTest
  private let null: Double

  /// Bounds for a model; nil for one that has none.
  init?(_ model: some PoolingModel, _ possible: PossibleEffects) {
    choices = possible.choices.map { $0.map { ($0.yi, $0.vi) } }
    null = possible.effects.measure.analysisNull ?? 0
    let equation: RoundingTau2?
    if let common = model as? CommonEffect {
      (test, equation) = (common.test, .fixed(0))
    } else if let random = model as? RandomEffects, !random.test.needsRandomEffects {
      (test, equation) = (random.test, RoundingTau2(random.tau2))
    } else {
      return nil
    }
    guard let equation else { return nil }
    self.equation = equation
  }

  /// The bound of a box, τ̂² being known to lie within a range where that is given.
  func value(_ box: RoundingBox, _ goal: RoundingGoal, within known: ClosedRange<Double>?) -> Value {
    let ranges = PossibleRanges(box, choices)
    let whole = known ?? equation.everywhere(ranges)
    var merit = -Double.infinity
    var (first, last) = (whole.upperBound, whole.lowerBound)
    for piece in pieces(of: whole) {
      let part = WeightedRanges(ranges, tau2: piece)
      guard equation.isPossible(part, tau2: piece) else { continue }
      first = min(first, piece.lowerBound)
      last = max(last, piece.upperBound)
      merit = max(merit, self.merit(part, goal))
    }
    return Value(
      merit: merit, tau2: first <= last ? first...last : whole, widestStudy: ranges.widest)
  }

  /// Equal pieces of a range of τ², the lowest of them halved further where the range begins at 0.
  private func pieces(of range: ClosedRange<Double>) -> [ClosedRange<Double>] {
    let (low, high) = (range.lowerBound, range.upperBound)
    guard high > low else { return [range] }
    var ends = (1...Self.pieces).map { low + (high - low) * Double($0) / Double(Self.pieces) }
    ends[ends.count - 1] = high
    if low == 0 {
      for _ in 0..<6 { ends.insert(ends[0] / 2, at: 0) }
    }
    return zip([low] + ends, ends).map { $0...$1 }
  }

  private func merit(_ part: WeightedRanges, _ goal: RoundingGoal) -> Double {
    switch goal {
    case .smallestValue: return -part.mean.lowerBound
    case .largestValue: return part.mean.upperBound
    case .smallestP, .largestP:
      let squares = part.squares(power: 1)
      let k = part.ranges.k
      let factor = (
        low: test.varianceFactor(residualSumOfSquares: squares.low, k: k),
        high: test.varianceFactor(residualSumOfSquares: squares.high, k: k)
      )
      if goal == .smallestP {
        let z = max(part.largestZ(around: null, sign: 1), part.largestZ(around: null, sign: -1))
        return z / factor.low.squareRoot()
      }
      let isOnOneSide = part.mean.lowerBound > null || part.mean.upperBound < null
      let sign = part.mean.lowerBound > null ? 1.0 : -1.0
      return isOnOneSide ? -part.smallestZ(around: null, sign: sign) / factor.high.squareRoot() : 0
    }
  }
}
