import EffectSizes
import StudyData

/// Harbord's test: Egger's regression of the efficient score on its information.
///
/// With e₁, e₂ events of n₁, n₂, e = e₁ + e₂ and N = n₁ + n₂, at no effect
///
///     odds ratio:  Z = e₁ − en₁/N,              V = n₁n₂e(N − e)/(N²(N − 1))
///     risk ratio:  Z = (e₁N − en₁)/(N − e),     V = n₁n₂e/(N(N − e))
///
/// and Zᵢ/Vᵢ is regressed on 1/√Vᵢ with weights Vᵢ. Z and V depend on each other less than a log odds ratio and its
/// standard error. Source: Harbord RM, Egger M, Sterne JAC (2006), *Stat Med* 25:3443–3457; Harbord RM, Harris RJ,
/// Sterne JAC (2009), *Stata J* 9:197–210. meta: `metabias(method.bias = "Harbord")`, which for risk ratios puts
/// V = Ne/(4(N − e)), right where n₁ = n₂. O(k).
enum HarbordTest {
  static func run(_ effects: EffectSizes, _ options: AsymmetryOptions) throws(SmallStudyError)
    -> AsymmetryResult
  {
    try AsymmetryTest.harbord.requireMeasure(effects, ["OR", "PETO", "RR"])
    let isRiskRatio = effects.measure.code == "RR"
    var (x, y, weights): ([Double], [Double], [Double]) = ([], [], [])
    for (study, table) in zip(effects.studies, try effects.twoGroupCounts()) {
      let (score, information) = scoreAndInformation(table, isRiskRatio: isRiskRatio)
      guard information > 0, information.isFinite else {
        throw .notEstimable("\(study.label) has no events, or nothing but events, and so says nothing")
      }
      x.append(1 / information.squareRoot())
      y.append(score / information)
      weights.append(information)
    }
    let name = "the standard error of the score"
    return try AsymmetryResult(
      .harbord, line: WeightedLine(x: x, y: y, weights: weights, name: name), predictor: name,
      hasLimit: true, level: options.level, null: effects.measure.analysisNull)
  }

  private static func scoreAndInformation(
    _ table: TwoGroupCounts, isRiskRatio: Bool
  ) -> (score: Double, information: Double) {
    let (first, second) = (table.first, table.second)
    let (events, total) = (first.events + second.events, first.total + second.total)
    let none = total - events
    let product = first.total * second.total * events
    if isRiskRatio {
      return ((first.events * total - events * first.total) / none, product / (total * none))
    }
    return (
      first.events - events * first.total / total, product * none / (total * total * (total - 1))
    )
  }
}
