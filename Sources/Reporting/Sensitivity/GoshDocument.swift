import Figures
import Pooling
import Sensitivity

extension GoshReport {
  /// Schema `copse.gosh/1`.
  public func document(_ provenance: Provenance) -> JSONValue {
    let (record, model, plan) = (result.record, result.gosh.model, result.gosh.plan)
    let subsets: JSONValue = .object([
      .init("count", .integer(plan.count)), .init("units", .integer(plan.units)),
      .init("all", .bool(plan.seed == nil)),
      .init("seed", plan.seed.map { .string("\($0)") } ?? .null), .init("failed", .integer(record.failed)),
      .init("leftToEstimator", .integer(record.leftToEstimator)),
    ])
    let quantities = model.quantities.enumerated().map { quantity, name in
      distribution(record.estimates[quantity], all: model.all.quantity(named: name)?.value, name: name)
    }
    let h = model.all.spread
    return .object(
      [.init("schema", .string("copse.gosh/1"))] + subject.members(provenance)
        + [
          .init("subsets", subsets), .init("quantities", .array(quantities)),
          .init("tau2", record.tau2.map { distribution($0, all: h?.tau2) } ?? .null),
          .init("i2", record.i2.map { distribution($0, all: h?.i2) } ?? .null),
          .init("q", record.q.map { distribution($0, all: h?.q) } ?? .null),
          .init("sizes", .array(record.sizes.map { .integer($0) })),
          .init("units", .array(result.units.map(unit))), .init("bins", table.json),
          .init("warnings", .array(warnings.map(PoolResult.json))),
        ])
  }

  private func distribution(_ tally: GoshTally, all: Double?, name: String? = nil) -> JSONValue {
    let quantiles = Self.probabilities.map { probability in
      JSONValue.object([
        .init("p", .number(probability)), .init("value", .number(tally.quantile(probability))),
        .init("display", .number(name == nil ? nil : displayed(tally.quantile(probability)))),
      ])
    }
    var members: [JSONValue.Member] = name.map { [.init("name", .string($0))] } ?? []
    members += [
      .init("all", .number(all)), .init("count", .integer(tally.count)), .init("mean", .number(tally.mean)),
      .init("sd", .number(tally.standardDeviation)), .init("minimum", .number(tally.minimum)),
      .init("maximum", .number(tally.maximum)), .init("quantiles", .array(quantiles)),
      .init("atOrBelowLower", .integer(tally.atOrBelow)),
    ]
    if let null = tally.axis.null {
      members += [.init("null", .number(null)), .init("belowNull", .integer(tally.belowNull))]
    }
    return .object(members)
  }

  private func unit(_ unit: GoshResult.Unit) -> JSONValue {
    let estimates = result.gosh.model.quantities.enumerated().map { quantity, name in
      JSONValue.object([
        .init("name", .string(name)), .init("with", .number(unit.estimatesWith[quantity])),
        .init("without", .number(unit.estimatesWithout[quantity])),
        .init("shift", .number(unit.shift(of: quantity))),
      ])
    }
    return .object([
      .init("name", .string(unit.name)), .init("countWith", .integer(unit.countWith)),
      .init("countWithout", .integer(unit.countWithout)), .init("estimates", .array(estimates)),
      .init("tau2With", .number(unit.tau2With)), .init("tau2Without", .number(unit.tau2Without)),
      .init("i2With", .number(unit.i2With)), .init("i2Without", .number(unit.i2Without)),
    ])
  }
}
