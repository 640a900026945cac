import StudyData

/// What the rows of one inclusion rule say about which choices have a meaning.
public struct SelectionFacts: Sendable, Equatable {
  /// The rows that are pooled, by number; the same rows are the same selection, however they were arrived at.
  public let rows: [Int]
  /// Whether a study has a zero cell, so that a correction may enter.
  public let hasZeroCells: Bool
  /// Whether a study has no event in either group.
  public let hasDoubleZeros: Bool
  /// Whether a study has nothing but events in both groups.
  public let hasDoubleFulls: Bool
  /// Why no rows can be had; nil where they can.
  public let failure: String?

  /// The facts of some rows.
  public init(
    rows: [Int], hasZeroCells: Bool = false, hasDoubleZeros: Bool = false, hasDoubleFulls: Bool = false
  ) {
    self.rows = rows
    self.hasZeroCells = hasZeroCells
    self.hasDoubleZeros = hasDoubleZeros
    self.hasDoubleFulls = hasDoubleFulls
    failure = nil
  }

  /// Rows that cannot be had, with the reason.
  public init(failure: String) {
    rows = []
    // What cannot be computed is not told apart by corrections.
    (hasZeroCells, hasDoubleZeros, hasDoubleFulls) = (false, false, false)
    self.failure = failure
  }
}

/// The choices that select the rows.
public struct RowSelectionKey: Sendable, Hashable {
  /// Conditions, of which all must hold.
  public let conditions: [String]
  /// One study per cluster, as the option takes it; nil for all.
  public let onePer: String?
  /// The rungs that variances may come from.
  public let rungs: String?
}
