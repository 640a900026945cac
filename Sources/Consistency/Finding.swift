import StudyData

/// Something about reported numbers that does not hold, or may not.
public struct Finding: Sendable, Equatable, Codable {
  /// The check that found it, such as `percent-of-total`.
  public let code: String
  /// `error`: impossible as printed; `warning`: hard to explain; `note`: worth knowing.
  public let severity: Severity
  /// The study.
  public let study: String
  /// The numbers of the rows that it rests on, among the rows of the file, from 1.
  public let rows: [Int]
  /// What was found, in one sentence.
  public let message: String
  /// The arithmetic, so that a reader can redo it.
  public let arithmetic: String
  /// What would settle it.
  public let settles: String

  /// Makes a finding about rows.
  public init(
    _ severity: Severity, code: String, rows: [EvidenceRow], message: String, arithmetic: String,
    settles: String
  ) {
    precondition(!rows.isEmpty, "a finding is about rows")
    var studies: [String] = []
    for row in rows where !studies.contains(row.study) { studies.append(row.study) }
    self.severity = severity
    self.code = code
    self.study = studies.joined(separator: "; ")
    self.rows = rows.map(\.row)
    self.message = message
    self.arithmetic = arithmetic
    self.settles = settles
  }
}
