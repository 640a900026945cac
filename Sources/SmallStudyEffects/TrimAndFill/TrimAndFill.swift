import Distributions
import EffectSizes
import Pooling

/// Trim and fill: the studies that one side of the funnel is short of, and the pooled value with them put in.
///
/// The most extreme studies of the fuller side are left out, the mean is taken without them, and the number k₀ of
/// missing studies is estimated from the ranks of all studies' distances from that mean; so until k₀ stays. Then
/// the k₀ most extreme studies are mirrored, ỹ = 2μ̂ − y with the same variance, and all are pooled by the model.
///
/// It assumes that nothing but the suppression of extreme results makes the funnel uneven, and is an exploration of
/// what that would do, not a correction: where the true effects differ it fills where nothing is missing.
/// Source: Duval S, Tweedie R (2000), *Biometrics* 56:455–463 and *J Am Stat Assoc* 95:89–98; on its failures Terrin N
/// and others (2003), *Stat Med* 22:2113–2126, and Peters JL and others (2007), *Stat Med* 26:4544–4562. metafor:
/// `trimfill`.
///
/// Each k₀ determines the next one, so that the iteration ends after at most k fits, at a k₀ that stays or in a
/// cycle; of a cycle the largest is taken, and ``warnings`` say so. Around the common-effect mean there is none: the
/// more studies are left out the lower it is, and the larger the next k₀. metafor stops after 100 fits with an error.
public struct TrimAndFill: Sendable {
  /// The side of the funnel on which studies are missing.
  public enum Side: String, Sendable, CaseIterable, Codable {
    /// Low values of the analysis scale.
    case left
    /// High values of the analysis scale.
    case right
  }

  /// The mean around which the studies are trimmed.
  public enum Center: String, Sendable, CaseIterable, Codable {
    /// That of the model, as metafor does.
    case model
    /// The common-effect mean, as the R package meta does: closer to the large studies, and often with more
    /// missing ones (4 against 1 in the BCG trials).
    case common
  }

  /// The number of missing studies by other choices.
  public struct Alternative: Sendable, Equatable {
    /// The estimator.
    public let estimator: MissingStudies.Estimator
    /// The mean around which the studies are trimmed.
    public let center: Center
    /// k₀; nil where it has no value.
    public let k0: Int?
  }

  /// The estimator of the number of missing studies.
  public let estimator: MissingStudies.Estimator
  /// The side on which studies are missing.
  public let side: Side
  /// Whether the side was found from the data.
  public let sideIsEstimated: Bool
  /// The mean around which the studies were trimmed.
  public let center: Center
  /// How many are missing.
  public let missing: MissingStudies
  /// The number of fits until k₀ stayed or came back.
  public let iterations: Int
  /// The numbers of missing studies among which the iteration goes round; empty where it converged.
  public let cycle: [Int]
  /// The places of the studies whose mirror images were put in, the least extreme first.
  public let mirrored: [Int]
  /// What the other estimators, and the other mean to trim around, give on the same side.
  public let alternatives: [Alternative]
  /// The pooled result of the studies that there are.
  public let unadjusted: PooledFit
  /// The pooled result with those that were put in, which come last.
  public let adjusted: PooledFit

  /// The number k₀ of studies put in.
  public var k0: Int { missing.count }

  /// Whether k₀ stayed.
  public var converged: Bool { cycle.isEmpty }

  /// The studies with those that were put in, each with whether it was.
  public var studies: [(study: StudyEffect, isFilled: Bool)] {
    adjusted.effects.studies.enumerated().map { ($1, $0 >= unadjusted.k) }
  }

