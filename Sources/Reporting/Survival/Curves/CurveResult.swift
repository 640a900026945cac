import Figures
import Pooling
import StudyData
import Survival

/// Summary survival curves with everything that is reported about them.
public struct CurveResult: Sendable {
  /// One curve.
  public struct Curve: Sendable {
    /// The stratum; nil for all studies.
    public let group: String?
    /// The curve.
    public let fit: SummaryCurveFit

    /// The name of the model: `random` or `common`.
    var method: String { fit.model.model.rawValue }
  }

  /// The curves: for each model that of all studies, then those of the strata.
  public let curves: [Curve]
  /// The test between strata; nil without strata.
  public let strataTest: SummaryCurveStrata.Test?
  /// Studies and rows that were not used, and why.
  public let excluded: [Exclusion]
  /// Everything that is unwise or was assumed, each thing once.
  public let warnings: [AnalysisWarning]

  /// The curves of all studies, one per model; one at least.
  public init(_ fits: [SummaryCurveFit], excluded: [Exclusion] = []) {
    self.init(
      fits.map { Curve(group: nil, fit: $0) }, test: nil, excluded: excluded, warnings: fits.map(\.warnings))
  }

  /// The curves of all studies and of the strata, one set per model; one at least.
  public init(strata: [SummaryCurveStrata], excluded: [Exclusion] = []) {
    let curves = strata.flatMap { set in
      [Curve(group: nil, fit: set.overall)] + set.strata.map { Curve(group: $0.name, fit: $0.fit) }
    }
    let warnings = strata.map { set in
      set.overall.warnings
        + set.strata.flatMap { stratum in
          stratum.fit.warnings.map {
            AnalysisWarning(code: $0.code, message: "\(stratum.name): \($0.message)", study: $0.study)
          }
        } + set.warnings
    }
    self.init(curves, test: strata.first?.test, excluded: excluded, warnings: warnings)
  }

  private init(
    _ curves: [Curve], test: SummaryCurveStrata.Test?, excluded: [Exclusion], warnings: [[AnalysisWarning]]
  ) {
    precondition(!curves.isEmpty, "there is a curve")
    self.curves = curves
    strataTest = test
    self.excluded = excluded + curves[0].fit.excluded
    var seen: [AnalysisWarning] = []
    for warning in warnings.joined() where !seen.contains(warning) { seen.append(warning) }
    self.warnings = seen
  }

  /// What was asked for, but for the model.
  var choices: SummaryCurve { curves[0].fit.model }
}
