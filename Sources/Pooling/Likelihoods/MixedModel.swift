import EffectSizes
import Optimization
import StudyData

/// How a mixed model treats the studies' own levels, where there are two groups.
public enum MixedModelApproach: String, Sendable, CaseIterable, Codable {
  /// Both groups' counts, an intercept for each study.
  case unconditionalFixed = "um-fs"
  /// Both groups' counts, intercepts that are normal.
  case unconditionalRandom = "um-rs"
  /// The first group's events given those of both: noncentral hypergeometric, or binomial for rates.
  case conditionalExact = "cm-el"
  /// The same for odds, with the binomial distribution in place of the hypergeometric one: for rare events.
  case conditionalApproximate = "cm-al"

  /// The name in words.
  public var name: String {
    switch self {
    case .unconditionalFixed: "unconditional, fixed study effects"
    case .unconditionalRandom: "unconditional, random study effects"
    case .conditionalExact: "conditional, exact likelihood"
    case .conditionalApproximate: "conditional, approximate likelihood"
    }
  }
}

/// A generalized linear mixed model: the counts themselves are pooled, by their own likelihood, with normal
/// effects on the log-odds or log-rate scale. No continuity correction enters.
///
/// One group, with a proportion or rate that varies between studies:
///
///     xᵢ ~ Binomial(nᵢ, logit⁻¹ θᵢ)  or  xᵢ ~ Poisson(tᵢ e^θᵢ),   θᵢ ~ N(μ, τ²);
///
/// two groups, with the log odds or rate ratio θᵢ ~ N(μ, τ²), by one of four ``MixedModelApproach``. In the
/// unconditional ones the groups stand at αᵢ + μ + uᵢ/2 and αᵢ − uᵢ/2, so that neither is favored.
///
/// Everything is maximum likelihood, integrated by adaptive Gauss–Hermite quadrature with as many nodes as it
/// takes; derivatives are exact. Heterogeneity is tested by the likelihood ratio against an effect for each
/// study, which stands in the place of Cochran's Q. There are no weights.
/// Source: Stijnen T, Hamza TH, Özdemir P (2010), *Stat Med* 29:3046–3067; Jackson D and others (2018), *Stat
/// Med* 37:1059–1085. metafor: `rma.glmm`.
public struct MixedModel: PoolingModel, Equatable {
  /// Whether the effect varies between studies.
  public var isRandom: Bool
  /// How the studies' levels are treated, where there are two groups.
  public var approach: MixedModelApproach
  /// The test, z or t.
  public var test: MeanTest
  /// The prediction interval; `hk` and `kr` have no meaning here.
  public var prediction: PredictionMethod
  /// The confidence level of the intervals.
  public var level: Double
  /// Quadrature nodes per random effect, at least 3; nil for as many as it takes.
  public var nodes: Int?

  /// A mixed model; by default with random effects, tested with z.
  public init(
    isRandom: Bool = true, approach: MixedModelApproach = .unconditionalFixed, test: MeanTest = .z,
    prediction: PredictionMethod = .hts, level: Double = 0.95, nodes: Int? = nil
  ) {
    precondition(level > 0 && level < 1, "a confidence level lies between 0 and 1")
    precondition(test == .z || test == .t, "a mixed model on counts is tested with z or t")
    precondition(prediction != .hk && prediction != .kr, "this prediction interval needs weights")
    precondition(nodes.map { $0 >= 3 && $0 <= 249 } ?? true, "the quadrature takes 3 to 249 nodes")
    self.isRandom = isRandom
    self.approach = approach
    self.test = test
    self.prediction = prediction
    self.level = level
    self.nodes = nodes
  }

  /// Fits the model to the counts of the studies: PLO, IRLN, OR or IRR,
  /// and SLO by effective numbers.
  ///
  /// - Throws: ``PoolingError`` where the measure has no such model, counts are missing or not whole, or the
  ///   likelihood has no maximum.
  public func fit(_ effects: EffectSizes) throws(PoolingError) -> PooledFit {
    let counts = try LikelihoodCounts(effects, method: "a mixed model on counts")
    switch counts {
    case .oneGroup(let counts): return pooled(effects, try fit(MixedProblem.oneGroup(counts, .binomial)))
    case .twoGroups(let tables): return pooled(effects, try fit(MixedProblem.odds(tables, approach)))
    case .oneGroupRate(let counts): return pooled(effects, try fit(MixedProblem.oneGroup(counts, .poisson)))
    case .twoGroupRates(let pairs): return pooled(effects, try fit(MixedProblem.rates(pairs, approach)))
    }
  }

  /// Fits the model to the events and times of one group: the log rate.
  ///
  /// - Throws: ``PoolingError`` where the likelihood has no maximum.
  public func fit(rates: [(events: Double, time: Double)]) throws(PoolingError) -> LikelihoodEstimate {
    let counts = rates.map { CountOver(events: $0.events, denominator: $0.time) }
    return try fit(MixedProblem.oneGroup(counts, .poisson))
  }

  /// Fits the model to the events and times of two groups: the log rate ratio of the first to the second.
  ///
  /// - Throws: ``PoolingError`` where the likelihood has no maximum.
  public func fit(
    ratePairs: [(first: (events: Double, time: Double), second: (events: Double, time: Double))]
  ) throws(PoolingError) -> LikelihoodEstimate {
    let pairs = ratePairs.map {
      (
        CountOver(events: $0.first.events, denominator: $0.first.time),
        CountOver(events: $0.second.events, denominator: $0.second.time)
      )
    }
    return try fit(MixedProblem.rates(pairs, approach))
  }

  private func pooled(_ effects: EffectSizes, _ estimate: LikelihoodEstimate) -> PooledFit {
    LikelihoodFit.pooled(
      effects, estimate, method: "glmm", isRandom: isRandom, test: test, prediction: prediction, level: level,
      variance: ["OR", "IRR"].contains(effects.measure.code) ? approach.rawValue : nil)
  }
}
