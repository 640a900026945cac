import EffectSizes

/// Pustejovsky and Rodgers' test for standardized mean differences: Egger's regression on the part of the standard error
/// that does not depend on the effect,
///
///     yᵢ = a + b√(1/n₁ᵢ + 1/n₂ᵢ),   weights 1/vᵢ,   t on k − 2 degrees of freedom.
///
/// Source: Pustejovsky JE, Rodgers MA (2019), *Res Synth Methods* 10:57–71. meta: `metabias(method.bias =
/// "Pustejovsky")`. O(k).
enum PustejovskyTest {
  static func run(_ effects: EffectSizes, _ options: AsymmetryOptions) throws(SmallStudyError)
    -> AsymmetryResult
  {
    let name = "√(1/n1 + 1/n2)"
    let x = try effects.twoGroupSizes().map { (1 / $0.first + 1 / $0.second).squareRoot() }
    return try AsymmetryResult(
      .pustejovsky,
      line: WeightedLine(x: x, y: effects.yi, weights: effects.vi.map { 1 / $0 }, name: name),
      predictor: name, hasLimit: true, level: options.level, null: effects.measure.analysisNull)
  }
}
