import Pooling

/// What is unwise about reported times.
enum TimeWarnings {
  /// What speaks against taking an interval for a normal one.
  static func interval(_ time: ReportedTime, _ precision: TimePrecision, of label: String)
    -> [AnalysisWarning]
  {
    guard precision.route == .interval, let interval = time.interval, let high = interval.high else {
      return []
    }
    let symmetry = IntervalSymmetry(value: time.value, low: interval.low, high: high)
    let limits =
      "\(ShortNumber.text(interval.low)) to \(ShortNumber.text(high)) around \(ShortNumber.text(time.value))"
    if symmetry.touches {
      return [
        AnalysisWarning(
          code: "limit-at-estimate",
          message:
            "\(label): a limit of the interval is the estimate itself (\(limits)), so that its standard"
            + " error says little", study: label)
      ]
    }
    guard symmetry.isAsymmetric else { return [] }
    return [
      AnalysisWarning(
        code: "asymmetric-interval",
        message:
          "\(label): one half of the interval is more than three times the other on the plain and on the"
          + " log scale (\(limits)); check the numbers, and do not trust its standard error", study: label)
    ]
  }

  /// Which studies rest on exponential survival.
  static func assumption(_ derivations: [TimeEffects.Derivation], _ measure: TimeMeasure) -> [AnalysisWarning]
  {
    let derived = derivations.filter(\.isDerived)
    guard !derived.isEmpty else { return [] }
    let names = derived.prefix(6).map(\.label).joined(separator: ", ") + (derived.count > 6 ? ", …" : "")
    let which =
      derived.count == derivations.count
      ? "every study's" : "\(derived.count) of \(derivations.count) studies'"
    let beside =
      derived.count == derivations.count
      ? "nothing is left without them" : "the result without them stands beside"
    let ratio =
      measure == .exponentialHazardRatio
      ? "; a ratio of medians is a hazard ratio only then" : ""
    return [
      AnalysisWarning(
        code: "exponential-assumed",
        message:
          "\(which) variance comes from the number of events, as if survival were exponential (\(names));"
          + " \(beside)\(ratio)", study: derived.count == 1 ? derived[0].label : nil)
    ]
  }
}
