/// A table with one row per pair of arms, and the studies that have only one of the two.
public struct PairedTable: Sendable {
  /// One row per pair. A column X of the original is there as `X1` (first arm) and `X2` (second arm), and as X
  /// if in every pair both arms hold the same text.
  public let table: StudyTable
  /// The studies without a partner, with the reason.
  public let excluded: [Exclusion]
}
