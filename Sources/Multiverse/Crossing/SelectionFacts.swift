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
  /// Where the variances come from, where a rule makes them others than they are by themselves; empty else.
  public let variances: String
  /// Why no rows can be had; nil where they can.
  public let failure: String?

  /// The facts of some rows.
  public init(
    rows: [Int], variances: String = "", hasZeroCells: Bool = false, hasDoubleZeros: Bool = false,
    hasDoubleFulls: Bool = false
  ) {
    self.rows = rows
    self.hasZeroCells = hasZeroCells
    self.hasDoubleZeros = hasDoubleZeros
    self.hasDoubleFulls = hasDoubleFulls
    self.variances = variances
    failure = nil
  }

  /// Rows that cannot be had, with the reason.
  public init(failure: String) {
    (rows, variances) = ([], "")
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

  /// Rows by conditions, clusters and rungs.
  ///
  /// - Parameters:
  ///   - conditions: conditions, of which all must hold.
  ///   - onePer: one study per cluster, as the option takes it; nil for all.
  ///   - rungs: the rungs that variances may come from; nil for all.
  public init(conditions: [String] = [], onePer: String? = nil, rungs: String? = nil) {
    self.conditions = conditions
    self.onePer = onePer
    self.rungs = rungs
  }

  /// The same rows by any rung.
  public var withoutRungs: RowSelectionKey {
    RowSelectionKey(conditions: conditions, onePer: onePer, rungs: nil)
  }
}
