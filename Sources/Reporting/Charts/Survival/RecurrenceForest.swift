import EffectSizes
import Figures
import Pooling
import StudyData
import Survival

extension RecurrenceResult {
  /// The forest plot: a block for each quantity and time, with the studies' shares as they are pooled there and their
  /// summary; nil where nothing was pooled. What is not pooled stands as it is printed.
  ///
  /// - Parameter options: what can be chosen; columns beside the labels are the plot's own.
  public func forest(_ options: ForestOptions = ForestOptions()) -> ForestPlot? {
    let stacked = StackedForest(
      blocks: blocks.map { Self.block($0, options.wording) }, rawColumns: ["events", "total", "at_risk"],
      subject: "recurrence by quantity and time",
      notes: Self.remarks(blocks).map { $0.prefix(1).uppercased() + $0.dropFirst() })
    return stacked.plot(options)
  }

  private static func block(_ block: Block, _ wording: ForestWording) -> StackedForest.Block {
    let title = block.name.prefix(1).uppercased() + block.name.dropFirst()
    guard let pool = block.pool else {
      return StackedForest.Block(title: title + ", not pooled", result: nil, unpooled: unpooled(block))
    }
    let without = block.withoutDerived.map { "\(title). " + $0.without("derived variances", as: wording) }
    return StackedForest.Block(
      title: title, result: pool, listed: pool.excluded, notes: [without].compactMap(\.self))
  }

  private static func unpooled(_ block: Block) -> [ForestRow] {
    block.studies.rows.map { study in
      var row = ForestRow(kind: .study, label: study.label)
      row.estimateText = study.printed ?? "no share"
      if block.studies.quantity != .unstated {
        row.note = block.excluded.first { $0.label == study.label }?.reason ?? ""
      }
      return row
    }
  }
}
