import Consistency

/// One quantitative statement of a review, and the analysis that should give it.
public struct Claim: Sendable, Equatable {
  /// Its name, unique within the set, such as `130-major-complications-p`.
  public let id: String
  /// The line of the review that it stands on.
  public let sourceLine: Int
  /// What is stated, in own words.
  public let statement: String
  /// The study that it is about; nil where it is about several.
  public let study: String?
  /// The number or the words as printed.
  public let printed: String
  /// What kind of statement it is.
  public let kind: ClaimKind
  /// How the review shortened the number.
  public let rounding: RoundingRule
  /// The rows of the evidence table that the analysis starts from.
  public let rows: RowSelection
  /// The analysis that should give it.
  public let derivation: Derivation
  /// What the derivation would need and the review does not print. A claim with it is at best not checkable.
  public let missing: String?
  /// A remark for the reader.
  public let note: String?

  /// Describes a claim.
  public init(
    id: String, sourceLine: Int, statement: String, study: String? = nil, printed: String, kind: ClaimKind,
    rounding: RoundingRule = .nearest, rows: RowSelection, derivation: Derivation, missing: String? = nil,
    note: String? = nil
  ) {
    self.id = id
    self.sourceLine = sourceLine
    self.statement = statement
    self.study = study
    self.printed = printed
    self.kind = kind
    self.rounding = rounding
    self.rows = rows
    self.derivation = derivation
    self.missing = missing
    self.note = note
  }
}

/// Rows of an evidence table, with the conditions that selected them.
public struct RowSelection: Sendable, Equatable {
  /// The conditions, as `--where` takes them.
  public let conditions: [String]
  /// The rows, in the order of the table.
  public let rows: [EvidenceRow]

  /// Keeps conditions with what they select.
  public init(conditions: [String] = [], rows: [EvidenceRow]) {
    self.conditions = conditions
    self.rows = rows
  }
}
