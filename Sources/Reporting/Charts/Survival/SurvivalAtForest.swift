import Figures
import Pooling
import StudyData

extension SurvivalAtReport {
  /// The forest plot: a block for each time, with survival and the numbers at risk of the studies, where their standard
  /// errors come from, and the summary; nil where no time has one.
  ///
  /// Studies with a row at a time but no effect size are listed there. Those without one are named under the plot.
  ///
  /// - Parameter options: what can be chosen; columns beside the labels are the plot's own.
  public func forest(_ options: ForestOptions = ForestOptions()) -> ForestPlot? {
    let stacked = StackedForest(
      blocks: blocks.map { block($0, options.wording) },
      rawColumns: (alignment == nil ? [] : ["survival", "at"]) + ["at_risk"],
      subject: "survival at \(blocks.map(\.name).joined(separator: ", "))",
      notes: Self.leftOut(excludedRows, "at every time"))
    return stacked.plot(options)
  }

  private func block(_ block: Block, _ wording: ForestWording) -> StackedForest.Block {
    let listed = block.result?.fit.effects.excluded ?? []
    let others = excluded(at: block).filter { !listed.contains($0) }
    let without = block.withoutDerived.map { "At \(block.name). " + $0.without("derived rows", as: wording) }
    return StackedForest.Block(
      title: "At \(block.name)" + (block.result == nil ? ": no study has an effect size" : ""),
      result: block.result, listed: listed,
      notes: [without].compactMap(\.self) + Self.leftOut(others, "at \(block.name)"))
  }

  /// A line that names studies; none where there are none.
  private static func leftOut(_ excluded: [Exclusion], _ place: String) -> [String] {
    var names: [String] = []
    for exclusion in excluded where !names.contains(exclusion.label) { names.append(exclusion.label) }
    return names.isEmpty ? [] : ["Left out \(place): " + names.joined(separator: ", ")]
  }
}
