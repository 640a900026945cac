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
/// The score is ½(f − g) with f = yᵀPPy and g = Σwᵢ, or tr P for REML. Both fall with τ², since dP/dτ² = −PP,
/// so that between a and b the score is negative where f(a) ≤ g(b) and positive where f(b) ≥ g(a): such a
/// stretch holds no maximum. The others are halved in ln(min vᵢ + τ²) until they are short, and there a change
/// of sign from + to − is a maximum, solved as a bracketed root. The highest wins: the likelihood of
/// heterogeneous variances can have several. Standard errors are from the expected information,
/// Var τ̂² = 2/Σwᵢ² or 2/tr PP.
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

  /// The estimate alone.
  static func value(_ model: some MeanModel, restricted: Bool) -> Double {
    var search = Search(model: model, restricted: restricted)
    search.scan()
    return search.others.isEmpty ? search.first ?? 0 : search.ranked()[0].tau2
  }

  /// The log-likelihood up to a constant.
  static func logLikelihood(_ model: some MeanModel, tau2: Double, restricted: Bool) -> Double {
    let determinants = model.logDeterminants(tau2: tau2)
    let information = restricted ? determinants.information : 0
    return -0.5
      * (determinants.variances + information + model.generalizedQ(tau2: tau2))
  }

  /// The ratio in min vᵢ + τ² below which a stretch is not halved any further; a term wᵢ²eᵢ² needs e to change.
  private static let shortRatio = 1.25

  /// The score at one τ², as its two falling parts.
  private struct Score {
    let tau2: Double
    let f: Double
    let g: Double

    var value: Double { f - g }
  }

  private struct Search<Model: MeanModel> {
    let model: Model
    let restricted: Bool
    /// The maximum that was found first, and further ones: nearly always there is just one, for which no memory is
    /// allocated.
    var first: Double?
    var others: [Double] = []
    var evaluations = 0
    var converged = true

    init(model: Model, restricted: Bool) {
      self.model = model
      self.restricted = restricted
    }

    private mutating func score(_ tau2: Double) -> Score {
      evaluations += 1
      let moments = model.moments(tau2: tau2)
      return Score(
        tau2: tau2, f: moments.squaredResiduals, g: restricted ? moments.traceP : moments.sumOfWeights)
    }

    mutating func scan() {
      let upper = model.upperBound(residualSumOfSquares: model.ordinary().residualSumOfSquares)
      let atZero = score(0)
      if atZero.value <= 0 { add(0) }
      scan(from: atZero, to: score(upper))
      if first == nil { add(upper) }
    }

    private mutating func add(_ maximum: Double) {
      if first == nil { first = maximum } else { others.append(maximum) }
    }

    private mutating func scan(from low: Score, to high: Score) {
      guard low.f > high.g, high.f < low.g else { return }
      let smallest = model.smallestVariance
      let middle = ((smallest + low.tau2) * (smallest + high.tau2)).squareRoot() - smallest
      guard smallest + high.tau2 > shortRatio * (smallest + low.tau2), middle > low.tau2, middle < high.tau2
      else {
        if low.value > 0 && high.value <= 0 {
          solve(low: low.tau2, lowScore: low.value, high: high.tau2, highScore: high.value)
        }
        return
      }
      let between = score(middle)
      scan(from: low, to: between)
      scan(from: between, to: high)
    }

    private mutating func solve(low: Double, lowScore: Double, high: Double, highScore: Double) {
      let root = BracketedRoot(
        lower: low, upper: high, valueAtLower: lowScore, valueAtUpper: highScore,
        resolution: 1e-16 * model.smallestVariance
      ) { tau2 in
        let moments = model.moments(tau2: tau2)
        return moments.squaredResiduals - (restricted ? moments.traceP : moments.sumOfWeights)
      }
      evaluations += root.evaluations
      converged = converged && root.converged
      add(root.root)
    }

    /// The maxima, highest likelihood first.
    func ranked() -> [(tau2: Double, logLikelihood: Double)] {
      let maxima = [first ?? 0] + others
      if maxima.count == 1 { return [(maxima[0], 0)] }
      return
        maxima
        .map { ($0, LikelihoodMaximum.logLikelihood(model, tau2: $0, restricted: restricted)) }
        .sorted { $0.1 > $1.1 }
    }
  }
}
