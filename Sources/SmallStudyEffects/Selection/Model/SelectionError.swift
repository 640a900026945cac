import MetaRegression
import Pooling

/// Why a selection model cannot be fitted.
public enum SelectionError: Error, Sendable {
  /// The measure has no value of no effect, so that there are no p-values.
  case noNull(measure: String)
  /// No study lies in an interval whose probability of selection is to be estimated.
  case emptyInterval(String)
  /// Cut points that are not a rising sequence between 0 and 1.
  case steps([Double])
  /// Given weights that do not fit the cut points, or are not positive.
  case weights(String)
  /// Not more studies than parameters.
  case tooFewStudies(Int, parameters: Int)
  /// A cut of the effect needs a direction.
  case twoSidedTruncation
  /// The effects cannot be pooled.
  case pooling(PoolingError)
  /// The regression cannot be made.
  case regression(RegressionError)
  /// The likelihood could not be maximized.
  case notEstimable(String)
}

extension SelectionError: CustomStringConvertible {
  /// What was found, what is allowed, what to do next.
  public var description: String {
    switch self {
    case .noNull(let measure):
      "a selection model needs p-values, and the measure \(measure) has no value of no effect to test"
    case .emptyInterval(let sentence): sentence
    case .steps(let steps):
      "the cut points \(steps.map { "\($0)" }.joined(separator: ", ")) must rise and lie between 0 and 1"
    case .weights(let reason): reason
    case .tooFewStudies(let k, let parameters):
      "\(k) studies do not determine the \(parameters) parameters of this selection model; it needs more"
        + " studies than parameters, or fewer steps"
    case .twoSidedTruncation:
      "a cut of the effect has a direction: greater or less, not two-sided"
    case .pooling(let error): error.description
    case .regression(let error): error.description
    case .notEstimable(let reason): "the selection model cannot be estimated: \(reason)"
    }
  }
}
