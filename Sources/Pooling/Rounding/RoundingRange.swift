import EffectSizes

/// The smallest and the largest pooled value, and p-value, over everything that the reports can stand for.
///
/// Up to ``enumerationLimit`` combinations are all fitted. More are searched by branch and bound: the combinations
/// are divided into boxes, each box has a proven bound (`RoundingBound`), and boxes that cannot hold a better value
/// are left out. Nothing is sampled; where the search has to stop early, ``isExact`` is false and ``End/bound`` says
/// how far the true end can lie.
public struct RoundingRange: Sendable {
  /// How the ends were found.
  public enum Search: String, Sendable, Codable {
    /// Every combination was fitted.
    case enumeration
    /// Branch and bound.
    case branchAndBound = "branch-and-bound"
  }

  /// One end of a range.
  public struct End: Sendable {
    /// The pooled value on the analysis scale.
    public let value: Double
    /// The p-value; nil where the measure has no null value.
    public let p: Double?
    /// The studies as they were chosen.
    public let studies: [StudyEffect]
    /// What no combination exceeds: the end itself where the search was exact. A value on the analysis scale, or a
    /// p-value.
    public let bound: Double
  }

  /// The number of combinations up to which all are fitted.
  public static let enumerationLimit = 20_000.0

  /// The number of combinations.
  public let combinations: Double
  /// How many possibilities each study has, in the order of the studies of the ends.
  public let possibilities: [Int]
  /// How the ends were found.
  public let search: Search
  /// Whether the ends are proven.
  public let isExact: Bool
  /// The combination with the smallest pooled value.
  public let smallest: End
  /// The combination with the largest pooled value.
  public let largest: End
  /// The combination with the smallest p-value; nil where the measure has no null value.
  public let smallestP: End?
  /// The combination with the largest p-value; nil where the measure has no null value.
  public let largestP: End?

  /// Searches all combinations under a model.
  ///
  /// - Throws: ``PoolingError`` where a combination cannot be pooled, and where there are too many to fit all and the
  ///   model has no bounds: they exist for `CommonEffect` and for `RandomEffects` with the tests hk-conservative, hk,
  ///   z and t and the estimators REML, ML, PM, EB, DLIT, DL or a given τ².
  public init(_ model: some PoolingModel, over possible: PossibleEffects) throws(PoolingError) {
    let evaluation = try RoundingEvaluation(model, possible)
    combinations = possible.combinations
    possibilities = possible.choices.map(\.count)
    let goals: [RoundingGoal] =
      possible.effects.measure.analysisNull == nil
      ? [.smallestValue, .largestValue] : RoundingGoal.allCases
    let found: [RoundingSearch.Outcome]
    if combinations <= Self.enumerationLimit {
      search = .enumeration
      found = try evaluation.enumerate(goals)
    } else {
      search = .branchAndBound
      guard let bound = RoundingBound(model, possible) else {
        throw .notApplicable(
          choice: "--rounding",
          reason:
            "there are \(combinations) combinations, more than \(Int(Self.enumerationLimit)) to fit one by"
            + " one, and this model has no bounds to search by; use a common-effect model, or a random-effects one"
            + " with REML, ML, PM or DL and the test hk-conservative, hk, z or t")
      }
      var outcomes: [RoundingSearch.Outcome] = []
      for goal in goals {
        var search = RoundingSearch(goal, evaluation, bound)
        outcomes.append(try search.run())
      }
      found = outcomes
    }
    isExact = found.allSatisfy(\.isProven)
    let ends = zip(goals, found).map { goal, outcome in
      End(
        value: outcome.leaf.value, p: outcome.leaf.p,
        studies: zip(possible.choices, outcome.choice).map { $0[$1] },
        bound: evaluation.bound(outcome, goal))
    }
    smallest = ends[0]
    largest = ends[1]
    smallestP = ends.count > 2 ? ends[2] : nil
    largestP = ends.count > 2 ? ends[3] : nil
  }
}

/// What is looked for.
enum RoundingGoal: CaseIterable {
  case smallestValue
  case largestValue
  case smallestP
  case largestP

  /// What is to be as large as possible. A p-value falls as |statistic| rises, since its distribution is the same for
  /// all combinations.
  func merit(value: Double, statistic: Double?) -> Double {
    switch self {
    case .smallestValue: -value
    case .largestValue: value
    case .smallestP: abs(statistic ?? 0)
    case .largestP: -abs(statistic ?? 0)
    }
  }
}
