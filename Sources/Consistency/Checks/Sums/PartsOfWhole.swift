/// A count and the counts that should add up to it.
public struct PartsOfWhole: Sendable, Equatable {
  /// How the parts make up the whole.
  public enum Kind: String, Sendable, Codable {
    /// Kinds of an event: people may have two kinds, and a kind may be left out.
    case kinds
    /// Shares that leave nothing out and do not overlap: alive and dead.
    case complements
    /// Arms of a study; one may be left out.
    case arms
  }

  /// How the parts make up the whole.
  public let kind: Kind
  /// The row of the whole; for complements the first part, whose total is the whole.
  public let wholeRow: EvidenceRow
  /// The whole.
  public let whole: Int
  /// The rows of the parts.
  public let parts: [EvidenceRow]
  /// The counts of the parts.
  public let counts: [Int]

  /// The sum of the parts.
  public var sum: Int { counts.reduce(0, +) }
  /// Whether the parts add up to the whole.
  public var isExact: Bool { sum == whole }
  /// "99 + 396 + 7 = 502".
  public var equation: String { counts.map(String.init).joined(separator: " + ") + " = \(sum)" }
  /// All rows, the whole first, each once.
  public var rows: [EvidenceRow] { [wholeRow] + parts.filter { $0.row != wholeRow.row } }

  /// Whether a row is the whole or one of the parts.
  public func contains(_ row: EvidenceRow) -> Bool { rows.contains { $0.row == row.row } }
}
