import EffectSizes

extension PooledFit {
  /// Everything that is unwise about the fit, its values as displayed and the effect sizes that it rests on.
  ///
  /// - Parameters:
  ///   - display: the fit on the display scale.
  ///   - poolsCorrectedCounts: whether the counts were pooled as corrected for zero cells.
  public func allWarnings(_ display: DisplayedResult, poolsCorrectedCounts: Bool) -> [AnalysisWarning] {
    warnings + display.warnings + effects.zeroCellWarnings(poolsCorrectedCounts: poolsCorrectedCounts)
      + [effects.derivedVariances].compactMap { $0 }
  }
}

extension EffectSizes {
  /// Whether a correction of zero cells entered, and by which rule.
  fileprivate func zeroCellWarnings(poolsCorrectedCounts: Bool) -> [AnalysisWarning] {
    let corrected = studies.filter { $0.correction > 0 }
    guard let correction, let first = corrected.first else { return [] }
    let which =
      k == 1
      ? "the study"
      : corrected.count == k ? "all \(k) studies" : "\(corrected.count) of \(k) studies"
    let names = corrected.prefix(6).map(\.label).joined(separator: ", ")
    let more = corrected.count > 6 ? ", …" : ""
    let scope =
      poolsCorrectedCounts ? "" : ", for their own effects alone: the pooling uses the counts as they are"
    return [
      AnalysisWarning(
        code: "zero-cell-correction",
        message: "\(Self.amount(correction, corrected)) added to the cells of \(which)"
          + " (\(names)\(more)), by the rule \(correction.rule.rawValue)\(scope)",
        study: corrected.count == 1 ? first.label : nil)
    ] + noEvents
  }

  /// "0.5 was", or what stands for amounts that differ.
  private static func amount(_ correction: ContinuityCorrection, _ corrected: [StudyEffect]) -> String {
    let isOne = corrected.allSatisfy { $0.correction == correction.amount && $0.secondCorrection == nil }
    guard isOne else { return "amounts of their own were" }
    let amount = correction.amount
    let isWhole = amount == amount.rounded() && amount < 1e15
    return (isWhole ? "\(Int64(amount))" : "\(amount)") + " was"
  }

  /// A warning where nobody has the event.
  private var noEvents: [AnalysisWarning] {
    let none = studies.allSatisfy { study in
      switch study.counts {
      case .oneGroup(let counts): counts.events == 0
      case .twoGroups(let counts): counts.first.events == 0 && counts.second.events == 0
      case .oneGroupRate(let rate): rate.events == 0
      case .twoGroupRates(let rates): rates.first.events == 0 && rates.second.events == 0
      default: false
      }
    }
    guard none else { return [] }
    return [
      AnalysisWarning(
        code: "no-events",
        message: "no study has an event: the pooled value is made of the correction alone; report the upper"
          + " limits of the studies instead")
    ]
  }
}
