import Figures
import Pooling
import StudyData
import Survival

/// Recurrences by quantity and time: one block for each, pooled with nothing else.
public struct RecurrenceResult: Sendable {
  /// One quantity at one time.
  public struct Block: Sendable {
    /// The studies.
    public let studies: RecurrenceBlock
    /// The pooled result; nil where the quantity is not stated or no study has a variance.
    public let pool: PoolResult?
    /// The result without derived variances; nil where there are none of these, or nothing else.
    public let withoutDerived: PoolResult?

    /// Puts the parts together.
    public init(_ studies: RecurrenceBlock, pool: PoolResult?, withoutDerived: PoolResult?) {
      self.studies = studies
      self.pool = pool
      self.withoutDerived = withoutDerived
    }

    /// Such as "cumulative incidence at 36".
    public var name: String {
      let declared = studies.isDeclared ? " (declared, not stated)" : ""
      let time = studies.time.map { " at \(NumberText.exact($0) ?? "")" } ?? ""
      return studies.quantity.name + time + declared
    }

    /// The rows that are not used.
    var excluded: [Exclusion] { pool?.excluded ?? studies.excluded + (studies.effects?.excluded ?? []) }

    /// What is unwise about the block.
    var warnings: [AnalysisWarning] { pool?.warnings ?? studies.warnings }
  }

  /// The blocks.
  public let blocks: [Block]
  /// Remarks on the whole, such as which blocks were not asked for.
  public let notes: [String]

  /// Puts the blocks together; the remarks on the quantities among them are added.
  public init(_ blocks: [Block], notes: [String] = []) {
    self.blocks = blocks
    self.notes = Self.remarks(blocks) + notes
  }

  /// Everything that is unwise, with the name of the block.
  public var warnings: [AnalysisWarning] {
    blocks.flatMap { block in
      block.warnings.map {
        AnalysisWarning(code: $0.code, message: "\(block.name): \($0.message)", study: $0.study)
      }
    }
  }

  /// What the reader of these blocks must know about their quantities.
  static func remarks(_ blocks: [Block]) -> [String] {
    var notes: [String] = []
    let quantities = Set(blocks.map(\.studies.quantity))
    if quantities.contains(.oneMinusKaplanMeier) {
      notes.append(
        "1 - Kaplan-Meier treats those who died as if they could still have a recurrence: where death competes it"
          + " overstates recurrence, and it is not pooled with the cumulative incidence")
    }
    if quantities.contains(.crude) {
      notes.append(
        "a crude share counts those followed for a short time as if they had been followed to the end: it understates"
          + " the recurrence of a complete follow-up, and belongs to no time")
    }
    if quantities.contains(.unstated) {
      notes.append(
        "rows that do not say which quantity they are stay apart and are listed, not pooled; --unstated takes them for"
          + " one, as a labelled assumption")
    }
    if blocks.contains(where: \.studies.isDeclared) {
      notes.append(
        "the quantity of rows marked as declared is an assumption of this analysis: the data do not say it")
    }
    if blocks.allSatisfy({ $0.pool == nil }) {
      notes.append("nothing could be pooled: the reasons stand with the rows")
    }
    return notes
  }
}
