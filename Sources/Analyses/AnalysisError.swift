import Pooling
import StudyData

/// Why there is no analysis.
public enum AnalysisError: Error, Sendable {
  /// Choices that do not go together, or that these data have no use for.
  case choices(String)
  /// What is wrong with the data, all at once.
  case data(DataProblems)
  /// There is nothing to analyze.
  case impossible(String)
  /// The model cannot be fitted to these effect sizes.
  case pooling(PoolingError)

  /// What was found, in one line where it is not several studies.
  public var reason: String {
    switch self {
    case .choices(let text), .impossible(let text): text
    case .data(let found): found.problems.map(\.message).joined(separator: "; ")
    case .pooling(let error): error.description
    }
  }
}

extension AnalysisError: CustomStringConvertible {
  /// The reason; problems of data stand at their places.
  public var description: String {
    if case .data(let found) = self { found.description } else { reason }
  }
}
