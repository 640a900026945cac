import Claims
import Figures

/// The claims of a review with their verdicts, ready to be written.
public struct ClaimReport: Sendable {
  /// The review.
  public let set: ClaimSet
  /// The results that are shown, in the order of the file.
  public let results: [ClaimResult]

  /// Keeps the results that are shown.
  public init(_ set: ClaimSet, results: [ClaimResult]) {
    self.set = set
    self.results = results
  }

  /// How many of the results have each verdict, in order of weight; verdicts without any too.
  public var counts: [(verdict: Verdict, count: Int)] {
    Verdict.allCases.map { verdict in (verdict, results.filter { $0.verdict == verdict }.count) }
  }

  /// Whether one of the results is contradicted or not reproduced.
  public var hasFailures: Bool { results.contains { $0.verdict.isFailure } }

  /// The columns of the contract, and behind them those that came later.
  public var table: ResultTable {
    var table = ResultTable(
      columns: [
        "claim", "source_line", "statement", "printed", "ours", "verdict", "rows", "missing", "study",
        "references",
        "note", "one_per_cohort", "kind", "analysis",
      ])
    for result in results {
      let claim = result.claim
      table.append([
        .text(claim.id), .integer(claim.sourceLine), .text(claim.statement), .text(claim.printed),
        .init(result.ours),
        .text(result.verdict.rawValue), .init(Self.list(result.rows.map { "\($0.row)" })),
        .init(result.missing),
        .init(claim.study ?? Self.list(result.studies)), .init(Self.list(result.references)),
        .init(result.note),
        .init(result.onePerCohort), .text(claim.kind.rawValue), .text(claim.derivation.name.rawValue),
      ])
    }
    return table
  }

  /// The document of the schema `copse.claims/1`.
  ///
  /// - Parameters:
  ///   - provenance: the program, the command and the evidence table.
  ///   - file: the name of the file of claims.
  ///   - sha256: the hash of its bytes, in hexadecimal.
  public func document(_ provenance: Provenance, file: String, sha256: String) -> JSONValue {
    .object(
      [.init("schema", .string("copse.claims/1"))] + provenance.members + [
        .init("claimsFile", .object([.init("file", .string(file)), .init("sha256", .string(sha256))])),
        .init("review", .string(set.review)), .init("title", .string(set.title)),
        .init(
          "source",
          .object([.init("lines", .integer(set.sourceLines)), .init("sha256", .string(set.sha256))])),
        .init("counts", .object(counts.map { .init($0.verdict.rawValue, .integer($0.count)) })),
        .init("claims", .array(results.map(Self.json))),
        .init("cohorts", .array(set.cohorts.map(Self.json))),
        .init("uncovered", .array(set.uncovered.map(Self.json))),
      ])
  }

  private static func json(_ result: ClaimResult) -> JSONValue {
    let claim = result.claim
    return .object([
      .init("claim", .string(claim.id)), .init("sourceLine", .integer(claim.sourceLine)),
      .init("study", .string(claim.study)), .init("statement", .string(claim.statement)),
      .init("printed", .string(claim.printed)), .init("kind", .string(claim.kind.rawValue)),
      .init("analysis", .string(claim.derivation.name.rawValue)), .init("ours", .string(result.ours)),
      .init("verdict", .string(result.verdict.rawValue)), .init("missing", .string(result.missing)),
      .init("note", .string(result.note.isEmpty ? nil : result.note)),
      .init("onePerCohort", .string(result.onePerCohort)),
      .init(
        "rows",
        .array(
          result.rows.map { row in
            .object([
              .init("row", .integer(row.row)), .init("reference", .string(row[.reference])),
              .init("study", .string(row.study)),
              .init("sourceLine", row[.sourceLine].flatMap { Int($0) }.map { .integer($0) } ?? .null),
            ])
          })),
    ])
  }

  private static func json(_ cohort: Cohort) -> JSONValue {
    .object([
      .init("name", .string(cohort.name)), .init("studies", .array(cohort.studies.map { .string($0) })),
      .init("reason", .string(cohort.reason)),
    ])
  }

  private static func json(_ lines: UncoveredLines) -> JSONValue {
    .object([
      .init("first", .integer(lines.lines.lowerBound)), .init("last", .integer(lines.lines.upperBound)),
      .init("reason", .string(lines.reason)),
    ])
  }

  static func list(_ texts: [String]) -> String {
    var distinct: [String] = []
    for text in texts where !distinct.contains(text) { distinct.append(text) }
    return distinct.joined(separator: "; ")
  }
}
