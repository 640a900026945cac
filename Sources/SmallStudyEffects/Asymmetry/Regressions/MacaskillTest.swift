import EffectSizes

/// Macaskill's tests: the regression of the effects on the sample size, yᵢ = a + bNᵢ, with the weights
///
///     1/vᵢ ("FIV"),   or   eᵢ(Nᵢ − eᵢ)/Nᵢ, the inverse variance under equal risks ("FPV"),
///
/// where e of N are the events of both groups together; t on k − 2 degrees of freedom. A negative slope of a log ratio
/// says the same as a positive one of Egger's. Source: Macaskill P, Walter SD, Irwig L (2001), *Stat Med* 20:641–654.
/// meta: `metabias(method.bias = "Macaskill")` is the first; metafor: `regtest(model = "lm", predictor = "ni")`. O(k).
enum MacaskillTest {
  static func run(_ effects: EffectSizes, _ options: AsymmetryOptions) throws(SmallStudyError)
    -> AsymmetryResult
  {
    let line = try EggerTest.line(effects, .ni, sizes: options.sizes(effects))
    return try result(.macaskill, line, effects, options)
  }

  static func runPooled(_ effects: EffectSizes, _ options: AsymmetryOptions) throws(SmallStudyError)
    -> AsymmetryResult
  {
    _ = try effects.twoGroupCounts()
    var (x, weights): ([Double], [Double]) = ([], [])
    for study in effects.studies {
      let (total, weight) = try PetersTest.totalAndWeight(study)
      guard weight > 0 else {
        throw .notEstimable("\(study.label) has no events, or nothing but events, and so no weight")
      }
      x.append(total)
      weights.append(weight)
    }
    let line = try WeightedLine(x: x, y: effects.yi, weights: weights, name: SizePredictor.ni.words)
    return try result(.macaskillPooled, line, effects, options)
  }

  private static func result(
    _ test: AsymmetryTest, _ line: WeightedLine, _ effects: EffectSizes, _ options: AsymmetryOptions
  ) throws(SmallStudyError) -> AsymmetryResult {
    try AsymmetryResult(
      test, line: line, predictor: SizePredictor.ni.words, hasLimit: false, level: options.level,
      null: effects.measure.analysisNull)
  }
}
