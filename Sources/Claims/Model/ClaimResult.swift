import Consistency

/// A claim with what its derivation gave.
public struct ClaimResult: Sendable, Equatable {
  /// The claim.
  public let claim: Claim
  /// Our number or finding, printed as the claim is; nil where there is none.
  public let ours: String?
  /// The verdict.
  public let verdict: Verdict
  /// The rows that it rests on.
  public let rows: [EvidenceRow]
  /// Exactly what is missing; only where the verdict is that it is not checkable.
  public let missing: String?
  /// How our number came about, and what is told besides.
  public let note: String
  /// The pooled number again with one study of each cohort; nil where nothing is pooled.
  public let onePerCohort: String?

  /// The references of the rows, each once.
  public var references: [String] { Self.distinct(rows.compactMap { $0[.reference] }) }

  /// The studies of the rows, each once.
  public var studies: [String] { Self.distinct(rows.map(\.study)) }

  private static func distinct(_ values: [String]) -> [String] {
    var found: [String] = []
    for value in values where !found.contains(value) { found.append(value) }
    return found
  }
}

/// What a derivation gives, before the claim's own `missing` is taken into account.
struct Outcome {
  var ours: String?
  var verdict: Verdict
  var rows: [EvidenceRow]
  var note: String
  var missing: String?
  var onePerCohort: String?

  init(
    _ verdict: Verdict, ours: String? = nil, rows: [EvidenceRow], note: String = "", missing: String? = nil
  ) {
    self.verdict = verdict
    self.ours = ours
    self.rows = rows
    self.note = note
    self.missing = missing
  }

  /// The rows say nothing that the derivation could start from.
  static func lacking(_ what: String, rows: [EvidenceRow]) -> Outcome {
    Outcome(.notCheckable, rows: rows, missing: what)
  }
}
