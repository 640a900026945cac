import Figures
import Pooling
import SmallStudyEffects

/// A selection model in JSON.
struct SelectionDocument {
  let text: SelectionText

  private var fit: SelectionFit { text.fit }

  var json: JSONValue {
    let model = fit.model
    return .object([
      .init("model", .string(text.name)), .init("function", .string(model.function.name.rawValue)),
      .init("alternative", .string(fit.alternative.rawValue)),
      .init("effects", .string(model.isRandom ? "random" : "common")), .init("level", .number(model.level)),
      .init("k", .integer(fit.k)), .init("weightsGiven", .bool(model.weights != nil)),
      .init("cut", .number(fit.cut)),
      .init(
        "unadjusted",
        .object([
          .init("estimate", estimate(fit.unadjusted.coefficients[0], nil)),
          .init("tau2", .number(fit.unadjusted.tau2)), .init("tau2SE", .number(fit.unadjusted.tau2SE)),
          .init("logLikelihood", .number(fit.unadjusted.logLikelihood)),
        ])),
      .init("estimate", estimate(fit.coefficients[0].estimate, fit.coefficients[0].profile)),
      .init("tau2", fit.tau2.map(parameter) ?? .null),
      .init("parameters", .array(fit.parameters.map(parameter))),
      .init("intervals", .array(fit.intervals.map(interval))), .init("test", test),
      .init("logLikelihood", .number(fit.criteria.logLikelihood)), .init("aic", finite(fit.criteria.aic)),
      .init("bic", finite(fit.criteria.bic)), .init("aicc", finite(fit.criteria.aicc)),
      .init(
        "otherMaxima",
        .array(
          fit.otherMaxima.map {
            .object([
              .init("estimate", finite($0.coefficient)),
              .init("logLikelihoodDifference", finite($0.logLikelihoodDifference)),
            ])
          })),
      .init(
        "convergence",
        .object([
          .init("method", .string(fit.convergence.method)),
          .init("iterations", .integer(fit.convergence.iterations)),
          .init("converged", .bool(fit.convergence.converged)),
          .init("boundary", .bool(fit.convergence.boundary)), .init("promise", finite(fit.promise)),
        ])),
      .init(
        "curve",
        .array(
          fit.curve.map {
            .object([
              .init("p", finite($0.p)), .init("weight", finite($0.weight)), .init("lower", finite($0.lower)),
              .init("upper", finite($0.upper)),
            ])
          })),
    ])
  }

  private func finite(_ value: Double?) -> JSONValue {
    .number(value.flatMap { $0.isFinite ? $0 : nil })
  }

  private func estimate(_ one: Estimate, _ profile: ProfileInterval?) -> JSONValue {
    .object([
      .init("value", finite(one.value)), .init("se", finite(one.se)), .init("lower", finite(one.lower)),
      .init("upper", finite(one.upper)), .init("statistic", finite(one.statistic)), .init("p", finite(one.p)),
      .init("profileLower", finite(profile?.lower)), .init("profileUpper", finite(profile?.upper)),
      .init(
        "display",
        .object([
          .init("value", finite(text.displayed(one.value))),
          .init("lower", finite(text.displayed(one.lower))),
          .init("upper", finite(text.displayed(one.upper))),
          .init("profileLower", finite(text.displayed(profile?.lower))),
          .init("profileUpper", finite(text.displayed(profile?.upper))),
        ])),
    ])
  }

  private func parameter(_ one: SelectionFit.Parameter) -> JSONValue {
    .object([
      .init("name", .string(one.name)), .init("value", finite(one.value)), .init("se", finite(one.se)),
      .init("lower", finite(one.lower)), .init("upper", finite(one.upper)), .init("null", finite(one.null)),
      .init("statistic", finite(one.statistic)), .init("p", finite(one.p)),
      .init("profileLower", finite(one.profile?.lower)), .init("profileUpper", finite(one.profile?.upper)),
      .init("edge", .string(one.edge?.rawValue)),
    ])
  }

  private func interval(_ one: SelectionFit.Interval) -> JSONValue {
    let isEffect = fit.cut != nil
    return .object([
      .init("is", .string(isEffect ? "effect" : "p")), .init("lower", finite(one.lower)),
      .init("upper", finite(one.upper)), .init("studies", .integer(one.studies)),
      .init("weight", finite(one.weight)),
    ])
  }

  private var test: JSONValue {
    guard let test = fit.likelihoodRatio else { return .null }
    return .object([
      .init("statistic", finite(test.statistic)), .init("df", .integer(test.df)), .init("p", finite(test.p)),
    ])
  }
}
