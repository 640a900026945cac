import Optimization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// An effect estimated by the likelihood of counts, on the analysis scale.
public struct LikelihoodEstimate: Sendable, Equatable {
  /// The effect.
  public let value: Double
  /// Its standard error, from the exact second derivatives.
  public let se: Double
  /// The between-study variance; nil under a common-effect model and for the beta-binomial distribution.
  public let tau2: Double?
  /// Its standard error; nil at 0.
  public let tau2SE: Double?
  /// The number of studies that say something.
  public let k: Int
  /// The likelihood and what it says beside the estimate.
  public let summary: LikelihoodSummary
  /// How the maximum was reached.
  public let convergence: Convergence
  /// Further maxima over τ².
  public let otherMaxima: [Tau2Estimate.LocalMaximum]
  /// What is unwise about it.
  public let warnings: [AnalysisWarning]
}

extension MixedModel {
  /// The model fitted to a problem, with its tests of heterogeneity.
  func fit(_ problem: MixedProblem) throws(PoolingError) -> LikelihoodEstimate {
    let common = problem.design.without(Slot.effectDeviation)
    let equal = try MixedSolution(problem, design: common, nodes: nodes)
    let solution = isRandom ? try MixedSolution(problem, design: problem.design, nodes: nodes) : equal
    let point = solution.result.point
    guard let variance = solution.variance(Slot.effect), variance.isFinite else {
      throw .notEstimable("the likelihood has no curvature at its maximum, so that no standard error exists")
    }
    let tau = point.psi[Slot.effectDeviation]
    let df = Double(problem.k - 1)
    let test = try saturatedLogLikelihood(problem).flatMap {
      LikelihoodSummary.Test(q: 2 * ($0 - equal.result.point.logLikelihood), df: df)
    }
    return LikelihoodEstimate(
      value: point.psi[Slot.effect], se: variance.squareRoot(), tau2: isRandom ? tau * tau : nil,
      tau2SE: solution.variance(Slot.effectDeviation).map { 2 * tau * $0.squareRoot() }, k: problem.k,
      summary: summary(problem, solution, test),
      convergence: Convergence(
        method: "Newton's method on the marginal likelihood", iterations: solution.evaluations,
        converged: solution.isConverged, boundary: !solution.result.atZero.isEmpty),
      otherMaxima: solution.result.others.map {
        Tau2Estimate.LocalMaximum(tau2: $0.deviation * $0.deviation, logLikelihoodDifference: $0.difference)
      }, warnings: warnings(solution))
  }

  private func summary(
    _ problem: MixedProblem, _ solution: MixedSolution, _ test: LikelihoodSummary.Test?
  ) -> LikelihoodSummary {
    let design = isRandom ? problem.design : problem.design.without(Slot.effectDeviation)
    let sigma = solution.result.point.psi[Slot.interceptDeviation]
    let ownCount = design.own == nil ? 0 : problem.k
    return LikelihoodSummary(
      name: problem.name, logLikelihood: solution.result.point.logLikelihood,
      parameters: design.shared.count + ownCount, observations: problem.observations, nodes: solution.nodes,
      largestGradient: solution.result.point.largestGradient(solution.result.interior),
      profileDrops: solution.profileDrops,
      interceptVariance: design.shared.contains(Slot.interceptDeviation) ? sigma * sigma : nil,
      intraclassCorrelation: nil, likelihoodRatioTest: test,
      waldTest: problem.saturated.wald.flatMap { LikelihoodSummary.Test(q: $0.q, df: $0.df) })
  }

  /// The log-likelihood with an effect for each study.
  private func saturatedLogLikelihood(_ problem: MixedProblem) throws(PoolingError) -> Double? {
    if let known = problem.saturated.logLikelihood { return known }
    let saturated = problem.saturatedRandomIntercepts
    return try MixedSolution(saturated, design: saturated.design, nodes: nodes).result.point.logLikelihood
  }

  private func warnings(_ solution: MixedSolution) -> [AnalysisWarning] {
    var warnings = CommonWarnings.otherMaxima(
      solution.result.others.map {
        Tau2Estimate.LocalMaximum(tau2: $0.deviation * $0.deviation, logLikelihoodDifference: $0.difference)
      })
    if !solution.isSettled {
      warnings.append(
        AnalysisWarning(
          code: "few-nodes",
          message: "\(solution.nodes) nodes do not settle the log-likelihood to nine digits; leave out the"
            + " number of nodes, and as many are taken as it needs"))
    }
    if solution.profileDrops.contains(where: { !($0 > 0.2 && $0 < 1.25) }) {
      let drops = solution.profileDrops.map { CommonWarnings.rounded($0) }.joined(separator: " and ")
      warnings.append(
        AnalysisWarning(
          code: "standard-error-doubtful",
          message: "one standard error from the estimate the log-likelihood falls by \(drops), not by 0.5:"
            + " the interval and the test are not to be trusted"))
    }
    return warnings
  }
}

extension MixedSolution {
  /// Whether no derivative is left beyond rounding: the promised rise is below 1e-9.
  var isConverged: Bool {
    let step = result.point.step(result.interior)
    return isSettled && step.promise < 1e-9
  }
}

/// log(a/b).
func logRatio(_ a: Double, _ b: Double) -> Double { log(a / b) }
