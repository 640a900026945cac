/// How much a problem of the data matters.
public enum Severity: String, Sendable, Equatable, Codable, CaseIterable {
  /// The data are impossible or unreadable at this place: nothing is computed.
  case error
  /// The data can be used but probably should not be as they are.
  case warning
  /// Something worth knowing, such as a choice that was made.
  case note
}
