import Figures
import StudyData

extension SurvivalAtReport {
  /// The results as a document of the schema `copse.survival/1`: `results`, one per time, each with the keys of
  /// `copse.pool/1` but those that say where the data come from, and `withoutDerived`, which has them too.
  public func document(_ provenance: Provenance) -> JSONValue {
    .object(
      [.init("schema", .string("copse.survival/1"))] + provenance.members + [
        .init("alignment", .string(alignment)),
        .init("results", .array(blocks.map(\.document))),
      ])
  }

  /// The results as rows: for each time the subgroups and all of them, first of all rows and then without derived
  /// ones.
  public var table: ResultTable {
    let parts = blocks.flatMap { block in
      [(block.at, "all", block.result), (block.at, "without-derived", block.withoutDerived)].compactMap {
        at, rows, result in result.map { (at, rows, $0.table) }
      }
    }
    var table = ResultTable(columns: ["at", "rows"] + (parts.first?.2.columns ?? []))
    for (at, rows, part) in parts {
      for row in part.rows { table.append([.number(at), .text(rows)] + row) }
    }
    return table
  }
}

extension SurvivalAtReport.Block {
  fileprivate var document: JSONValue {
    let members =
      result?.members(nil) ?? [
        .init("k", .integer(0)), .init("excluded", .array(excluded.map(PoolResult.json))),
        .init("estimate", .null), .init("display", .null), .init("studies", .array([])),
      ]
    return .object(
      [.init("at", .number(at))] + members + [
        .init("withoutDerived", withoutDerived.map { .object($0.members(nil)) } ?? .null),
        .init("withoutDerivedReason", .string(whyNone)),
      ])
  }
}
