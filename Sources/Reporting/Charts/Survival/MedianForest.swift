import Figures
import Pooling
import Survival

extension MedianResult {
  /// The forest plot of the pooled times: that of `copse forest`, with where each study's standard error comes from
  /// beside its label, and under the plot the result without derived ones.
  ///
  /// Of the ways to a standard error only those that assume something are remarks.
  ///
  /// - Parameter options: what can be chosen; columns beside the labels are the plot's own.
  public func forest(_ options: ForestOptions = ForestOptions()) -> ForestPlot {
    var options = options
    options.columns = .init(
      names: ["SE from"], studies: times.derivations.map { [Self.text($0.routes)] }, excluded: [])
    options.remarks = zip(times.effects.studies, times.derivations).map { study, derivation in
      let own = study.notes.dropLast(derivation.routes.count)
      let ways = zip(study.notes.suffix(derivation.routes.count), derivation.routes)
      return own + ways.filter { Self.assumes($1) }.map(\.0)
    }
    return pool.forest(options).adding(
      notes: withoutDerived.map { [$0.without("derived standard errors", as: options.wording)] } ?? [])
  }

  /// The routes of the groups, once where they are the same.
  private static func text(_ routes: [TimeRoute]) -> String {
    let names = routes.map { $0.rawValue.split(separator: "-").joined(separator: " ") }
    return Set(names).count == 1 ? names[0] : names.joined(separator: ", ")
  }

  private static func assumes(_ route: TimeRoute) -> Bool {
    switch route {
    case .standardError, .interval: false
    case .lowerLimit, .exponential: true
    }
  }
}

extension PoolResult {
  /// The line on this result, which stands beside one of more studies: "Without derived rows (k = 3): 71.2% [60.1,
  /// 82.0]".
  func without(_ what: String, as wording: ForestWording) -> String {
    let estimate = wording.estimate(
      display.value, lower: display.lower, upper: display.upper, format,
      isSigned: measure.naturalRange.lowerBound < 0)
    return "Without \(what) (k = \(fit.k)): \(estimate)"
  }
}
