/// Which values τ̂² can have in a box, by the equation of its estimator.
enum RoundingTau2 {
  /// Given, or 0 under a common-effect model.
  case fixed(Double)
  /// The score of the restricted likelihood, Σwᵢ²(yᵢ − μ̂)² − (Σwᵢ − Σwᵢ²/Σwᵢ).
  case restrictedLikelihood
  /// The score of the likelihood, Σwᵢ²(yᵢ − μ̂)² − Σwᵢ.
  case likelihood
  /// Paule and Mandel's Σwᵢ(yᵢ − μ̂)² − (k − 1).
  case pauleMandel
  /// DerSimonian and Laird's closed form.
  case derSimonianLaird

  /// The equation of an estimator; nil for those without bounds.
  init?(_ estimator: Tau2Estimator) {
    switch estimator {
    case .given(let value): self = .fixed(value)
    case .reml: self = .restrictedLikelihood
    case .maximumLikelihood: self = .likelihood
    case .pauleMandel, .empiricalBayes, .derSimonianLairdIterated: self = .pauleMandel
    case .derSimonianLaird: self = .derSimonianLaird
    default: return nil
    }
  }

  /// A range that holds τ̂² for every combination.
  ///
  /// With R the range of all y: for τ² = t of at least 4 max vᵢ each weight lies in [0.8/t, 1/t], so that the
  /// equations are negative, and no root can lie there, once t exceeds 1.25 k R²/(k − 1).
  func everywhere(_ ranges: PossibleRanges) -> ClosedRange<Double> {
    if case .fixed(let value) = self { return value...value }
    guard ranges.k > 1 else { return 0...0 }
    if case .derSimonianLaird = self { return Self.momentRange(WeightedRanges(ranges, tau2: 0...0)) }
    let spread = ranges.y.upperBound - ranges.y.lowerBound
    let k = Double(ranges.k)
    return 0...max(4 * ranges.largestV, 1.25 * k * spread * spread / (k - 1))
  }

  /// Whether τ̂² of some combination can lie in a range of τ².
  func isPossible(_ part: WeightedRanges, tau2: ClosedRange<Double>) -> Bool {
    let k = Double(part.ranges.k)
    let value: (low: Double, high: Double)
    switch self {
    case .fixed: return true
    case .derSimonianLaird:
      let range = Self.momentRange(part.atZero)
      return range.upperBound >= tau2.lowerBound && range.lowerBound <= tau2.upperBound
    case .restrictedLikelihood:
      let trace = part.trace
      value = (part.squares(power: 2).low - trace.high, part.squares(power: 2).high - trace.low)
    case .likelihood:
      value = (
        part.squares(power: 2).low - part.sumOfWeights.high,
        part.squares(power: 2).high - part.sumOfWeights.low
      )
    case .pauleMandel:
      value = (part.squares(power: 1).low - (k - 1), part.squares(power: 1).high - (k - 1))
    }
    let slack = 1e-9 * (abs(value.low) + abs(value.high))
    // At 0 the estimate is 0 wherever the equation is negative there.
    return value.low <= slack && (tau2.lowerBound == 0 || value.high >= -slack)
  }

  /// max(0, (Q − (k − 1))/C), C = Σwᵢ − Σwᵢ²/Σwᵢ at weights 1/vᵢ.
  private static func momentRange(_ part: WeightedRanges) -> ClosedRange<Double> {
    let (q, c) = (part.squares(power: 1), part.trace)
    let df = Double(part.ranges.k - 1)
    let excess = (low: q.low - df, high: q.high - df)
    let low = max(0, excess.low / c.high)
    let high = max(0, excess.high / c.low)
    return low...max(low, high)
  }
}