  /// Trims and fills.
  ///
  /// - Parameters:
  ///   - effects: the studies, at least three.
  ///   - model: how they are pooled: `CommonEffect` or `RandomEffects`, since the mirror image of a study has no
  ///     counts.
  ///   - estimator: the estimator of k₀.
  ///   - requested: where studies are missing; nil to find it: left where the effect rises with the standard error in
  ///     a regression by the model's own τ², right where it falls.
  ///   - center: the mean around which the studies are trimmed.
  /// - Throws: `PoolingError` where there are fewer than three studies, the model pools counts or does not fit, all
  ///   standard errors are equal and no side is given, or Q₀ has no value.
  public init(
    _ effects: EffectSizes, model: any PoolingModel, estimator: MissingStudies.Estimator = .l0,
    side requested: Side? = nil, center: Center = .model
  ) throws(PoolingError) {
    let tau2 = try Self.estimator(of: model)
    guard effects.k >= 3 else {
      throw .notApplicable(choice: "trim and fill", reason: "it needs at least three studies")
    }
    let unadjusted = try model.fit(effects)
    let side: Side
    if let requested { side = requested } else { side = try Side(missingFrom: effects, tau2: tau2) }
    func half(_ center: Center) -> FunnelHalf {
      FunnelHalf(
        effects, side: side, model: center == .common ? CommonEffect(level: model.level) : model)
    }
    let funnel = half(center)
    let found = try funnel.missing(by: estimator)
    let centers = model is CommonEffect ? [center] : Center.allCases
    alternatives = centers.flatMap { other in
      MissingStudies.Estimator.allCases
        .filter { other != center || $0 != estimator }
        .map { Alternative(estimator: $0, center: other, k0: try? half(other).missing(by: $0).missing.count) }
    }
    self.estimator = estimator
    self.side = side
    sideIsEstimated = requested == nil
    self.center = center
    self.missing = found.missing
    iterations = found.iterations
    cycle = found.cycle
    self.unadjusted = unadjusted
    guard found.missing.count > 0 else {
      mirrored = []
      adjusted = unadjusted
      return
    }
    mirrored = Array(funnel.order.suffix(found.missing.count))
    adjusted = try model.fit(
      effects.adding(mirrored.map { effects.mirrored($0, at: found.mean) }))
  }

  /// The estimator of τ² of the model, 0 of a common effect; a model that pools counts is refused.
  private static func estimator(of model: any PoolingModel) throws(PoolingError) -> Tau2Estimator {
    switch model {
    case is CommonEffect: return .given(0)
    case let model as RandomEffects: return model.tau2
    case is DerSimonianLairdMantelHaenszel:
      throw .notApplicable(
        choice: "trim and fill",
        reason:
          "its τ² is taken around the Mantel-Haenszel value, and the studies that it puts in have no counts;"
          + " pool with the usual Q, --tau2 DL --test z without --like"
      )
    default:
      throw .notApplicable(
        choice: "trim and fill",
        reason:
          "the studies that it puts in have effect sizes and no counts; pool by inverse variance, --method iv"
      )
    }
  }

  /// What is unwise about it.
  public var warnings: [AnalysisWarning] {
    var warnings: [AnalysisWarning] = []
    if let i2 = unadjusted.heterogeneity.i2, i2 > 0.5 {
      warnings.append(
        AnalysisWarning(
          code: "trim-fill-heterogeneity",
          message:
            "the studies differ by more than chance (I² \(Int((i2 * 100).rounded())) %): trim and fill then"
            + " finds missing studies where there are none (Terrin 2003, Peters 2007)"))
    }
    if unadjusted.k < 10 {
      warnings.append(
        AnalysisWarning(
          code: "trim-fill-few-studies",
          message: "\(unadjusted.k) studies only: the number of missing studies is hardly estimable"))
    }
    if !converged {
      warnings.append(
        AnalysisWarning(
          code: "trim-fill-cycle",
          message: "trim and fill does not settle: the number of missing studies goes round "
            + cycle.map { "\($0)" }.joined(separator: ", ") + "; shown is \(k0)"))
    }
    let range = unadjusted.effects.measure.naturalRange
    let outside = studies.filter { $0.isFilled && !range.contains($0.study.estimate) }
    if !outside.isEmpty {
      warnings.append(
        AnalysisWarning(
          code: "filled-outside-range",
          message: "\(outside.count) of the studies put in leave the values that a"
            + " \(unadjusted.effects.measure.quantity.lowercased()) can take"))
    }
    return warnings
  }
}

extension EffectSizes {
  /// The same studies and others after them.
  fileprivate func adding(_ others: [StudyEffect]) -> EffectSizes {
    EffectSizes(
      measure: measure, studies: studies + others, excluded: excluded, level: level, correction: correction,
      interval: interval)
  }

  /// The mirror image of the study at a place, on the other side of the mean.
  fileprivate func mirrored(_ place: Int, at mean: Double) -> StudyEffect {
    let study = studies[place]
    let yi = 2 * mean - study.yi
    let half = Normal.standard.upperQuantile((1 - level) / 2) * study.sei
    let limits = measure.transformation.inverse(lower: yi - half, upper: yi + half)
    return StudyEffect(
      label: "filled: \(study.label)", yi: yi, vi: study.vi, estimate: measure.transformation.inverse(yi),
      lower: limits.lower, upper: limits.upper)
  }
}
