import EffectSizes
import Figures
import Pooling
import StudyData

extension PoolResult {
  /// The result as a document of the schema `copse.pool/1`.
  public func document(_ provenance: Provenance) -> JSONValue { .object(members(provenance)) }

  /// The keys of the document; without those that say where the data come from if that is said elsewhere.
  func members(_ provenance: Provenance?) -> [JSONValue.Member] {
    let model = fit.model
    var members: [JSONValue.Member] = [.init("schema", .string("copse.pool/1"))]
    members += provenance?.members ?? []
    members += [
      .init("measure", .string(measure.code)),
      .init("model", Self.json(model)),
      .init("k", .integer(fit.k)),
      .init("excluded", .array(excluded.map(Self.json))),
    ]
    members += resultMembers(fit)
    members.append(.init("studies", .array(zip(fit.effects.studies, fit.shares).map(Self.json))))
    members.append(.init("subgroups", .array((subgroups?.groups ?? []).map { json($0) })))
    members.append(.init("subgroupTest", Self.json(subgroups?.test)))
    members.append(.init("convergence", Self.convergence(fit)))
    members.append(.init("warnings", .array(warnings.map(Self.json))))
    members.append(.init("correction", fit.likelihood == nil ? json(fit.effects.correction) : .null))
    members.append(.init("studyInterval", .string(fit.effects.interval?.rawValue)))
    members.append(.init("otherMaxima", .array(fit.otherMaxima.map(Self.json))))
    members.append(.init("absolute", absoluteJSON))
    members.append(.init("fitStatistics", Self.json(fit.fitStatistics)))
    members.append(.init("likelihood", fit.likelihood?.json ?? .null))
    members.append(.init("likelihoodBeside", besideJSON))
    if let rounding { members.append(.init("rounding", json(rounding))) }
    if let like { members.append(.init("like", like.json)) }
    return members
  }

  /// The fit by the counts' own likelihood, where one is shown beside.
  private var besideJSON: JSONValue {
    guard let beside = likelihoodBeside else { return .null }
    return .object(
      [
        .init("measure", .string(beside.effects.measure.code)),
        .init("method", .string(beside.model.method)),
        .init("name", .string(beside.likelihood?.name)),
      ] + resultMembers(beside))
  }

  /// The keys `estimate`, `prediction`, `display`, `heterogeneity` of a fit, and `shareBeyond` where asked for.
  private func resultMembers(_ fit: PooledFit) -> [JSONValue.Member] {
    let estimate = fit.estimate
    return [
      .init(
        "estimate",
        .object([
          .init("value", .number(estimate.value)), .init("se", .number(estimate.se)),
          .init("lower", .number(estimate.lower)), .init("upper", .number(estimate.upper)),
          .init("statistic", .number(estimate.statistic)), .init("df", .number(estimate.df)),
          .init("p", .number(estimate.p)),
        ])),
      .init(
        "prediction",
        fit.prediction.map {
          .object([
            .init("lower", .number($0.lower)), .init("upper", .number($0.upper)),
            .init("df", .number($0.df)),
          ])
        } ?? .null),
      .init("display", Self.json(display(of: fit))),
      .init("heterogeneity", Self.json(fit.heterogeneity)),
    ] + (threshold == nil ? [] : [.init("shareBeyond", Self.json(shareBeyond(fit)))])
  }

  private static func json(_ share: ShareBeyond?) -> JSONValue {
    share.map {
      .object([
        .init("threshold", .number($0.threshold)), .init("above", .number($0.above)),
        .init("below", .number($0.below)), .init("se", .number($0.se)), .init("lower", .number($0.lower)),
        .init("upper", .number($0.upper)),
      ])
    } ?? .null
  }

  private static func json(_ statistics: FitStatistics?) -> JSONValue {
    func criteria(_ c: FitStatistics.Criteria) -> JSONValue {
      .object([
        .init("logLikelihood", .number(c.logLikelihood)), .init("deviance", .number(c.deviance)),
        .init("aic", .number(c.aic)), .init("bic", .number(c.bic)), .init("aicc", .number(c.aicc)),
      ])
    }
    return statistics.map {
      .object([.init("ml", criteria($0.ml)), .init("reml", $0.reml.map(criteria) ?? .null)])
    } ?? .null
  }

