import EffectSizes
import Pooling
import StudyData

/// The studies of one quantity at one time, which may be pooled with each other and with nothing else.
public struct RecurrenceBlock: Sendable {
  /// A row as the study reports it.
  public struct Row: Sendable, Equatable {
    /// The study.
    public let label: String
    /// What the table says about the quantity; nil where it says nothing.
    public let stated: String?
    /// The number as printed, such as "8.7" or "26/31"; nil where there is none.
    public let printed: String?
  }

  /// The quantity; where the data do not say and it was declared, the declared one.
  public let quantity: RecurrenceQuantity
  /// Whether the quantity was declared for rows that do not say.
  public let isDeclared: Bool
  /// The time; nil where none is stated.
  public let time: Double?
  /// The rows as reported.
  public let rows: [Row]
  /// The effect sizes; nil where the quantity is not stated, so that nothing is pooled.
  public let effects: EffectSizes?
  /// The same without variances that rest on an assumption about censoring; nil where there are none of these.
  public let withoutDerived: EffectSizes?
  /// The rows that could not be used.
  public let excluded: [Exclusion]
  /// What is unwise about the block.
  public let warnings: [AnalysisWarning]
}

extension StudyTable {
  /// Groups the rows by quantity and time, and reads the effect sizes of each group.
  ///
  /// Crude shares are counts: logits of events out of all, the events taken from a percentage where exactly one number
  /// fits. The others are read as ``RecurrenceEffects`` says. The groups come in the order cumulative incidence, 1 −
  /// Kaplan–Meier, crude, not stated, each by time, without a time first. Throws every impossible cell of all groups at
  /// once. O(rows).
  ///
  /// - Parameters:
  ///   - columns: the columns.
  ///   - declared: what rows are that do not say; nil to keep them apart, unpooled.
  ///   - intervalLevel: the level of the reported intervals.
  ///   - labels: what names the studies.
  ///   - group: the column of subgroups.
  ///   - level: the confidence level of the intervals shown.
  public func recurrenceBlocks(
    _ columns: RecurrenceColumns, unstatedAs declared: RecurrenceQuantity? = nil,
    intervalLevel: Double = 0.95, labels: StudyLabels, group: String? = nil, level: Double = 0.95
  ) throws(DataProblems) -> [RecurrenceBlock] {
    guard columns.hasShares else { throw DataProblems([.noShares(columnNames)], in: source) }
    var blocks: [RecurrenceBlock] = []
    var problems: [DataProblem] = []
    let keys = try recurrenceKeys(columns, unstatedAs: declared, reporting: &problems)
    for key in Set(keys).sorted(by: RecurrenceKey.inOrder) {
      let rows = keeping(rows: keys.indices.filter { keys[$0] == key })
      do throws(DataProblems) {
        let reader = try RecurrenceReader(
          rows, columns, labels: labels, group: group, intervalLevel: intervalLevel, level: level)
        blocks.append(try reader.block(key))
      } catch {
        problems += error.problems
      }
    }
    if !problems.isEmpty { throw DataProblems(problems, in: source) }
    return blocks
  }

  /// The quantity and the time of each row.
  private func recurrenceKeys(
    _ columns: RecurrenceColumns, unstatedAs declared: RecurrenceQuantity?,
    reporting problems: inout [DataProblem]
  ) throws(DataProblems) -> [RecurrenceKey] {
    var quantity: Column?
    var time: Column?
    if let name = columns.quantity { quantity = try column(named: name) }
    if let name = columns.time { time = try column(named: name) }
    var keys: [RecurrenceKey] = []
    for row in 0..<rowCount {
      let stated = RecurrenceQuantity(
        text: quantity.flatMap { cell(row: row, column: $0.index).value })
      let at = time.flatMap { cell(row: row, column: $0.index).number(.notNegative, reporting: &problems) }
      let isDeclared = stated == .unstated && declared != nil
      keys.append(
        RecurrenceKey(quantity: isDeclared ? declared ?? stated : stated, isDeclared: isDeclared, time: at))
    }
    return keys
  }
}

/// What the rows of a block have in common. Declared quantities are not mixed with stated ones.
struct RecurrenceKey: Hashable {
  let quantity: RecurrenceQuantity
  let isDeclared: Bool
  let time: Double?

  static func inOrder(_ left: RecurrenceKey, _ right: RecurrenceKey) -> Bool {
    func place(_ key: RecurrenceKey) -> (Int, Int, Double) {
      let index = RecurrenceQuantity.allCases.firstIndex(of: key.quantity) ?? 0
      return (index, key.isDeclared ? 1 : 0, key.time ?? -1)
    }
    return place(left) < place(right)
  }
}

extension DataProblem {
  static func noShares(_ columns: [String]) -> DataProblem {
    DataProblem(
      .error, code: "no-study-data",
      message: "no columns with shares; the columns are \(columns.map { "'\($0)'" }.joined(separator: ", "))",
      hint: "recurrences need 'percent', 'incidence' or 'events' with 'total'")
  }
}
