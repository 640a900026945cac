/// Something possible but unwise, or a fallback taken; part of the result, never printed and forgotten.
public struct AnalysisWarning: Sendable, Equatable, Codable {
  /// A stable name in kebab case, such as `few-studies`.
  public let code: String
  /// What was found and what to do about it.
  public let message: String
  /// The study it is about, where it is about one.
  public let study: String?

  /// Describes a warning.
  public init(code: String, message: String, study: String? = nil) {
    self.code = code
    self.message = message
    self.study = study
  }
}