  private static func json(_ display: DisplayedResult) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("scale", .string(display.transformation.name)), .init("value", .number(display.value)),
      .init("lower", .number(display.lower)), .init("upper", .number(display.upper)),
      .init("predictionLower", .number(display.predictionLower)),
      .init("predictionUpper", .number(display.predictionUpper)),
      .init("marginalMean", .number(display.marginalMean)),
    ]
    if case .freemanTukey(let size) = display.transformation { members.append(.init("size", .number(size))) }
    members.append(
      .init(
        "alternatives",
        .array(
          display.alternatives.map {
            .object([
              .init("rule", .string($0.rule.name)), .init("size", .number($0.size)),
              .init("value", .number($0.value)), .init("lower", .number($0.lower)),
              .init("upper", .number($0.upper)),
            ])
          })))
    return .object(members)
  }

  static func json(_ model: ModelDescription) -> JSONValue {
    .object([
      .init("effects", .string(model.effects)), .init("method", .string(model.method)),
      .init("tau2", .string(model.tau2)), .init("test", .string(model.test)),
      .init("prediction", .string(model.prediction)), .init("i2", .string(model.i2)),
      .init("level", .number(model.level)), .init("variance", .string(model.variance)),
      .init("tau2Interval", .string(model.tau2Interval)),
    ])
  }

  static func json(_ h: Heterogeneity) -> JSONValue {
    .object([
      .init("tau2", .number(h.tau2)), .init("tau2SE", .number(h.tau2SE)),
      .init("tau2Lower", .number(h.tau2Lower)), .init("tau2Upper", .number(h.tau2Upper)),
      .init("tau", .number(h.tau)), .init("i2", .number(h.i2)), .init("i2Lower", .number(h.i2Lower)),
      .init("i2Upper", .number(h.i2Upper)), .init("i2Definition", .string(h.i2Definition.rawValue)),
      .init("h2", .number(h.h2)), .init("q", .number(h.q)), .init("qDF", .number(h.qDF)),
      .init("qP", .number(h.qP)), .init("h2Lower", .number(h.h2Lower)),
      .init("h2Upper", .number(h.h2Upper)),
    ])
  }

  private static func json(_ study: StudyEffect, weight: Double?) -> JSONValue {
    let members: [JSONValue.Member] = [
      .init("study", .string(study.label)), .init("group", .string(study.group)),
      .init("yi", .number(study.yi)), .init("vi", .number(study.vi)), .init("sei", .number(study.sei)),
      .init("estimate", .number(study.estimate)), .init("lower", .number(study.lower)),
      .init("upper", .number(study.upper)), .init("weight", .number(weight.map { $0 * 100 })),
      .init("correction", .number(study.correction)),
      .init("notes", .array(study.notes.map { .string($0) })),
    ]
    return .object(members + survival(study))
  }

  /// What is said of a survival alone.
  private static func survival(_ study: StudyEffect) -> [JSONValue.Member] {
    guard case .survival(let estimate) = study.counts else { return [] }
    let rung = estimate.rung
    return [
      .init(
        "rung",
        .object([
          .init("letter", .string(rung.letter)), .init("name", .string(rung.name)),
          .init("isDerived", .bool(rung.isDerived)),
        ])),
      .init("at", .number(estimate.reported.time)), .init("survival", .number(estimate.reported.survival)),
      .init("atRisk", .number(estimate.reported.atRisk)),
      .init("effectiveTotal", .number(estimate.effectiveTotal)),
    ]
  }

  private func json(_ group: SubgroupFit.Group) -> JSONValue {
    .object(
      [.init("group", .string(group.name)), .init("k", .integer(group.fit.k))]
        + resultMembers(group.fit))
  }

  private static func json(_ test: SubgroupFit.Test?) -> JSONValue {
    test.map {
      .object([.init("q", .number($0.q)), .init("df", .number($0.df)), .init("p", .number($0.p))])
    } ?? .null
  }

  private static func convergence(_ fit: PooledFit) -> JSONValue {
    fit.convergence.map {
      .object([
        .init("method", .string($0.method)), .init("iterations", .integer($0.iterations)),
        .init("converged", .bool($0.converged)), .init("boundary", .bool($0.boundary)),
      ])
    } ?? .null
  }

  static func json(_ maximum: Tau2Estimate.LocalMaximum) -> JSONValue {
    .object([
      .init("tau2", .number(maximum.tau2)),
      .init("logLikelihoodDifference", .number(maximum.logLikelihoodDifference)),
    ])
  }

  private func json(_ correction: ContinuityCorrection?) -> JSONValue {
    correction.map {
      .object([
        .init("amount", .number($0.amount)), .init("rule", .string($0.rule.rawValue)),
        .init("doubleZero", .string($0.keepsDoubleZeros ? "keep" : "drop")),
        .init("isPooled", .bool(poolsCorrectedCounts)),
      ])
    } ?? .null
  }

  static func json(_ warning: AnalysisWarning) -> JSONValue {
    .object([
      .init("code", .string(warning.code)), .init("message", .string(warning.message)),
      .init("study", .string(warning.study)),
    ])
  }

  static func json(_ exclusion: Exclusion) -> JSONValue {
    .object([
      .init("study", .string(exclusion.label)), .init("reason", .string(exclusion.reason)),
      .init("line", exclusion.line.map { .integer($0) } ?? .null),
    ])
  }
}
