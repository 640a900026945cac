import Figures
import Pooling
import Survival

extension CurveResult {
  /// The result as a document of the schema `copse.curve/1`.
  public func document(_ provenance: Provenance) -> JSONValue {
    var members: [JSONValue.Member] = [.init("schema", .string("copse.curve/1"))]
    members += provenance.members
    let hasDraws = choices.drawCount > 0
    members += [
      .init(
        "model",
        .object([
          .init("interval", .string(choices.interval.rawValue)), .init("level", .number(choices.level)),
          .init("times", choices.times.map { .array($0.sorted().map { .number($0) }) } ?? .null),
          .init("horizon", .number(choices.horizon)),
          .init("draws", hasDraws ? .integer(choices.drawCount) : .null),
          .init("seed", hasDraws ? .string("\(choices.seed)") : .null),
        ])),
      .init("k", .integer(curves[0].fit.k)),
      .init("excluded", .array(excluded.map(PoolResult.json))),
      .init("curves", .array(curves.map(Self.json))),
      .init(
        "strataTest",
        strataTest.map {
          .object([.init("q", .number($0.q)), .init("df", .number($0.df)), .init("p", .number($0.p))])
        } ?? .null),
      .init("warnings", .array(warnings.map(PoolResult.json))),
    ]
    return .object(members)
  }

  private static func json(_ curve: Curve) -> JSONValue {
    let fit = curve.fit
    return .object([
      .init("group", .string(curve.group)), .init("method", .string(curve.method)),
      .init("points", .array(fit.points.map(json))),
      .init(
        "median",
        .object([
          .init("value", .number(fit.median.value)), .init("lower", .number(fit.median.lower)),
          .init("upper", .number(fit.median.upper)),
        ])),
      .init("restrictedMean", fit.restrictedMean.map(json) ?? .null),
      .init("heterogeneity", json(fit.heterogeneity)),
      .init("k", .integer(fit.k)),
    ])
  }

  private static func json(_ point: SummaryCurveFit.Point) -> JSONValue {
    .object([
      .init("time", .number(point.time)), .init("survival", .number(point.survival)),
      .init("lower", .number(point.limits.lower)), .init("upper", .number(point.limits.upper)),
      .init("predictionLower", .number(point.prediction?.lower)),
      .init("predictionUpper", .number(point.prediction?.upper)),
      .init("studies", .integer(point.studies)), .init("atRisk", .number(point.atRisk)),
      .init("logSE", .number(point.logSE)), .init("loglog", json(point.logMinusLog)),
      .init("log", json(point.log)), .init("draws", point.draws.map(json) ?? .null),
    ])
  }

  private static func json(_ limits: CurveLimits) -> JSONValue {
    .object([.init("lower", .number(limits.lower)), .init("upper", .number(limits.upper))])
  }

  private static func json(_ mean: CurveRestrictedMean) -> JSONValue {
    .object([
      .init("value", .number(mean.value)), .init("lower", .number(mean.lower)),
      .init("upper", .number(mean.upper)), .init("horizon", .number(mean.horizon)),
      .init("se", .number(mean.se)), .init("underLower", .number(mean.underLower)),
      .init("underUpper", .number(mean.underUpper)),
    ])
  }

  private static func json(_ h: CurveHeterogeneity) -> JSONValue {
    .object(
      [.init("q", .number(h.q))] + members(h.share) + [
        .init("p", .number(h.p)), .init("observations", .integer(h.observations)),
        .init("times", .integer(h.times)), .init("studies", .integer(h.studies)),
        .init("original", .object(members(h.original))),
      ])
  }

  private static func members(_ share: CurveHeterogeneity.Share) -> [JSONValue.Member] {
    [
      .init("df", .number(share.df)), .init("dfDefinition", .string(share.dfDefinition)),
      .init("h2", .number(share.h2)), .init("i2", .number(share.i2)),
    ]
  }
}
