import Figures
import Multiverse
import Pooling

extension MultiverseReport {
  /// The document of the schema `copse.multiverse/1`.
  public func document(_ provenance: Provenance) -> JSONValue {
    let crossing = multiverse.crossing
    return .object(
      [.init("schema", .string("copse.multiverse/1"))] + provenance.members + [
        .init("title", .string(declaration.title.isEmpty ? nil : declaration.title)),
        .init("choices", .array(declaration.factors.map(Self.json))),
        .init("reference", .number(declaration.reference)),
        .init(
          "counts",
          .object([
            .init("combinations", .integer(declaration.productCount)),
            .init("sensible", .integer(crossing.sensibleCount)),
            .init("specifications", .integer(multiverse.rows.count)),
            .init("computed", .integer(multiverse.computedCount)),
          ])),
        .init(
          "contradictions",
          .array(
            crossing.contradictions.map {
              .object([
                .init("reason", .string($0.reason)), .init("combinations", .integer($0.combinations)),
              ])
            })),
        .init("quantities", summary.json), .init("factors", factors.json),
        .init("specifications", .array(multiverse.rows.indices.map(json))),
        .init(
          "excluded",
          .array(
            excluded.map {
              .object([
                .init("study", .string($0.exclusion.label)), .init("reason", .string($0.exclusion.reason)),
                .init("line", $0.exclusion.line.map { .integer($0) } ?? .null),
                .init("specifications", .integer($0.specifications)),
              ])
            })),
        .init(
          "warnings",
          .array(
            multiverse.warnings.map { warning, count in
              .object([
                .init("code", .string(warning.code)), .init("message", .string(warning.message)),
                .init("specifications", .integer(count)),
              ])
            })),
      ])
  }

  private static func json(_ factor: Factor) -> JSONValue {
    .object([
      .init("name", .string(factor.name.rawValue)),
      .init(
        "levels",
        .array(
          factor.levels.map { level in
            let conditions: [JSONValue.Member] =
              factor.name == .include
              ? [.init("conditions", .array(level.conditions.map { .string($0) }))] : []
            return .object([.init("name", .string(level.name))] + conditions)
          })),
    ])
  }

  /// A specification: the cells of its row in the table, the choices, the warnings and the command as lists.
  private func json(_ place: Int) -> JSONValue {
    let row = multiverse.rows[place]
    let (outcome, reference) = (row.outcome, declaration.reference)
    let choices = declaration.factors.indices.map {
      JSONValue.Member(
        declaration.factors[$0].name.rawValue,
        .string(multiverse.crossing.level($0, of: row.specification)))
    }
    return .object([
      .init("number", .integer(row.specification.number)), .init("choices", .object(choices)),
      .init("combinations", .integer(row.specification.combinations)),
      .init("rank", row.rank.map { .integer($0) } ?? .null), .init("failure", .string(outcome.failure)),
      .init("k", outcome.k.map { .integer($0) } ?? .null), .init("excluded", .integer(outcome.excluded)),
      .init("measure", .string(outcome.measure)), .init("quantity", .string(outcome.quantity)),
      .init("level", .number(outcome.level)),
      .init(
        "estimate",
        .object([
          .init("value", .number(outcome.value)), .init("se", .number(outcome.se)),
          .init("p", .number(outcome.p)),
        ])),
      .init(
        "display",
        .object([
          .init("value", .number(outcome.estimate)), .init("lower", .number(outcome.lower)),
          .init("upper", .number(outcome.upper)), .init("predictionLower", .number(outcome.predictionLower)),
          .init("predictionUpper", .number(outcome.predictionUpper)),
        ])),
      .init("tau2", .number(outcome.tau2)), .init("i2", .number(outcome.i2)),
      .init("side", .string(outcome.side(reference: reference)?.rawValue)),
      .init("significant", outcome.isSignificant(reference: reference).map { .bool($0) } ?? .null),
      .init("warnings", .array(outcome.warnings.map { .string($0.code) })),
      .init("command", .array(commands[place].map { .string($0) })),
    ])
  }
}
