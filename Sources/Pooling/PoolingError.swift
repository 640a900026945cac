/// Why an analysis cannot be done.
public enum PoolingError: Error, Sendable, Equatable {
  /// There is no study to pool.
  case noStudies
  /// A study's effect size is not a finite number.
  case effectNotFinite(study: String)
  /// A study's sampling variance is not a positive finite number.
  case varianceNotPositive(study: String, value: Double)
  /// A method needs counts of two groups and the study does not have them.
  case needsTwoGroupCounts(method: String, study: String)
  /// The measure has no pooled estimate by this method.
  case measureNotSupported(method: String, measure: String, supported: [String])
  /// A test, a prediction interval or an interval for τ² does not go with the estimator or with these data.
  case notApplicable(choice: String, reason: String)
  /// The pooled value does not exist, such as a ratio without events in one group of all studies.
  case notEstimable(String)
}

extension PoolingError: CustomStringConvertible {
  /// What was found, what is allowed, what to do next.
  public var description: String {
    switch self {
    case .noStudies:
      "there is no study to pool: every row was left out or selected away"
    case .effectNotFinite(let study):
      "the effect size of \(study) is not a finite number; leave the study out or correct its data"
    case .varianceNotPositive(let study, let value):
      "the sampling variance of \(study) is \(value); it must be positive and finite, leave the study out"
        + " or choose a correction for zero cells"
    case .needsTwoGroupCounts(let method, let study):
      "\(method) works on the counts of two groups, which \(study) does not have"
    case .measureNotSupported(let method, let measure, let supported):
      "\(method) does not pool the measure \(measure); it pools \(supported.joined(separator: ", "))"
    case .notApplicable(let choice, let reason):
      "\(choice) cannot be used: \(reason)"
    case .notEstimable(let reason):
      "the pooled value cannot be estimated: \(reason)"
    }
  }
}
