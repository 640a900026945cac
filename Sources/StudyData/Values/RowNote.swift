/// Something to know about how the value of a row came about.
public struct RowNote: Sendable, Equatable, Codable {
  /// A stable name of the kind of note, such as `events-from-percent`.
  public let code: String
  /// The note in words.
  public let text: String

  /// Makes a note.
  public init(code: String, text: String) {
    self.code = code
    self.text = text
  }
}
