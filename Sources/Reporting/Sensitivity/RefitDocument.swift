import Figures
import Pooling
import Sensitivity

extension RefitSeries {
  /// The analysis of all studies, as `all` in a document.
  var jsonOfAll: JSONValue { .object(members(all, isAll: true)) }

  /// The keys that every refit has in a document: its numbers, or why there are none.
  func members(_ refit: Result<Refit, RefitError>) -> [JSONValue.Member] {
    switch refit {
    case .success(let refit): members(refit, isAll: false) + [.init("reason", .null)]
    case .failure(let error):
      [
        .init("k", .null), .init("quantities", .array([])), .init("heterogeneity", .null),
        .init("test", .null),
        .init("reason", .string(error.description)),
      ]
    }
  }

  private func members(_ refit: Refit, isAll: Bool) -> [JSONValue.Member] {
    let h = refit.spread
    return [
      .init("k", .integer(refit.k)),
      .init(
        "quantities",
        .array(refit.quantities.map { json($0, besides: isAll ? nil : all.quantity(named: $0.name)) })),
      .init(
        "heterogeneity",
        h.map {
          .object([
            .init("tau2", .number($0.tau2)), .init("i2", .number($0.i2)), .init("h2", .number($0.h2)),
            .init("q", .number($0.q)), .init("qDF", .number($0.qDF)), .init("qP", .number($0.qP)),
          ])
        } ?? .null),
      .init(
        "test",
        refit.test.map {
          .object([
            .init("kind", .string($0.kind.rawValue)), .init("statistic", .number($0.statistic)),
            .init("df1", .number($0.df1)), .init("df2", .number($0.df2)), .init("p", .number($0.p)),
          ])
        } ?? .null),
    ]
  }

  private func json(_ quantity: Refit.Quantity, besides reference: Refit.Quantity?) -> JSONValue {
    let shown = quantity.displayed
    var members: [JSONValue.Member] = [
      .init("name", .string(quantity.name)), .init("value", .number(quantity.value)),
      .init("se", .number(quantity.se)), .init("lower", .number(quantity.lower)),
      .init("upper", .number(quantity.upper)), .init("p", .number(quantity.p)),
      .init("null", .number(quantity.null)),
      .init(
        "display",
        .object([
          .init("value", .number(shown.value)), .init("lower", .number(shown.lower)),
          .init("upper", .number(shown.upper)), .init("predictionLower", .number(quantity.predictionLower)),
          .init("predictionUpper", .number(quantity.predictionUpper)),
          .init("null", .number(quantity.displayedNull)),
        ])),
    ]
    if let reference {
      let isOutside = quantity.value.flatMap { reference.holds($0) }.map { !$0 }
      members += [
        .init(
          "changes",
          .array(quantity.changes(from: reference, level: level).map { .string($0.rawValue) })),
        .init("outsideAll", isOutside.map { .bool($0) } ?? .null),
        .init("difference", .number(quantity.difference(from: reference))),
        .init("displayDifference", .number(quantity.displayedDifference(from: reference))),
      ]
    }
    return .object(members)
  }

  /// The warnings of single fits and of the whole.
  static func members(_ warnings: [AnalysisWarning], refits: [RefitWarning]) -> [JSONValue.Member] {
    [
      .init(
        "refitWarnings",
        .array(
          refits.map {
            .object([
              .init("code", .string($0.code)), .init("count", .integer($0.count)),
              .init("first", .string($0.first)), .init("message", .string($0.message)),
            ])
          })), .init("warnings", .array(warnings.map(PoolResult.json))),
    ]
  }
}
