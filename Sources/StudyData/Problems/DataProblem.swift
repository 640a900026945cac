/// One thing that is wrong or remarkable in the data, at its place in the file.
///
/// The sentences are made by the static functions in the folder `Sentences`; nothing else writes them.
public struct DataProblem: Error, Sendable, Equatable {
  /// How much it matters.
  public let severity: Severity
  /// A stable name of the kind of problem, such as `not-a-count`, for scripts and tests.
  public let code: String
  /// What was found and what is allowed, in one line.
  public let message: String
  /// What to do next, in one line.
  public let hint: String?
  /// The bytes of the source that the problem is about; nil where it is about no particular place.
  public let span: Range<Int>?

  /// Makes a problem; `span` counts bytes of the source it will be rendered with.
  public init(
    _ severity: Severity, code: String, message: String, hint: String? = nil, at span: Range<Int>? = nil
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.hint = hint
    self.span = span
  }

  /// Line and column of the problem in the source; O(length of the line).
  public func position(in source: Source) -> SourcePosition? {
    span.map { source.position(at: $0.lowerBound) }
  }
}
