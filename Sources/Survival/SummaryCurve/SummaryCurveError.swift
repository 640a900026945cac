/// Why there is no summary survival curve.
public enum SummaryCurveError: Error, Sendable, Equatable {
  /// No study is left to pool.
  case noStudies
  /// No time that was asked for is reached by a study.
  case noTimes
  /// A study's curve is impossible: which study, and what is wrong.
  case impossible(study: String, reason: String)
  /// The curve cannot be computed from these numbers.
  case notEstimable(String)
}

extension SummaryCurveError: CustomStringConvertible {
  /// What was found and what to do next.
  public var description: String {
    switch self {
    case .noStudies: "there is no study to pool: every one was left out or selected away"
    case .noTimes: "no study was read up to the first of the times; ask for earlier times"
    case .impossible(let study, let reason): "the curve of \(study) is impossible: \(reason)"
    case .notEstimable(let reason): "the summary curve cannot be estimated: \(reason)"
    }
  }
}
