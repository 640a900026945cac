import EffectSizes
import StudyData

/// The data of a L'Abbé plot: the risk, or the rate, of each study's first group against that of the second, as
/// reported, without a correction of zero cells.
///
/// An effect θ of the measure is a curve: with the risk p₂ of the second group the first has
///
///     p₁ = g⁻¹(g(p₂) + cθ),
///
/// where g is the logarithm for ratios, the logit for odds ratios (c = π/√3 or 1.65 where they are read as standardized
/// differences), and as the measure has it for the others. Source: L'Abbé KA, Detsky AS, O'Rourke K (1987), *Ann Intern
/// Med* 107:224–233. metafor: `labbe`, which shows the groups on the scale g unless it is told to go back, and corrects
/// zero cells. O(k).
public struct LabbePlot: Sendable, Equatable {
  /// A study.
  public struct Point: Sendable, Equatable {
    /// The study's label.
    public let study: String
    /// The risk or rate of the first group.
    public let first: Double
    /// The risk or rate of the second group.
    public let second: Double
    /// The study's weight in the pooled value; the precision 1/vᵢ where the model has no weights.
    public let weight: Double
  }

  /// The studies.
  public let points: [Point]
  /// Whether the values are rates, which have no upper end.
  public let isRate: Bool
  /// The pooled value on the analysis scale.
  public let effect: Double

  /// g.
  private let scale: Transformation
  /// c.
  private let factor: Double

  /// The L'Abbé plot of a fit; nil where the measure does not compare risks or rates, or a study lacks those of two
  /// groups.
  public init?(_ fit: PooledFit) {
    let code = fit.effects.measure.code
    if let measure = TwoGroupMeasure(rawValue: code) {
      (scale, factor) = measure.groupScale
      isRate = false
    } else if let measure = TwoGroupRateMeasure(rawValue: code) {
      (scale, factor) = (measure.groupScale, 1)
      isRate = true
    } else {
      return nil
    }
    var points: [Point] = []
    for (study, share) in zip(fit.effects.studies, fit.shares) {
      let values: (first: Double, second: Double)
      switch study.counts {
      case .twoGroups(let counts): values = (counts.first.risk, counts.second.risk)
      case .twoGroupRates(let rates): values = (rates.first.rate, rates.second.rate)
      default: return nil
      }
      points.append(
        Point(
          study: study.label, first: values.first, second: values.second, weight: share ?? 1 / study.vi))
    }
    self.points = points
    effect = fit.estimate.value
  }

  /// The risk or rate of the first group where that of the second is `second` and the effect the pooled one; nil where
  /// there is none.
  public func first(at second: Double) -> Double? {
    let position = scale.forward(second) + factor * effect
    guard scale.range.contains(position) else { return nil }
    let value = scale.inverse(position)
    return value.isFinite ? value : nil
  }
}
