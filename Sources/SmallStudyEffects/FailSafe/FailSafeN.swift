import Distributions
import EffectSizes
import Pooling

/// How many studies without effect would have to lie in drawers to undo a result.
///
/// It does not estimate how many do. Each method is a static function of its own; in all of them yᵢ stands for the
/// effect less the value of no effect.
public struct FailSafeN: Sendable, Equatable {
  /// What the added studies undo, and how.
  public enum Method: String, Sendable, CaseIterable, Codable {
    /// The combined one-sided p-value of the studies, see ``FailSafeN/rosenthal(_:alpha:null:)``.
    case rosenthal
    /// The unweighted mean, see ``FailSafeN/orwin(_:isWeighted:target:null:)``.
    case orwin
    /// The inverse-variance mean, see ``FailSafeN/orwin(_:isWeighted:target:null:)``.
    case orwinWeighted = "orwin-weighted"
    /// The two-sided p-value of the inverse-variance mean, see ``FailSafeN/rosenberg(_:alpha:null:)``.
    case rosenberg
    /// The two-sided p-value of the pooled value, or that value, see
    /// ``FailSafeN/general(_:tau2:alpha:target:null:)``.
    case general
  }

  /// Whether there is such a number.
  public enum Outcome: String, Sendable, Codable {
    /// So many studies are needed.
    case needed
    /// The result is there already, without any.
    case alreadyThere = "already-there"
    /// No number of studies without effect brings the value to the target.
    case never
  }

  /// The mean with its test, of some studies.
  public struct Result: Sendable, Equatable {
    /// The mean on the analysis scale; nil where the method has none.
    public var value: Double?
    /// The p-value; nil where the method has none.
    public var p: Double?
    /// The between-study variance; nil where the method has none.
    public var tau2: Double?
  }

  /// The method.
  public let method: Method
  /// The number of studies that there are.
  public let k: Int
  /// The level that the p-value has to exceed; nil where the mean decides.
  public let alpha: Double?
  /// The value to which the mean has to come, on the analysis scale; nil where the p-value decides.
  public let target: Double?
  /// The studies that there are.
  public let observed: Result
  /// Whether there is such a number.
  public let outcome: Outcome
  /// The number of studies to be added; nil where no number is enough.
  public let studies: Double?
  /// The result with the added studies; nil where no number is enough.
  public let reached: Result?

  /// What the added studies change, in words.
  public var definition: String {
    switch method {
    case .rosenthal: "the one-sided p-value of the combined z-values (Stouffer)"
    case .orwin: "the unweighted mean"
    case .orwinWeighted: "the inverse-variance mean"
    case .rosenberg: "the two-sided p-value of the common-effect mean"
    case .general:
      (target == nil ? "the two-sided p-value (z) of " : "")
        + (observed.tau2 == nil ? "the common-effect mean" : "the random-effects mean")
    }
  }

  /// Puts a number together from what would be needed, before it is rounded up; nil where no number is enough.
  init(
    _ method: Method, k: Int, alpha: Double? = nil, target: Double? = nil, observed: Result, needed: Double?,
    reached: (Double) -> Result
  ) {
    self.method = method
    self.k = k
    self.alpha = alpha
    self.target = target
    self.observed = observed
    studies = needed.map { $0 <= 0 ? 0 : Self.roundedUp($0) }
    outcome = needed.map { $0 <= 0 ? .alreadyThere : .needed } ?? .never
    self.reached = studies.map(reached)
  }

  /// The next whole number, or the one that a rounding error separates it from.
  private static func roundedUp(_ number: Double) -> Double {
    let nearest = number.rounded()
    return abs(number - nearest) <= 1e-9 * max(1, nearest) ? nearest : number.rounded(.up)
  }

  /// Σwᵢyᵢ and Σwᵢ of effects less the null value.
  static func sums(
    _ effects: EffectSizes, null: Double, weight: (Double) -> Double
  ) -> (product: Double, weight: Double) {
    effects.studies.reduce((0, 0)) { sums, study in
      let w = weight(study.vi)
      return (sums.0 + w * (study.yi - null), sums.1 + w)
    }
  }
}
