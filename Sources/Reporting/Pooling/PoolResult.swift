import EffectSizes
import Figures
import Pooling
import StudyData

/// A pooled result with everything that is reported about it.
public struct PoolResult: Sendable {
  /// The fit of all studies.
  public let fit: PooledFit
  /// The subgroups, where there are any.
  public let subgroups: SubgroupFit?
  /// By which size the double arcsine is read back.
  public let size: FreemanTukeySize
  /// Studies that were not used, and why: those that reading left out and those without an effect size.
  public let excluded: [Exclusion]
  /// Warnings about the data that reading gave.
  public let dataWarnings: [AnalysisWarning]
  /// Whether the counts were pooled as corrected for zero cells; the Mantel–Haenszel method takes them as they
  /// are unless a correction is asked for, and the likelihoods of counts always do.
  public let poolsCorrectedCounts: Bool
  /// The risk of the second group that absolute effects are wanted for; nil if none are.
  public var baseline: Double?
  /// The threshold, on the display scale, beyond which the share of true effects is asked for.
  public var threshold: Double?
  /// The smallest and largest result over all counts that fit the printed percentages, where asked for.
  public var rounding: RoundingRange?
  /// The defaults of another program that were taken.
  public var like: AppliedPreset?

  /// The fit by the counts' own likelihood, shown beside a result that corrected zero cells; nil where there is
  /// none to show.
  public var likelihoodBeside: PooledFit?

  /// A result of all studies together.
  public init(
    _ fit: PooledFit, size: FreemanTukeySize = .harmonicMean, excluded: [Exclusion] = [],
    dataWarnings: [AnalysisWarning] = [], poolsCorrectedCounts: Bool? = nil
  ) {
    self.fit = fit
    subgroups = nil
    self.size = size
    self.dataWarnings = dataWarnings
    self.poolsCorrectedCounts =
      poolsCorrectedCounts ?? !["mh", "glmm", "beta-binomial"].contains(fit.model.method)
    self.excluded = excluded + fit.effects.excluded
  }

  /// A result with subgroups.
  public init(
    _ subgroups: SubgroupFit, size: FreemanTukeySize = .harmonicMean, excluded: [Exclusion] = [],
    dataWarnings: [AnalysisWarning] = [], poolsCorrectedCounts: Bool? = nil
  ) {
    fit = subgroups.overall
    self.subgroups = subgroups
    self.size = size
    self.dataWarnings = dataWarnings
    self.poolsCorrectedCounts =
      poolsCorrectedCounts
      ?? !["mh", "glmm", "beta-binomial"].contains(subgroups.overall.model.method)
    self.excluded = excluded + subgroups.overall.effects.excluded
  }

  /// The measure.
  public var measure: Measure { fit.effects.measure }

  /// The fit on the display scale.
  public var display: DisplayedResult { display(of: fit) }

  /// A subgroup's fit on the display scale, by the same rule.
  public func display(of fit: PooledFit) -> DisplayedResult { DisplayedResult(fit, size: size) }

  /// The share of true effects beyond the threshold, where one was asked for.
  public func shareBeyond(_ fit: PooledFit) -> ShareBeyond? {
    threshold.flatMap {
      ShareBeyond(fit, threshold: $0, transformation: display(of: fit).transformation)
    }
  }

  /// How values are printed.
  public var format: ValueFormat { ValueFormat(measure, display: display) }

  /// Everything that is unwise about the result, each thing once.
  public var warnings: [AnalysisWarning] {
    var all = dataWarnings + fit.allWarnings(display, poolsCorrectedCounts: poolsCorrectedCounts)
    for group in subgroups?.groups ?? [] {
      all += group.fit.warnings.map {
        AnalysisWarning(code: $0.code, message: "\(group.name): \($0.message)", study: $0.study)
      }
    }
    var seen: [AnalysisWarning] = []
    for warning in all where !seen.contains(warning) { seen.append(warning) }
    return seen
  }
}
