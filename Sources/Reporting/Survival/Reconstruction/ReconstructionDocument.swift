import Figures
import Pooling
import Survival

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension ReconstructionResult {
  /// The result as a document of the schema `copse.reconstruction/1`.
  ///
  /// - Parameters:
  ///   - provenance: the run, with the read-offs as its input.
  ///   - riskTable: the name of the risk table and its hash; nil where there was none.
  public func document(_ provenance: Provenance, riskTable: (file: String, sha256: String)?) -> JSONValue {
    var members: [JSONValue.Member] = [.init("schema", .string("copse.reconstruction/1"))]
    members += provenance.members
    members.append(
      .init(
        "riskTable",
        riskTable.map {
          .object([.init("file", .string($0.file)), .init("sha256", .string($0.sha256))])
        } ?? .null))
    members.append(.init("level", .number(arms.level)))
    members.append(.init("interval", .string(arms.interval.rawValue)))
    members.append(.init("audit", .array(arms.arms.map(audit))))
    members.append(.init("km", .array(arms.arms.flatMap(steps))))
    members.append(.init("medians", .array(arms.arms.map(median))))
    members.append(.init("rmst", restrictedMeans))
    members.append(.init("logRank", logRank))
    members.append(.init("cox", cox))
    members.append(.init("rows", table.json))
    members.append(
      .init(
        "warnings",
        .array(
          warnings.map {
            .object([
              .init("code", .string($0.code)), .init("message", .string($0.message)), .init("study", .null),
            ])
          })))
    return .object(members)
  }

  private func audit(_ arm: ReconstructedArms.Arm) -> JSONValue {
    let audit = arm.reconstruction.audit
    return .object([
      .init("arm", .string(arm.name)), .init("people", .integer(audit.people)),
      .init("eventsReported", audit.eventsReported.map { .integer($0) } ?? .null),
      .init("eventsRebuilt", .integer(audit.eventsRebuilt)),
      .init("largestDifference", .number(audit.largestDifference)),
      .init("largestDifferenceTime", .number(audit.largestDifferenceTime)),
      .init(
        "intervals",
        .array(
          audit.intervals.map {
            .object([
              .init("start", .number($0.start)), .init("end", .number($0.end)),
              .init("atRiskReported", $0.atRiskReported.map { .integer($0) } ?? .null),
              .init("atRiskRebuilt", .integer($0.atRiskRebuilt)), .init("deaths", .integer($0.deaths)),
              .init("censored", .integer($0.censored)),
            ])
          })),
      .init(
        "cleaning",
        .object([
          .init("unordered", .integer(audit.cleaning.unordered)),
          .init("flattened", .integer(audit.cleaning.flattened)),
          .init("largestRise", .number(audit.cleaning.largestRise)),
          .init("clamped", .integer(audit.cleaning.clamped)),
          .init("merged", .integer(audit.cleaning.merged)),
          .init("addedStart", .bool(audit.cleaning.addedStart)),
        ])),
      .init(
        "convergence",
        .object([
          .init("method", .string(audit.convergence.method)),
          .init("iterations", .integer(audit.convergence.iterations)),
          .init("converged", .bool(audit.convergence.converged)),
          .init("boundary", .bool(audit.convergence.boundary)),
        ])),
      .init("notes", .array(audit.notes.map { .string($0) })),
      .init("mismatches", .array(audit.mismatches.map { .string($0) })),
    ])
  }

  private func steps(_ arm: ReconstructedArms.Arm) -> [JSONValue] {
    arm.curve.steps.map { step in
      let range = step.limits(arms.interval, level: arms.level)
      return .object([
        .init("arm", .string(arm.name)), .init("time", .number(step.time)),
        .init("atRisk", .integer(step.atRisk)), .init("events", .integer(step.events)),
        .init("censored", .integer(step.censored)), .init("survival", .number(step.survival)),
        .init("se", .number(step.standardError)), .init("lower", .number(range?.lowerBound)),
        .init("upper", .number(range?.upperBound)),
      ])
    }
  }

  private func median(_ arm: ReconstructedArms.Arm) -> JSONValue {
    .object([
      .init("arm", .string(arm.name)), .init("value", .number(arm.median.value)),
      .init("lower", .number(arm.median.lower)), .init("upper", .number(arm.median.upper)),
    ])
  }

  private var restrictedMeans: JSONValue {
    .object([
      .init("horizon", .number(arms.horizon)),
      .init(
        "arms",
        .array(
          arms.arms.map {
            let range = $0.restrictedMean.limits(level: arms.level)
            return .object([
              .init("arm", .string($0.name)), .init("value", .number($0.restrictedMean.value)),
              .init("se", .number($0.restrictedMean.se)), .init("lower", .number(range.lowerBound)),
              .init("upper", .number(range.upperBound)),
            ])
          })),
      .init("difference", .number(arms.comparison?.difference)),
      .init("differenceSE", .number(arms.comparison?.differenceSE)), .init("p", .number(arms.comparison?.p)),
      .init("logRatio", .number(arms.comparison?.logRatio)),
      .init("logRatioSE", .number(arms.comparison?.logRatioSE)),
    ])
  }

  private var logRank: JSONValue {
    arms.logRank.map { test in
      .object([
        .init(
          "arms",
          .array(
            arms.arms.indices.map {
              .object([
                .init("arm", .string(arms.arms[$0].name)), .init("observed", .integer(test.observed[$0])),
                .init("expected", .number(test.expected[$0])),
                .init("variance", .number(test.variance[$0][$0])),
              ])
            })),
        .init("chiSquared", .number(test.chiSquared)), .init("df", .integer(test.df)),
        .init("p", .number(test.p)),
      ])
    } ?? .null
  }

  private var cox: JSONValue {
    arms.cox.map { model in
      let range = model.limits(level: arms.level)
      func json(_ test: CoxModel.Test) -> JSONValue {
        .object([.init("chiSquared", .number(test.chiSquared)), .init("p", .number(test.p))])
      }
      return .object([
        .init("treatment", .string(arms.arms[0].name)), .init("control", .string(arms.arms[1].name)),
        .init("ties", .string(model.ties.rawValue)), .init("logHazardRatio", .number(model.logHazardRatio)),
        .init("se", .number(model.se)), .init("hazardRatio", .number(model.hazardRatio)),
        .init("lower", .number(range.lowerBound)), .init("upper", .number(range.upperBound)),
        .init("wald", json(model.wald)), .init("score", json(model.score)),
        .init("likelihoodRatio", json(model.likelihoodRatio)),
      ])
    } ?? .null
  }
}
