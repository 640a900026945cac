import EffectSizes
import StudyData

/// The counts that a likelihood is made of, from studies with effect sizes.
enum LikelihoodCounts {
  case oneGroup([CountOver])
  case twoGroups([TwoByTwo])
  case oneGroupRate([CountOver])
  case twoGroupRates([(CountOver, CountOver)])

  /// The measures whose counts have a likelihood here.
  static let measures = ["PLO", "IRLN", "OR", "IRR", "SLO"]

  /// The counts of studies whose measure is the log of odds or rates, or of a ratio of them: whole numbers, but for
  /// survival, whose effective numbers are fractions.
  init(_ effects: EffectSizes, method: String) throws(PoolingError) {
    guard effects.k > 0 else { throw .noStudies }
    let code = effects.measure.code
    guard Self.measures.contains(code) else {
      throw .measureNotSupported(method: method, measure: code, supported: Self.measures)
    }
    var (groups, rates, effective): ([CountOver], [CountOver], [CountOver]) = ([], [], [])
    var (tables, ratePairs): ([TwoByTwo], [(CountOver, CountOver)]) = ([], [])
    for study in effects.studies {
      switch study.counts {
      case .oneGroup(let counts): groups.append(CountOver(events: counts.events, denominator: counts.total))
      case .survival(let estimate):
        let counts = estimate.effectiveCounts
        effective.append(CountOver(events: counts.events, denominator: counts.total))
      case .twoGroups(let counts): tables.append(TwoByTwo(counts))
      case .oneGroupRate(let rate): rates.append(CountOver(rate))
      case .twoGroupRates(let pair): ratePairs.append((CountOver(pair.first), CountOver(pair.second)))
      default: throw .notEstimable("\(method) needs counts, which \(study.label) does not have")
      }
    }
    let cells =
      groups.flatMap { [$0.events, $0.denominator] } + tables.flatMap { [$0.a, $0.b, $0.c, $0.d] }
      + rates.map(\.events) + ratePairs.flatMap { [$0.events, $1.events] }
    guard cells.allSatisfy({ $0 == $0.rounded() && $0 >= 0 && $0 < 2_147_483_648 }) else {
      throw .notEstimable("\(method) needs whole counts")
    }
    switch code {
    case "PLO": self = .oneGroup(groups)
    case "SLO": self = .oneGroup(effective)
    case "OR": self = .twoGroups(tables)
    case "IRLN": self = .oneGroupRate(rates)
    default: self = .twoGroupRates(ratePairs)
    }
  }
}

extension LikelihoodCounts {
  /// Whether the counts are effective numbers of survivals, S(1 − S)/Var S, and no people that were counted.
  static func areEffective(_ effects: EffectSizes) -> Bool {
    effects.studies.contains { if case .survival = $0.counts { true } else { false } }
  }
}

extension CountOver {
  fileprivate init(_ rate: GroupRate) { self.init(events: rate.events, denominator: rate.time) }
}

extension MixedProblem {
  /// One group, after checking that a pooled value exists.
  static func oneGroup(_ counts: [CountOver], _ law: CountLaw) throws(PoolingError) -> MixedProblem {
    guard !counts.isEmpty else { throw .noStudies }
    let (events, denominator) = counts.sums
    guard events > 0 else { throw .notEstimable("no study has an event; report the limits of the studies") }
    guard law == .poisson || events < denominator else {
      throw .notEstimable("everyone has the event in all studies; report the limits of the studies")
    }
    return oneGroup(counts, law: law)
  }

  /// Two groups by odds. Tables without events, or with nothing else, say nothing about the odds ratio; they
  /// count only where intercepts are random.
  static func odds(_ tables: [TwoByTwo], _ approach: MixedModelApproach) throws(PoolingError) -> MixedProblem
  {
    let telling = tables.filter { $0.a + $0.c > 0 && $0.b + $0.d > 0 }
    let used = approach == .unconditionalRandom ? tables : telling
    try checkRange(
      telling.map { (x: $0.a, low: max(0, $0.a - $0.d), high: min($0.n1, $0.a + $0.c)) })
    let pairs = used.map {
      (CountOver(events: $0.a, denominator: $0.n1), CountOver(events: $0.c, denominator: $0.n2))
    }
    switch approach {
    case .unconditionalFixed: return fixedIntercepts(pairs, law: .binomial)
    case .unconditionalRandom: return randomIntercepts(pairs, law: .binomial)
    case .conditionalExact:
      return conditional(
        used.map { MixedCell(likelihood: .hypergeometric($0)) },
        name: "hypergeometric-normal, conditional, exact likelihood")
    case .conditionalApproximate:
      return conditional(
        pairs.map(conditionalBinomial), name: "binomial-normal, conditional, approximate likelihood")
    }
  }

  /// Two groups by rates, of which the conditional likelihood is binomial.
  static func rates(
    _ pairs: [(CountOver, CountOver)], _ approach: MixedModelApproach
  ) throws(PoolingError) -> MixedProblem {
    let telling = pairs.filter { $0.events + $1.events > 0 }
    try checkRange(telling.map { (x: $0.events, low: 0, high: $0.events + $1.events) })
    switch approach {
    case .unconditionalFixed: return fixedIntercepts(telling, law: .poisson)
    case .unconditionalRandom: return randomIntercepts(pairs, law: .poisson)
    case .conditionalExact:
      return conditional(
        telling.map(conditionalBinomial), name: "binomial-normal, conditional, exact likelihood")
    case .conditionalApproximate:
      throw .notEstimable("for rates the conditional likelihood is exact already: choose cm-el")
    }
  }

  /// x₁ of x₁ + x₂ with the offset log(n₁/n₂).
  private static func conditionalBinomial(_ pair: (CountOver, CountOver)) -> MixedCell {
    MixedCell(
      likelihood: .binomial(events: pair.0.events, total: pair.0.events + pair.1.events),
      offset: logRatio(pair.0.denominator, pair.1.denominator))
  }

  /// Refuses data in which all studies stand at one end of what is possible given their margins.
  private static func checkRange(_ counts: [(x: Double, low: Double, high: Double)]) throws(PoolingError) {
    guard !counts.isEmpty else { throw .noStudies }
    guard counts.contains(where: { $0.x > $0.low }), counts.contains(where: { $0.x < $0.high }) else {
      throw .notEstimable("one of the groups has no events, or nothing but events, in all studies together")
    }
  }
}
