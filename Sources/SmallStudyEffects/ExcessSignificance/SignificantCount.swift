import Distributions

/// The number of significant studies against what their powers let expect.
struct SignificantCount {
  /// The number of significant studies.
  let observed: Int
  /// How it is tested.
  let test: ExcessSignificance.Test

  /// E, X² where the test has it, and the p-value of so many or more.
  func outcome(powers: [Double]) -> (expected: Double, chiSquared: Double?, p: Double) {
    let expected = powers.reduce(0, +)
    let k = Double(powers.count)
    switch test {
    case .exact: return (expected, nil, upperTail(powers))
    case .binomial:
      let trials = Binomial(trials: powers.count, probability: min(1, expected / k))
      return (expected, nil, trials.upperTail(observed - 1))
    case .chi2:
      let excess = Double(observed) - expected
      let square = excess == 0 ? 0 : excess * excess * (1 / expected + 1 / (k - expected))
      let z = excess < 0 ? -square.squareRoot() : square.squareRoot()
      return (expected, square, Normal.standard.upperTail(z))
    }
  }

  /// P(X ≥ O) where X is the sum of independent trials with these probabilities.
  ///
  /// The probabilities of 0, 1, …, O − 1 successes so far, trial by trial, and the mass that reaches O: sums of
  /// positive terms only, so that small tails keep their digits. O(k·O).
  private func upperTail(_ powers: [Double]) -> Double {
    guard observed > 0 else { return 1 }
    var below = [1.0] + Array(repeating: 0.0, count: observed - 1)
    var reached = 0.0
    for power in powers {
      reached += below[observed - 1] * power
      for count in stride(from: observed - 1, to: 0, by: -1) {
        below[count] = below[count] * (1 - power) + below[count - 1] * power
      }
      below[0] *= 1 - power
    }
    return min(1, reached)
  }
}
