import StudyData

/// The measures of one group's mean:
///
///     mean       yᵢ = m,      vᵢ = s²/n
///     log mean   yᵢ = ln m,   vᵢ = s²/(n m²)
///
/// metafor: `escalc(measure = "MN", mi, sdi, ni)`, `"MNLN"`.
public enum MeanMeasure: String, Sendable, CaseIterable, Codable {
  /// Raw mean.
  case raw = "MN"
  /// Log-transformed mean.
  case log = "MNLN"

  /// The description of this measure.
  public var measure: Measure {
    switch self {
    case .raw:
      Measure(
        code: rawValue, name: "raw mean", quantity: "Mean", transformation: .identity, null: nil,
        naturalRange: -Double.infinity...Double.infinity)
    case .log:
      Measure(
        code: rawValue, name: "log-transformed mean", quantity: "Mean", transformation: .log, null: nil,
        naturalRange: 0...Double.infinity)
    }
  }

  /// Why a mean cannot be used, or nil where it can.
  public func whyNotEstimable(_ group: GroupMean) -> String? {
    self == .log && group.mean <= 0 ? "the mean is not above 0 and has no logarithm" : nil
  }

  /// yᵢ and vᵢ of one group.
  public func effect(of group: GroupMean) -> (yi: Double, vi: Double) {
    switch self {
    case .raw: (group.mean, group.sd * group.sd / group.total)
    case .log: (Logarithm.forward(group.mean), group.relativeVariance)
    }
  }
}
