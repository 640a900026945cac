import EffectSizes

extension EffectSizes {
  /// A warning where variances of survivals rest on an assumption about censoring; it names those that are a lower
  /// bound.
  package var derivedVariances: AnalysisWarning? {
    let derived = studies.filter { $0.survivalRung?.isDerived == true }
    guard !derived.isEmpty else { return nil }
    let letters = Set(derived.compactMap { $0.survivalRung?.letter }).sorted().joined(separator: ", ")
    var message =
      "\(derived.count) of \(k) variances rest on an assumption about censoring (SE from \(letters))"
    let bounds = derived.filter { $0.survivalRung == .total }.map(\.label)
    if !bounds.isEmpty {
      let more = bounds.count > 6 ? ", …" : ""
      message += "; a lower bound alone is known for \(bounds.prefix(6).joined(separator: ", "))\(more)"
    }
    return AnalysisWarning(
      code: "derived-variances", message: message, study: derived.count == 1 ? derived[0].label : nil)
  }
}
