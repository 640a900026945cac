import EffectSizes

/// Deeks' test for diagnostic odds ratios: the regression on the effective sample size ESSᵢ = 4n₁n₂/(n₁ + n₂),
///
///     yᵢ = a + b/√ESSᵢ,   weights ESSᵢ,   t on k − 2 degrees of freedom,
///
/// where the groups are those with and without the disease, and the events are positive tests. Source: Deeks JJ, Macaskill
/// P, Irwig L (2005), *J Clin Epidemiol* 58:882–893. meta: `metabias(method.bias = "Deeks")`. O(k).
enum DeeksTest {
  static func run(_ effects: EffectSizes, _ options: AsymmetryOptions) throws(SmallStudyError)
    -> AsymmetryResult
  {
    try AsymmetryTest.deeks.requireMeasure(effects, ["OR"])
    let sizes = try effects.twoGroupSizes().map { 4 * $0.first * $0.second / ($0.first + $0.second) }
    let name = "1/√(effective sample size)"
    return try AsymmetryResult(
      .deeks,
      line: WeightedLine(x: sizes.map { 1 / $0.squareRoot() }, y: effects.yi, weights: sizes, name: name),
      predictor: name, hasLimit: true, level: options.level, null: effects.measure.analysisNull)
  }
}
