import EffectSizes
import LinearAlgebra
import Optimization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The beta-binomial model of one group's proportions: the studies' true proportions have a beta distribution
/// with mean π and intraclass correlation ρ,
///
///     xᵢ ~ Binomial(nᵢ, pᵢ),   pᵢ ~ Beta(π/γ, (1 − π)/γ),   γ = ρ/(1 − ρ),
///
/// by maximum likelihood. The result is logit π, where π is the mean of the true proportions, not their median
/// as in a model with normal logits. No continuity correction enters, and there are no weights.
/// Source: Skellam JG (1948), *JRSS B* 10:257–261; Kuss O (2015), *Stat Med* 34:1097–1116. metafor has none.
public struct BetaBinomial: PoolingModel, Equatable {
  /// The test, z or t.
  public var test: MeanTest
  /// The confidence level of the intervals.
  public var level: Double

  /// A beta-binomial model; by default tested with z.
  public init(test: MeanTest = .z, level: Double = 0.95) {
    precondition(level > 0 && level < 1, "a confidence level lies between 0 and 1")
    precondition(test == .z || test == .t, "a likelihood of counts is tested with z or t")
    self.test = test
    self.level = level
  }

  /// Fits the model to the counts of the studies.
  ///
  /// - Throws: ``PoolingError`` where the studies are no proportions or the likelihood has no maximum.
  public func fit(_ effects: EffectSizes) throws(PoolingError) -> PooledFit {
    let method = "the beta-binomial model"
    guard !LikelihoodCounts.areEffective(effects) else {
      throw .notEstimable("\(method) needs whole counts, and effective numbers of people are not")
    }
    guard case .oneGroup(let counts) = try LikelihoodCounts(effects, method: method) else {
      throw .measureNotSupported(method: method, measure: effects.measure.code, supported: ["PLO"])
    }
    let problem = try MixedProblem.oneGroup(counts, .binomial)
    return LikelihoodFit.pooled(
      effects, try estimate(counts, saturated: problem.saturated), method: "beta-binomial", isRandom: true,
      test: test, prediction: nil, level: level, variance: nil)
  }

  private func estimate(
    _ counts: [CountOver], saturated: Saturated
  ) throws(PoolingError) -> LikelihoodEstimate {
    let likelihood = BetaBinomialLikelihood(counts)
    var search = BetaBinomialSearch(likelihood: likelihood)
    let (theta, gamma, others) = try search.maximum()
    let best = likelihood.evaluate(theta, gamma)
    let slots = gamma > 0 ? 2 : 1
    let information = Matrix(rows: slots, columns: slots) { i, j in
      i + j == 0 ? -best.hessian.0 : i + j == 1 ? -best.hessian.1 : -best.hessian.2
    }
    guard let factor = try? Cholesky(information) else {
      throw .notEstimable("the likelihood has no curvature at its maximum, so that no standard error exists")
    }
    let equal = likelihood.evaluate(search.theta(0), 0)
    let test = saturated.logLikelihood.flatMap {
      LikelihoodSummary.Test(q: 2 * ($0 - equal.value), df: Double(counts.count - 1))
    }
    let summary = LikelihoodSummary(
      name: "beta-binomial", logLikelihood: best.value, parameters: 2, observations: counts.count, nodes: 1,
      largestGradient: max(abs(best.gradient.0), gamma > 0 ? abs(best.gradient.1) : 0), profileDrops: [],
      interceptVariance: nil, intraclassCorrelation: gamma / (1 + gamma), likelihoodRatioTest: test,
      waldTest: saturated.wald.flatMap { LikelihoodSummary.Test(q: $0.q, df: $0.df) })
    return LikelihoodEstimate(
      value: theta, se: factor.inverse[0, 0].squareRoot(), tau2: nil, tau2SE: nil, k: counts.count,
      summary: summary,
      convergence: Convergence(
        method: "bracketed roots of the scores", iterations: search.evaluations, converged: true,
        boundary: gamma == 0),
      otherMaxima: [], warnings: others)
  }
}

/// The search over γ, the mean at each being the root of its own score.
private struct BetaBinomialSearch {
  let likelihood: BetaBinomialLikelihood
  var evaluations = 0

  /// The best logit mean at a γ.
  mutating func theta(_ gamma: Double) -> Double {
    let root = BracketedRoot(lower: -60, upper: 60, resolution: 1e-15) {
      likelihood.evaluate($0, gamma).gradient.0
    }
    evaluations += root.evaluations
    return root.root
  }

  private mutating func score(_ gamma: Double) -> Double {
    likelihood.evaluate(theta(gamma), gamma).gradient.1
  }

  /// The highest maximum over γ from 0 through powers of four from 2⁻²⁶, below which a γ matters to no data.
  mutating func maximum() throws(PoolingError) -> (Double, Double, [AnalysisWarning]) {
    var last = (gamma: 0.0, score: score(0))
    var maxima = last.score <= 0 ? [0.0] : []
    for exponent in stride(from: -26, through: 8, by: 2) {
      let next = (gamma: exp2(Double(exponent)), score: score(exp2(Double(exponent))))
      if last.score > 0, next.score <= 0 {
        var search = self
        let root = BracketedRoot(
          lower: last.gamma, upper: next.gamma, valueAtLower: last.score, valueAtUpper: next.score
        ) { search.score($0) }
        evaluations = search.evaluations
        maxima.append(root.root)
      }
      last = next
    }
    let values = maxima.map { likelihood.evaluate(theta($0), $0).value }
    guard let best = values.indices.max(by: { values[$0] < values[$1] }) else {
      throw .notEstimable(
        "the likelihood rises with the heterogeneity without end; the studies are all or nothing")
    }
    let others = maxima.indices.filter { $0 != best }.map {
      AnalysisWarning(
        code: "several-maxima",
        message: "the likelihood has another maximum at an intraclass correlation of"
          + " \(CommonWarnings.rounded(maxima[$0] / (1 + maxima[$0])))")
    }
    return (theta(maxima[best]), maxima[best], others)
  }
}
