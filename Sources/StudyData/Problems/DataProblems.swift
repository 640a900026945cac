/// All the problems that made it impossible to go on, at least one, in the order of the file.
///
/// Its `description` is the text for the user: every problem with its line and what to do about it.
public struct DataProblems: Error, Sendable, CustomStringConvertible {
  /// The file that the problems are in.
  public let source: Source
  /// The problems, sorted by place; those without a place come first.
  public let problems: [DataProblem]

  /// Sorts and keeps the problems. There must be at least one. O(n log n).
  public init(_ problems: [DataProblem], in source: Source) {
    precondition(!problems.isEmpty, "DataProblems holds at least one problem")
    self.source = source
    self.problems = DataProblems.sorted(problems)
  }

  /// The problems as text for the user, see `Source.rendering(of:limit:)`.
  public var description: String { source.rendering(of: problems) }

  /// Stable sort by place in the file.
  static func sorted(_ problems: [DataProblem]) -> [DataProblem] {
    problems.enumerated()
      .sorted { (place($0.element), $0.offset) < (place($1.element), $1.offset) }
      .map(\.element)
  }

  private static func place(_ problem: DataProblem) -> Int { problem.span?.lowerBound ?? -1 }
}

extension Source {
  /// Throws all the problems if one of them is an error; returns the others, sorted, if none is.
  public func throwingErrors(of problems: [DataProblem]) throws(DataProblems) -> [DataProblem] {
    if problems.contains(where: { $0.severity == .error }) { throw DataProblems(problems, in: self) }
    return DataProblems.sorted(problems)
  }
}
