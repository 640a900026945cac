import EffectSizes
import MetaRegression

/// Thompson and Sharp's test: Egger's regression with an additive τ² by the method of moments,
///
///     yᵢ = a + b√vᵢ,   weights 1/(vᵢ + τ̂²),   t = b/SE(b) on k − 2 degrees of freedom,
///
/// without a further dispersion. On arcsine differences it is the test of Rücker, Schwarzer and Carpenter (2008), *Stat
/// Med* 27:746–763. Source: Thompson SG, Sharp SJ (1999), *Stat Med* 18:2693–2708. meta: `metabias(method.bias =
/// "Thompson")`. O(k).
enum ThompsonSharpTest {
  static func run(_ effects: EffectSizes, _ options: AsymmetryOptions) throws(SmallStudyError)
    -> AsymmetryResult
  {
    try MixedEggerTest.regression(
      .thompsonSharp, effects, .sei, sizes: options.sizes(effects),
      model: MetaRegression(tau2: .derSimonianLaird, test: .t, level: options.level))
  }
}
