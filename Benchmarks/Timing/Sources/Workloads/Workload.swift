import MetaAnalysis

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The effect sizes that fits are timed on.
public enum Workload {
  /// The 13 trials of BCG vaccine.
  public static func bcg(_ measure: TwoGroupMeasure = .riskRatio) throws -> EffectSizes {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../../Datasets/bcg-vaccine/data.csv")
    let table = try StudyTable(parsing: Array(Data(contentsOf: file)), name: "bcg-vaccine")
    let columns = try DataLayout.find(in: table, requested: ColumnRequest(kind: .twoGroupCounts))
    guard case .twoGroupCounts(let first, let second) = columns.columns else {
      preconditionFailure("two groups were asked for")
    }
    let read = try table.twoGroupCounts(first: first, second: second, labels: columns.labels)
    return EffectSizes(measure, of: read.rows)
  }

  /// `k` studies: the BCG trials for 13, else simulated ones.
  public static func effects(k: Int) throws -> EffectSizes {
    k == 13 ? try bcg() : EffectSizes(.riskRatio, of: SimulatedTrials(count: k).studies)
  }
}
