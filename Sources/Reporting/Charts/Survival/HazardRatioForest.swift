import Figures
import Pooling
import StudyData
import Survival

extension HazardRatioResult {
  /// The forest plot of the pooled hazard ratios: that of `copse forest`, with the route by which each study has its
  /// hazard ratio beside its label, what is said of that route as a remark, and the routes in words under the plot.
  ///
  /// - Parameter options: what can be chosen; columns beside the labels are the plot's own.
  public func forest(_ options: ForestOptions = ForestOptions()) -> ForestPlot {
    let used = studies.compactMap(\.used)
    var options = options
    options.columns = .init(names: ["Route"], studies: used.map { [$0.route.rawValue] }, excluded: [])
    options.remarks = used.map { $0.notes.map(\.text) }
    let names = HazardRatioRoute.allCases.filter(used.map(\.route).contains).map {
      "\($0.rawValue), \($0.name)"
    }
    return pooled.forest(options).adding(notes: ["Route: " + names.joined(separator: "; ")])
  }
}

extension ForestPlot {
  /// The plot with further lines under it.
  func adding(notes: [String]) -> ForestPlot {
    ForestPlot(
      title: title, description: description, rawColumns: rawColumns, headings: headings, level: level,
      axis: axis, rows: rows + notes.map { ForestRow(kind: .note, label: $0) })
  }
}
