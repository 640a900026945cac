/// One thing that is checked in an evidence table.
public protocol ConsistencyCheck: Sendable {
  /// What its findings are called, such as `percent-of-total`.
  var code: String { get }
  /// What it checks, in one sentence.
  var summary: String { get }
  /// What it finds, in the order of the table.
  func findings(in table: EvidenceTable) -> [Finding]
}
