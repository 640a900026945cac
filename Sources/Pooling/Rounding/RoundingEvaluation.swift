import EffectSizes

/// Fits single combinations.
struct RoundingEvaluation {
  /// What one combination gives.
  struct Leaf {
    let value: Double
    let statistic: Double?
    let p: Double?
  }

  let possible: PossibleEffects
  private let model: any PoolingModel
  private let null: Double?
  /// The distribution of the statistic.
  private let reference: ReferenceDistribution

  /// - Throws: what the first combination already shows to be impossible.
  init(_ model: some PoolingModel, _ possible: PossibleEffects) throws(PoolingError) {
    self.model = model
    self.possible = possible
    null = possible.effects.measure.analysisNull
    let first = try model.fit(possible.effects)
    reference = ReferenceDistribution(degreesOfFreedom: first.estimate.df)
  }

  /// Fits a combination; a random-effects model without the intervals for τ² that are not needed here.
  func leaf(_ choice: [Int]) throws(PoolingError) -> Leaf {
    let effects = possible.chosen(choice)
    let estimate: Estimate
    if let random = model as? RandomEffects {
      let intercept = try effects.interceptModel()
      let tau2 = random.estimateTau2(intercept).value
      estimate = try MeanInference(random, intercept, tau2: tau2, null: null, shared: nil).estimate
    } else {
      estimate = try model.fit(effects).estimate
    }
    return Leaf(value: estimate.value, statistic: estimate.statistic, p: estimate.p)
  }

  /// Fits every combination of a box and keeps the best for each goal, the first of equals.
  func enumerate(_ goals: [RoundingGoal], in box: RoundingBox? = nil) throws(PoolingError)
    -> [RoundingSearch.Outcome]
  {
    let box = box ?? RoundingBox(possible)
    var choice = box.lower
    var best: [RoundingSearch.Outcome?] = Array(repeating: nil, count: goals.count)
    repeat {
      let leaf = try leaf(choice)
      for (index, goal) in goals.enumerated() {
        let merit = goal.merit(value: leaf.value, statistic: leaf.statistic)
        if let found = best[index], found.merit >= merit { continue }
        best[index] = RoundingSearch.Outcome(
          leaf: leaf, choice: choice, merit: merit, bound: merit, isProven: true)
      }
    } while box.advance(&choice)
    return best.compactMap { $0 }
  }

  /// The bound of an outcome as a value or a p-value.
  func bound(_ outcome: RoundingSearch.Outcome, _ goal: RoundingGoal) -> Double {
    switch goal {
    case .smallestValue: -outcome.bound
    case .largestValue: outcome.bound
    case .smallestP, .largestP: reference.pValue(outcome.bound)
    }
  }
}

/// For each study a range of its possibilities.
struct RoundingBox {
  var lower: [Int]
  var upper: [Int]

  /// All possibilities.
  init(_ possible: PossibleEffects) {
    lower = Array(repeating: 0, count: possible.choices.count)
    upper = possible.choices.map { $0.count - 1 }
  }

  /// The number of combinations.
  var combinations: Double {
    zip(lower, upper).reduce(1) { $0 * Double($1.1 - $1.0 + 1) }
  }

  /// The next combination, like the digits of a number; false after the last.
  func advance(_ choice: inout [Int]) -> Bool {
    for index in choice.indices {
      if choice[index] < upper[index] {
        choice[index] += 1
        return true
      }
      choice[index] = lower[index]
    }
    return false
  }

  /// The two halves of the range of a study.
  func halves(of study: Int) -> (RoundingBox, RoundingBox) {
    let middle = (lower[study] + upper[study]) / 2
    var (low, high) = (self, self)
    low.upper[study] = middle
    high.lower[study] = middle + 1
    return (low, high)
  }
}
