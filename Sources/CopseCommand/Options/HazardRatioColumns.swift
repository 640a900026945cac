import MetaAnalysis

extension DataOptions {
  /// The columns for the measure that is asked for. Hazard ratios are of O − E and V where the table has them, and of
  /// ready effects else: those named, `log_hr` with `se`, `hr` with its interval, or the usual ones.
  func layout(
    in table: StudyTable, measure: MeasureName?, group: String?, increment: String?,
    at: String? = nil
  ) throws(DataProblems) -> DataLayout {
    let asked = request(kind: measure?.kind, group: group, increment: increment, at: at)
    guard measure == .hazardRatio else { return try DataLayout.find(in: table, requested: asked) }
    if let layout = try? DataLayout.find(in: table, requested: asked) { return layout }
    var ready = request(kind: .readyEffects, group: group, increment: increment)
    let isNamed = estimate != nil || se != nil || variance != nil || ci != nil
    if !isNamed, table.findColumn("log_hr") != nil, table.findColumn("se") != nil {
      (ready.estimate, ready.se) = ("log_hr", "se")
    } else if estimate == nil, table.findColumn("hr") != nil {
      ready.estimate = "hr"
    }
    if let layout = try? DataLayout.find(in: table, requested: ready) { return layout }
    return try DataLayout.find(in: table, requested: isNamed ? ready : asked)
  }
}

extension MeasureOptions {
  /// The same options with the scale on which hazard ratios stand in a column of ready effects.
  func withScale(ofHazardRatios column: String) throws(Failure) -> MeasureOptions {
    guard !ratio, !logRatio else { return self }
    var options = self
    switch column.lowercased().filter({ $0.isLetter }) {
    case "yi", "loghr": options.logRatio = true
    case "hr": options.ratio = true
    default:
      throw .usage(
        "--measure HR needs the scale of the estimates in \(column): --ratio for hazard ratios, --log-ratio for"
          + " their logarithms")
    }
    return options
  }
}
