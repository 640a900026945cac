import EffectSizes
import Figures
import MetaRegression
import Pooling
import StudyData

extension RegressionResult {
  /// The result as a document of the schema `copse.regress/1`.
  public func document(_ provenance: Provenance) -> JSONValue {
    var members: [JSONValue.Member] = [.init("schema", .string("copse.regress/1"))]
    members += provenance.members
    members.append(.init("measure", .string(measure.code)))
    members.append(.init("model", modelJSON))
    members.append(.init("k", .integer(fit.k)))
    members.append(.init("excluded", .array(excluded.map { PoolResult.json($0) })))
    members.append(.init("moderators", .array(fit.data.design.moderators.map { Self.json($0) })))
    members.append(.init("coefficients", .array(fit.coefficients.indices.map { coefficientJSON($0) })))
    members.append(.init("omnibus", Self.json(fit.omnibus)))
    members.append(.init("terms", .array(fit.terms.map { Self.json($0) })))
    members.append(.init("r2", .number(fit.r2)))
    members.append(.init("tau2WithoutModerators", .number(fit.tau2WithoutModerators)))
    members.append(.init("heterogeneity", PoolResult.json(fit.heterogeneity)))
    members.append(.init("predictions", .array(predictions.map { predictionJSON($0) })))
    members.append(.init("permutation", permutationJSON))
    members.append(.init("studies", .array(fit.data.effects.studies.indices.map { studyJSON($0) })))
    members.append(.init("convergence", convergenceJSON))
    members.append(.init("warnings", .array(warnings.map { PoolResult.json($0) })))
    members.append(.init("otherMaxima", .array(fit.otherMaxima.map { PoolResult.json($0) })))
    return .object(members)
  }

  private var modelJSON: JSONValue {
    let model = fit.model
    return .object([
      .init("effects", .string("random")), .init("method", .string("iv")),
      .init("tau2", .string(model.tau2.code)), .init("test", .string(model.test.rawValue)),
      .init("prediction", .string(model.prediction.rawValue)),
      .init("tau2Interval", .string(model.tau2Interval.rawValue)), .init("i2", .string(model.i2.rawValue)),
      .init("level", .number(model.level)),
      .init("terms", .array(fit.data.design.terms.map { .string($0.name) })),
      .init("intercept", .bool(fit.data.design.hasIntercept)),
    ])
  }

  private var convergenceJSON: JSONValue {
    fit.convergence.map {
      .object([
        .init("method", .string($0.method)), .init("iterations", .integer($0.iterations)),
        .init("converged", .bool($0.converged)), .init("boundary", .bool($0.boundary)),
      ])
    } ?? .null
  }

  private static func json(_ moderator: Moderator) -> JSONValue {
    switch moderator.values {
    case .numeric(_, let center):
      .object([
        .init("name", .string(moderator.name)), .init("kind", .string("numeric")),
        .init("center", .number(center)),
      ])
    case .factor(_, let levels):
      .object([
        .init("name", .string(moderator.name)), .init("kind", .string("factor")),
        .init("levels", .array(levels.map { .string($0) })), .init("reference", .string(levels.first)),
      ])
    }
  }

  private func coefficientJSON(_ place: Int) -> JSONValue {
    let coefficient = fit.coefficients[place]
    return .object(
      [.init("name", .string(coefficient.name))] + Self.members(coefficient.estimate) + [
        .init("term", .string(coefficient.term)),
        .init("vif", .number(coefficient.varianceInflation?.gvif)),
        .init("permutationP", .number(permutation?.coefficients[place])),
      ])
  }

  private static func members(_ estimate: Estimate) -> [JSONValue.Member] {
    [
      .init("value", .number(estimate.value)), .init("se", .number(estimate.se)),
      .init("statistic", .number(estimate.statistic)), .init("df", .number(estimate.df)),
      .init("p", .number(estimate.p)), .init("lower", .number(estimate.lower)),
      .init("upper", .number(estimate.upper)),
    ]
  }

  private static func json(_ test: WaldTest?) -> JSONValue {
    test.map { .object(members($0)) } ?? .null
  }

  private static func members(_ test: WaldTest) -> [JSONValue.Member] {
    [
      .init("statistic", .number(test.statistic)), .init("df1", .number(test.df1)),
      .init("df2", .number(test.df2)), .init("p", .number(test.p)),
    ]
  }

  private static func json(_ term: RegressionFit.Term) -> JSONValue {
    .object([
      .init("term", .string(term.name)), .init("test", json(term.test)),
      .init("gvif", .number(term.varianceInflation?.gvif)),
      .init("gvifScaled", .number(term.varianceInflation?.scaled)),
    ])
  }

  private func predictionJSON(_ prediction: RegressionPrediction) -> JSONValue {
    let shown = display(prediction)
    return .object([
      .init("at", .object(prediction.at.map { .init($0.moderator, .string($0.value)) })),
      .init("estimate", .object(Self.members(prediction.estimate))),
      .init(
        "prediction",
        prediction.prediction.map {
          .object([
            .init("lower", .number($0.lower)), .init("upper", .number($0.upper)),
            .init("df", .number($0.df)),
          ])
        } ?? .null),
      .init(
        "display",
        .object([
          .init("scale", .string(measure.transformation.name)), .init("value", .number(shown.value)),
          .init("lower", .number(shown.lower)), .init("upper", .number(shown.upper)),
          .init("predictionLower", .number(shown.predictionLower)),
          .init("predictionUpper", .number(shown.predictionUpper)),
        ])),
    ])
  }

  private var permutationJSON: JSONValue {
    permutation.map {
      .object([
        .init("kind", .string($0.isExact ? "exact" : "random")), .init("count", .integer($0.count)),
        .init("possible", .number($0.possible)),
        .init("seed", $0.seed.map { .string("\($0)") } ?? .null), .init("omnibusP", .number($0.omnibus)),
      ])
    } ?? .null
  }

  private func studyJSON(_ place: Int) -> JSONValue {
    let study = fit.data.effects.studies[place]
    return .object([
      .init("study", .string(study.label)), .init("yi", .number(study.yi)), .init("vi", .number(study.vi)),
      .init("fitted", .number(fit.fitted[place])), .init("residual", .number(study.yi - fit.fitted[place])),
      .init("correction", .number(study.correction)),
    ])
  }
}
