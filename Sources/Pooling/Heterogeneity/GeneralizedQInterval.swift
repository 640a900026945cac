/// The interval for τ² from the distribution of Q_A = yᵀPy at fixed weights: the values at which the observed Q_A
/// is the 1 − α/2 and the α/2 quantile of its distribution, each 0 where it would be negative.
///
/// Exact for normal effects with known vᵢ. With the weights 1/vᵢ, so that Q_A is Cochran's Q, it is the interval
/// of Biggerstaff and Jackson.
///
/// Source: Jackson D (2013), *Res Synth Methods* 4:220–229; Biggerstaff BJ, Jackson D (2008), *Stat Med*
/// 27:6093–6110. metafor: `confint` of `method = "GENQ"`.
enum GeneralizedQInterval {
  /// The limits; nil where even at τ² = 0 Q_A lies below the α/2 quantile.
  static func interval(
    _ model: some MeanModel, weights: StudyWeights, level: Double
  ) -> (lower: Double, upper: Double)? {
    let values = weights.values(model.vi)
    let distribution = GeneralizedQDistribution(model, weights: values)
    let q = model.weighted(values).residualSumOfSquares
    let tail = (1 - level) / 2
    guard distribution.cumulative(q, tau2: 0) >= tail else { return nil }
    return (
      distribution.solve(q: q, probability: 1 - tail).tau2,
      distribution.solve(q: q, probability: tail).tau2
    )
  }
}
