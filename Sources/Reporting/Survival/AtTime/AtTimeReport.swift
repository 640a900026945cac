import EffectSizes
import Figures
import Pooling
import StudyData

/// Survival pooled at one or more times, each beside the result without derived rows.
public struct SurvivalAtReport: Sendable {
  /// The results at one time.
  public struct Block: Sendable {
    /// The time.
    public let at: Double
    /// The result of all rows; nil where none has an effect size.
    public let result: PoolResult?
    /// The result without rows whose standard error rests on an assumption; nil where ``whyNone`` says.
    public let withoutDerived: PoolResult?
    /// Why there is no result without derived rows.
    public let whyNone: String?
    /// Studies that were not used, and why.
    public let excluded: [Exclusion]

    /// A time with a result with and without derived rows.
    public init(at time: Double, _ result: PoolResult, without: PoolResult) {
      at = time
      self.result = result
      withoutDerived = without
      whyNone = nil
      excluded = result.excluded
    }

    /// A time at which all rows, or none, are derived.
    public init(at time: Double, _ result: PoolResult, whyNone: String) {
      at = time
      self.result = result
      withoutDerived = nil
      self.whyNone = whyNone
      excluded = result.excluded
    }

    /// A time at which no row has an effect size.
    public init(at time: Double, excluded: [Exclusion]) {
      at = time
      result = nil
      withoutDerived = nil
      whyNone = "no study has an effect size"
      self.excluded = excluded
    }
  }

  /// The times, in the order asked for.
  public let blocks: [Block]
  /// The assumption by which survivals were moved in time, such as `weibull:1.2`; nil where none were.
  public let alignment: String?

  /// Rows that no time could use, because they have no survival or no time.
  public let excludedRows: [Exclusion]

  /// Gathers the results.
  public init(_ blocks: [Block], excludedRows: [Exclusion] = [], alignment: String? = nil) {
    self.blocks = blocks
    self.excludedRows = excludedRows
    self.alignment = alignment
  }

  /// The warnings of all times, each named.
  public var warnings: [AnalysisWarning] {
    var all: [AnalysisWarning] = []
    for block in blocks {
      all += (block.result?.warnings ?? []).map {
        AnalysisWarning(code: $0.code, message: "at \(block.name): \($0.message)", study: $0.study)
      }
    }
    return all
  }

  /// What is left out: the rows of no use, and at each time the studies without a result there.
  public var excluded: [Exclusion] {
    excludedRows
      + blocks.flatMap { block in
        excluded(at: block).map {
          Exclusion(label: $0.label, row: $0.row, line: $0.line, reason: "at \(block.name): \($0.reason)")
        }
      }
  }

  /// What is left out at one time, but for the rows of no use at any.
  func excluded(at block: Block) -> [Exclusion] { block.excluded.filter { !excludedRows.contains($0) } }
}

extension SurvivalAtReport.Block {
  /// The time as text.
  var name: String { NumberText.exact(at) ?? "" }
}
