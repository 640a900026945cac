import Figures
import StudyData
import Survival

extension HazardRatioResult {
  /// The result as a document of the schema `copse.hr/1`: the studies with all their routes, and under `pooled` the
  /// members of `copse.pool/1`.
  ///
  /// - Parameters:
  ///   - provenance: where the reports come from.
  ///   - curves: the file of curves and the SHA-256 hash of it, where there is one.
  public func document(
    _ provenance: Provenance, curves: (file: String, sha256: String)? = nil
  ) -> JSONValue {
    var members: [JSONValue.Member] = [.init("schema", .string("copse.hr/1"))]
    members += provenance.members
    members.append(
      .init(
        "curves",
        curves.map {
          .object([.init("file", .string($0.file)), .init("sha256", .string($0.sha256))])
        } ?? .null))
    members.append(.init("level", .number(level)))
    members.append(.init("studies", .array(studies.map(json))))
    if case .object(let pooled) = pooled.document(provenance) {
      let own = ["schema", "tool", "command", "input"]
      members.append(.init("pooled", .object(pooled.filter { !own.contains($0.key) })))
    }
    return .object(members)
  }

  private func json(_ study: HazardRatioEstimates) -> JSONValue {
    .object([
      .init("study", .string(study.label)), .init("group", .string(study.group)),
      .init("used", .string(study.used?.route.rawValue)),
      .init(
        "routes", .array(study.possible.map { json($0, isUsed: $0.route == study.used?.route) })),
      .init(
        "impossible",
        .array(
          study.impossible.map {
            .object([
              .init("route", .string($0.route.rawValue)), .init("reason", .string($0.reason)),
              .init("started", .bool($0.isStarted)),
            ])
          })),
      .init(
        "disagreements",
        .array(
          study.disagreements.map {
            .object([
              .init("route", .string($0.route.rawValue)), .init("difference", .number($0.difference)),
              .init("ratioOfErrors", .number($0.ratioOfErrors)), .init("message", .string($0.message)),
            ])
          })),
      .init("contradictionOfP", study.contradictionOfP.map(Self.json) ?? .null),
      .init("readOffs", .array(study.curves.map(Self.json))),
    ])
  }

  private func json(_ route: RouteEstimate, isUsed: Bool) -> JSONValue {
    let limits = route.limits(level: level)
    return .object([
      .init("route", .string(route.route.rawValue)), .init("name", .string(route.route.name)),
      .init("used", .bool(isUsed)), .init("logHR", .number(route.logHR)), .init("se", .number(route.se)),
      .init("variance", .number(route.variance)), .init("hr", .number(route.hr)),
      .init("lower", .number(limits.lower)), .init("upper", .number(limits.upper)),
      .init("oMinusE", .number(route.oMinusE)), .init("v", .number(route.v)), .init("p", .number(route.p)),
      .init("approximate", .bool(route.route.isApproximate)),
      .init("bound", .string(route.bound?.rawValue)),
      .init(
        "rounding",
        .object([
          .init("logHR", .number(route.rounding.logHR)), .init("se", .number(route.rounding.se)),
        ])),
      .init("notes", .array(route.notes.map(Self.json))),
    ])
  }

  private static func json(_ note: RowNote) -> JSONValue {
    .object([.init("code", .string(note.code)), .init("text", .string(note.text))])
  }

  private static func json(_ curves: CurveReadOff) -> JSONValue {
    func arm(_ arm: ReadOffInterval.Arm) -> JSONValue {
      .object([
        .init("events", .number(arm.events)), .init("censored", .number(arm.censored)),
        .init("atRisk", .number(arm.atRisk)),
      ])
    }
    return .object([
      .init("method", .string(curves.method.rawValue)), .init("logHR", .number(curves.logHR)),
      .init("variance", .number(curves.variance)),
      .init(
        "intervals",
        .array(
          curves.intervals.map {
            .object([
              .init("start", .number($0.start)), .init("end", .number($0.end)),
              .init("first", arm($0.first)), .init("second", arm($0.second)),
              .init("logHR", .number($0.logHR)), .init("variance", .number($0.variance)),
            ])
          })),
      .init("notes", .array(curves.notes.map(Self.json))),
    ])
  }
}
