import EffectSizes
import StudyData

/// Peters' test: the regression of the effects on 1/nᵢ, weighted by the events of both groups together,
///
///     yᵢ = a + b/Nᵢ,   weights 1/(1/eᵢ + 1/(Nᵢ − eᵢ)) = eᵢ(Nᵢ − eᵢ)/Nᵢ,   t on k − 2 degrees of freedom,
///
/// with e = e₁ + e₂ and N = n₁ + n₂ as counted. Neither the predictor nor the weights know the effect. Proportions of one
/// group are tested likewise, e of n corrected as for the effect size; there the weights do know it. Source: Peters
/// JL, Sutton AJ, Jones DR, Abrams KR, Rushton L (2006), *JAMA* 295:676–680. meta: `metabias(method.bias = "Peters")`.
/// O(k).
enum PetersTest {
  static func run(_ effects: EffectSizes, _ options: AsymmetryOptions) throws(SmallStudyError)
    -> AsymmetryResult
  {
    var (x, weights): ([Double], [Double]) = ([], [])
    for study in effects.studies {
      let (total, weight) = try totalAndWeight(study)
      guard weight > 0 else {
        throw .notEstimable("\(study.label) has no events, or nothing but events, and so no weight")
      }
      x.append(1 / total)
      weights.append(weight)
    }
    let name = SizePredictor.ninv.words
    return try AsymmetryResult(
      .peters, line: WeightedLine(x: x, y: effects.yi, weights: weights, name: name), predictor: name,
      hasLimit: true, level: options.level, null: effects.measure.analysisNull)
  }

  /// N and the weight by events.
  static func totalAndWeight(_ study: StudyEffect) throws(SmallStudyError) -> (total: Double, weight: Double)
  {
    switch study.counts {
    case .twoGroups(let counts):
      let total = counts.first.total + counts.second.total
      let events = counts.first.events + counts.second.events
      return (total, events * (total - events) / total)
    case .oneGroup(let counts):
      let corrected = counts.corrected(by: study.correction)
      return (counts.total, corrected.events * (corrected.total - corrected.events) / corrected.total)
    default: throw .missingData("events and totals", study: study.label)
    }
  }
}
