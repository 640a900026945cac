import EffectSizes
import Pooling

/// What is pooled, how, and which number of the result the claim is about.
public struct PoolRequest: Sendable, Equatable {
  /// The measure, of one group or of two.
  public enum Scale: Sendable, Equatable {
    /// A proportion of one group.
    case proportion(ProportionMeasure)
    /// Two arms compared.
    case twoGroups(TwoGroupMeasure, Arms)
  }

  /// Random or common effects.
  public enum Effects: String, Sendable, CaseIterable, Codable {
    /// Random effects.
    case random
    /// A common effect.
    case common
  }

  /// A number of the pooled result, on the display scale.
  public enum Number: String, Sendable, CaseIterable, Codable {
    /// The pooled estimate.
    case estimate
    /// The lower confidence limit.
    case lower
    /// The upper confidence limit.
    case upper
    /// The p-value of the estimate.
    case p
    /// I², as a proportion.
    case i2
    /// All events over all sizes, without a model.
    case crude
  }

  /// What is pooled.
  public let scale: Scale
  /// The model.
  public let effects: Effects
  /// The estimator of τ².
  public let tau2: Tau2Estimator
  /// Which number.
  public let number: Number

  /// Describes a pooled result.
  public init(
    scale: Scale, effects: Effects = .random, tau2: Tau2Estimator = .reml, number: Number = .estimate
  ) {
    self.scale = scale
    self.effects = effects
    self.tau2 = tau2
    self.number = number
  }
}
