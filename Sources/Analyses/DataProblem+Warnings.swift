import Pooling
import StudyData

extension [DataProblem] {
  /// The warnings among the problems, as warnings of the analysis.
  package var warnings: [AnalysisWarning] {
    filter { $0.severity == .warning }.map { AnalysisWarning(code: $0.code, message: $0.message) }
  }
}
