import Optimization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The τ² that maximizes the likelihood (ML) or the restricted likelihood (REML),
///
///     ℓ_ML(τ²)   = −½ [Σ ln(vᵢ + τ²) + yᵀPy],
///     ℓ_REML(τ²) = −½ [Σ ln(vᵢ + τ²) + ln|XᵀWX| + yᵀPy]   (up to constants).
///
/// The score is ½(yᵀPPy − Σwᵢ), or ½(yᵀPPy − tr P) for REML. It is negative above RSS/(k − p) + max vᵢ.
/// Below, it is scanned on a grid even in ln(min vᵢ + τ²), each change of sign from + to − is a maximum,
/// solved as a bracketed root, and the highest wins: the likelihood of heterogeneous variances can have
/// several. Standard errors are from the expected information, Var τ̂² = 2/Σwᵢ² or 2/tr PP.
///
/// Source: Harville DA (1977), *JASA* 72:320–338; Viechtbauer W (2005), *J Educ Behav Stat* 30:261–293.
/// metafor: `method = "ML"`, `"REML"`, which stop at an absolute change of 1e-5 in τ².
enum LikelihoodMaximum {
  static func estimate(_ model: some MeanModel, restricted: Bool) -> Tau2Estimate {
    var search = Search(model: model, restricted: restricted)
    search.scan()
    let ranked = search.ranked()
    let tau2 = ranked[0].tau2
    let information =
      restricted ? model.traces(tau2: tau2).pp : model.moments(tau2: tau2).sumOfSquaredWeights
    return Tau2Estimate(
      value: tau2, standardError: (2 / information).squareRoot(),
      convergence: Convergence(
        method: "bracketed root of the score", iterations: search.evaluations,
        converged: search.converged, boundary: tau2 == 0),
      otherMaxima: ranked.dropFirst().map {
        Tau2Estimate.LocalMaximum(
          tau2: $0.tau2, logLikelihoodDifference: $0.logLikelihood - ranked[0].logLikelihood)
      })
  }

  /// The log-likelihood up to a constant.
  static func logLikelihood(_ model: some MeanModel, tau2: Double, restricted: Bool) -> Double {
    let determinants = model.logDeterminants(tau2: tau2)
    let information = restricted ? determinants.information : 0
    return -0.5
      * (determinants.variances + information + model.moments(tau2: tau2).residualSumOfSquares)
  }

  /// The grid's ratio of neighbors in min vᵢ + τ²: fine against the width of a term wᵢ²eᵢ², a factor of e.
  private static let gridRatio = 1.6

  private struct Search<Model: MeanModel> {
    let model: Model
    let restricted: Bool
    var maxima: [Double] = []
    var evaluations = 0
    var converged = true

    init(model: Model, restricted: Bool) {
      self.model = model
      self.restricted = restricted
    }

    func score(_ tau2: Double) -> Double {
      let moments = model.moments(tau2: tau2)
      return moments.squaredResiduals - (restricted ? moments.traceP : moments.sumOfWeights)
    }

    mutating func scan() {
      let smallest = model.smallestVariance
      let upper = model.upperBound(residualSumOfSquares: model.ordinary().residualSumOfSquares)
      var low = 0.0
      var lowScore = score(0)
      evaluations += 1
      if lowScore <= 0 { maxima.append(0) }
      var edge = smallest
      while low < upper {
        edge *= gridRatio
        let high = min(edge - smallest, upper)
        let highScore = score(high)
        evaluations += 1
        if lowScore > 0 && highScore <= 0 {
          solve(low: low, lowScore: lowScore, high: high, highScore: highScore)
        }
        low = high
        lowScore = highScore
      }
      if maxima.isEmpty { maxima.append(upper) }
    }

    mutating func solve(low: Double, lowScore: Double, high: Double, highScore: Double) {
      let root = BracketedRoot(
        lower: low, upper: high, valueAtLower: lowScore, valueAtUpper: highScore,
        resolution: 1e-16 * model.smallestVariance
      ) { score($0) }
      evaluations += root.evaluations
      converged = converged && root.converged
      maxima.append(root.root)
    }

    /// The maxima, highest likelihood first.
    func ranked() -> [(tau2: Double, logLikelihood: Double)] {
      if maxima.count == 1 { return [(maxima[0], 0)] }
      return
        maxima
        .map { ($0, LikelihoodMaximum.logLikelihood(model, tau2: $0, restricted: restricted)) }
        .sorted { $0.1 > $1.1 }
    }
  }
}
