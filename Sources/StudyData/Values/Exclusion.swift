/// A study that is not used, and why.
public struct Exclusion: Sendable, Equatable, Codable {
  /// The study's label.
  public let label: String
  /// The number of its row among the rows of the file, from 1; nil where the data come from no file.
  public let row: Int?
  /// The line of the file that the row begins on; nil where the data come from no file.
  public let line: Int?
  /// Why it is not used.
  public let reason: String

  /// Makes an exclusion.
  public init(label: String, row: Int? = nil, line: Int? = nil, reason: String) {
    self.label = label
    self.row = row
    self.line = line
    self.reason = reason
  }

  /// Leaves a study out.
  public init<Value>(_ study: Study<Value>, reason: String) {
    self.init(label: study.label, row: study.row, line: study.line, reason: reason)
  }
}
