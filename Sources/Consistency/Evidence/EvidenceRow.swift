import StudyData

/// One row of an evidence table: one number, or one comparison, that a study reports.
///
/// Every field may be missing, as may its column.
public struct EvidenceRow: Sendable, Equatable {
  /// The number of the row among the rows of the file, from 1.
  public var row: Int
  /// The line of the file that the row begins on.
  public var line: Int
  /// The study, by its label.
  public var study: String
  /// The texts of the row, by field.
  public var texts: [EvidenceField: String]
  /// The numbers of the row as printed, by field.
  public var numbers: [EvidenceField: PrintedNumber]
  /// The percentage as printed.
  public var percent: PrintedPercent?

  /// Makes a row.
  public init(
    row: Int, line: Int, study: String, texts: [EvidenceField: String] = [:],
    numbers: [EvidenceField: PrintedNumber] = [:], percent: PrintedPercent? = nil
  ) {
    self.row = row
    self.line = line
    self.study = study
    self.texts = texts
    self.numbers = numbers
    self.percent = percent
  }

  /// A text; nil where it is missing.
  public subscript(_ field: EvidenceField) -> String? { texts[field] }

  /// A number; nil where it is missing.
  public func number(_ field: EvidenceField) -> Double? { numbers[field]?.value }

  /// A whole number; nil where it is missing, not whole, or beyond 2⁵³, where a number is not exact.
  public func count(_ field: EvidenceField) -> Int? {
    numbers[field].flatMap { abs($0.value) <= 0x1p53 ? Int(exactly: $0.value) : nil }
  }

  /// Whether the row compares two arms instead of describing one.
  public var isComparison: Bool { self[.rowType] == "comparison" }
}
