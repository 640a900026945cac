import EffectSizes

/// Egger's test: the weighted regression of the effects on their standard errors.
///
///     yᵢ = a + b√vᵢ + error,   weights 1/vᵢ, dispersion φ,   t = b/SE(b) on k − 2 degrees of freedom,
///
/// the same line as yᵢ/√vᵢ on 1/√vᵢ, where b is the intercept. Another predictor may stand in for √vᵢ. Source: Egger M,
/// Davey Smith G, Schneider M, Minder C (1997), *BMJ* 315:629–634. metafor: `regtest(model = "lm")`; meta:
/// `metabias(method.bias = "Egger")`. O(k).
enum EggerTest {
  static func run(_ effects: EffectSizes, _ options: AsymmetryOptions) throws(SmallStudyError)
    -> AsymmetryResult
  {
    let predictor = options.predictor ?? .sei
    return try AsymmetryResult(
      .egger, line: line(effects, predictor, sizes: options.sizes(effects)), predictor: predictor.words,
      hasLimit: predictor.hasLimit, level: options.level, null: effects.measure.analysisNull)
  }

  /// The line of the effects on a predictor, with weights 1/vᵢ.
  static func line(
    _ effects: EffectSizes, _ predictor: SizePredictor, sizes: [Double?]
  ) throws(SmallStudyError) -> WeightedLine {
    try WeightedLine(
      x: predictor.values(effects, sizes: sizes), y: effects.yi, weights: effects.vi.map { 1 / $0 },
      name: predictor.words)
  }
}
