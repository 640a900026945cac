import EffectSizes
import Figures
import Pooling
import StudyData
import Survival

extension RecurrenceResult {
  /// One row for each study and each summary: `row_type` is `study`, `listed` (not pooled), `excluded`, `summary`,
  /// `subgroup_summary` or `summary_without_derived`.
  public var table: ResultTable {
    var table = ResultTable(columns: [
      "quantity", "declared", "at", "row_type", "study", "group", "events", "total", "reported", "yi", "vi",
      "estimate", "lower", "upper", "level", "weight_percent", "k", "prediction_lower", "prediction_upper",
      "tau2",
      "i2", "q", "q_df", "q_p", "rung", "note",
    ])
    for block in blocks {
      let studies = block.studies
      let key: [ResultTable.Value] = [
        .text(studies.quantity.rawValue), .bool(studies.isDeclared), .init(studies.time),
      ]
      for cells in Self.studyCells(block) + Self.summaryCells(block) { table.append(key + cells) }
    }
    return table
  }

  private static func studyCells(_ block: Block) -> [[ResultTable.Value]] {
    guard let pool = block.pool else {
      return block.studies.rows.map { row in
        [.text("listed"), .text(row.label), .missing, .missing, .missing, .init(row.printed)]
          + Array(repeating: .missing, count: 16) + [.init(row.stated)]
      }
    }
    let (level, effects) = (pool.fit.effects.level, pool.fit.effects)
    let used: [[ResultTable.Value]] = zip(effects.studies, pool.fit.shares).map { study, weight in
      var counts: [ResultTable.Value] = [.missing, .missing]
      if case .oneGroup(let group) = study.counts { counts = [.number(group.events), .number(group.total)] }
      return [.text("study"), .text(study.label), .init(study.group)] + counts
        + [
          .missing, .number(study.yi), .number(study.vi), .number(study.estimate), .number(study.lower),
          .number(study.upper), .number(level), .init(weight.map { $0 * 100 }),
        ] + Array(repeating: .missing, count: 8)
        + [.init(study.survivalRung?.letter), .init(study.notes.joined(separator: "; "))]
    }
    return used
      + pool.excluded.map {
        [.text("excluded"), .text($0.label)] + Array(repeating: .missing, count: 20) + [.text($0.reason)]
      }
  }

  private static func summaryCells(_ block: Block) -> [[ResultTable.Value]] {
    guard let pool = block.pool else { return [] }
    var cells = (pool.subgroups?.groups ?? []).map {
      summary("subgroup_summary", pool, $0.fit, group: $0.name)
    }
    cells.append(summary("summary", pool, pool.fit, group: nil))
    if let other = block.withoutDerived {
      cells.append(summary("summary_without_derived", other, other.fit, group: nil))
    }
    return cells
  }

  private static func summary(
    _ type: String, _ pool: PoolResult, _ fit: PooledFit, group: String?
  ) -> [ResultTable.Value] {
    let (shown, h) = (pool.display(of: fit), fit.heterogeneity)
    let head: [ResultTable.Value] = [
      .text(type), .missing, .init(group), .missing, .missing, .missing, .number(fit.estimate.value),
      .number(fit.estimate.se * fit.estimate.se),
    ]
    return head + [
      .init(shown.value), .init(shown.lower), .init(shown.upper), .number(fit.model.level), .missing,
      .integer(fit.k), .init(shown.predictionLower), .init(shown.predictionUpper), .init(h.tau2), .init(h.i2),
      .init(h.q), .init(h.qDF), .init(h.qP), .missing, .missing,
    ]
  }

  /// The result as a document of the schema `copse.survival-recurrence/1`: `results` with the keys of `copse.pool/1`
  /// under `pool`, null where nothing was pooled.
  public func document(_ provenance: Provenance) -> JSONValue {
    .object(
      [.init("schema", .string("copse.survival-recurrence/1"))] + provenance.members + [
        .init("results", .array(blocks.map { Self.json($0, provenance) })),
        .init("notes", .array(notes.map { .string($0) })),
        .init("warnings", .array(warnings.map(PoolResult.json))),
      ])
  }

  private static func json(_ block: Block, _ provenance: Provenance) -> JSONValue {
    let studies = block.studies
    return .object([
      .init("quantity", .string(studies.quantity.rawValue)), .init("declared", .bool(studies.isDeclared)),
      .init("at", .number(studies.time)),
      .init("pool", block.pool?.blockDocument(provenance) ?? .null),
      .init("withoutDerived", block.withoutDerived?.shortDocument(provenance) ?? .null),
      .init(
        "reported",
        .array(
          studies.rows.map {
            .object([
              .init("study", .string($0.label)), .init("stated", .string($0.stated)),
              .init("printed", .string($0.printed)),
            ])
          })),
      .init("excluded", .array(block.excluded.map(PoolResult.json))),
      .init("warnings", .array(block.warnings.map(PoolResult.json))),
    ])
  }
}

extension PoolResult {
  /// The document without the keys that the document around it has.
  fileprivate func blockDocument(_ provenance: Provenance) -> JSONValue {
    let outside: Set = ["schema", "tool", "command", "input"]
    guard case .object(let members) = document(provenance) else { return .null }
    return .object(members.filter { !outside.contains($0.key) })
  }
}
