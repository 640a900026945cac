import Distributions
import EffectSizes
import Pooling

/// The precision-effect test and the precision-effect estimate with standard error.
///
///     PET:    yᵢ = β₀ + β₁√vᵢ,     PEESE:  yᵢ = β₀ + β₁vᵢ,     weights 1/vᵢ, dispersion φ, t on k − 2 df,
///
/// where β₀ is the effect in a study without sampling error. PET is right where there is no effect and too small where
/// there is one, so the rule is: PEESE if PET's β₀ differs from no effect at the one-sided level 0.10, in the direction of
/// the common effect of the studies; otherwise PET. Source: Stanley TD, Doucouliagos H (2014), *Res Synth Methods*
/// 5:60–78; the level, Stanley TD (2017), *Soc Psychol Personal Sci* 8:581–591. O(k).
public struct PetPeese: Sendable, Equatable, Codable {
  /// One of the two regressions.
  public enum Estimator: String, Sendable, Codable {
    case pet
    case peese
  }

  /// A regression.
  public struct Line: Sendable, Equatable, Codable {
    /// β₀, the adjusted effect.
    public let effect: Estimate
    /// β₁.
    public let slope: Estimate
    /// The dispersion φ.
    public let dispersion: Double
  }

  /// The precision-effect test.
  public let pet: Line
  /// The precision-effect estimate with standard error.
  public let peese: Line
  /// The p-value of PET's β₀, one-sided in the direction of the common effect; nil for measures without a null.
  public let oneSidedP: Double?
  /// Which is taken; nil for measures without a null.
  public let chosen: Estimator?
  /// The one-sided level of the rule.
  public static let alpha = 0.10

  /// The estimate that is taken; nil for measures without a null.
  public var estimate: Estimate? { chosen.map { $0 == .pet ? pet.effect : peese.effect } }

  /// Fits both lines.
  ///
  /// - Throws: ``SmallStudyError`` for fewer than three studies, and where all are equally precise.
  public init(_ effects: EffectSizes, level: Double = 0.95) throws(SmallStudyError) {
    let null = effects.measure.analysisNull
    pet = try Self.line(effects, .sei, level: level, null: null)
    peese = try Self.line(effects, .vi, level: level, null: null)
    guard let null, let statistic = pet.effect.statistic else {
      (oneSidedP, chosen) = (nil, nil)
      return
    }
    let mean = InterceptModel(yi: effects.yi, vi: effects.vi).mean(tau2: 0).value
    let tail = StudentT(degreesOfFreedom: Double(effects.k - 2)).upperTail(
      mean < null ? -statistic : statistic)
    oneSidedP = tail
    chosen = tail < Self.alpha ? .peese : .pet
  }

  private static func line(
    _ effects: EffectSizes, _ predictor: SizePredictor, level: Double, null: Double?
  ) throws(SmallStudyError) -> Line {
    let line = try EggerTest.line(effects, predictor, sizes: [])
    return Line(
      effect: line.interceptEstimate(level: level, null: null), slope: line.slopeEstimate(level: level),
      dispersion: line.dispersion)
  }
}
