import EffectSizes
import Figures
import Pooling
import Survival

/// Pooled medians or restricted means: the result, the same without variances that rest on an assumption, and how each
/// study's variance came about.
public struct MedianResult: Sendable {
  /// The result of all studies.
  public let pool: PoolResult
  /// The result without derived variances; nil where there are none of these, or nothing else.
  public let withoutDerived: PoolResult?
  /// The effect sizes with their routes.
  public let times: TimeEffects

  /// Puts the parts together.
  public init(_ pool: PoolResult, withoutDerived: PoolResult?, times: TimeEffects) {
    self.pool = pool
    self.withoutDerived = withoutDerived
    self.times = times
  }

  /// Everything that is unwise about the result.
  public var warnings: [AnalysisWarning] { pool.warnings }

  /// The result for reading.
  public var text: String { pool.text + "\n" + sections.map(\.text).joined(separator: "\n") }

  /// The same in Markdown.
  public var markdown: String { pool.markdown + "\n" + sections.map(\.markdown).joined(separator: "\n") }

  /// The result as rows: those of `copse pool`, and the column `rows`, which tells those without derived variances.
  public var table: ResultTable {
    let all = pool.table
    var table = ResultTable(columns: all.columns + ["rows"])
    for row in all.rows { table.append(row + [.text("all")]) }
    for row in withoutDerived?.table.rows ?? [] { table.append(row + [.text("without-derived")]) }
    return table
  }

  /// The result as a document of the schema `copse.pool/1` with the keys `limitsReadOn`, `derivations`, `notPooled` and
  /// `withoutDerived`.
  public func document(_ provenance: Provenance) -> JSONValue {
    guard case .object(let members) = pool.document(provenance) else { return .null }
    return .object(
      members + [
        .init("limitsReadOn", .string(times.intervalScale.rawValue)),
        .init("derivations", .array(times.derivations.map(Self.json))),
        .init("notPooled", .array(times.unused.map(Self.json))),
        .init("withoutDerived", withoutDerived?.shortDocument(provenance) ?? .null),
      ])
  }

  /// The parts of the text.
  public var sections: [ReportSection] {
    var counts: [String] = []
    for route in TimeRoute.allCases {
      let count = times.derivations.flatMap(\.routes).filter { $0 == route }.count
      if count > 0 { counts.append("\(route.rawValue) \(count)") }
    }
    var pairs = [("Routes", counts.joined(separator: ", "))]
    if times.timeMeasure != .exponentialHazardRatio {
      pairs.append(
        (
          "Limits",
          "read on the \(times.intervalScale.rawValue) scale; the standard error is their distance / 2z"
        ))
    }
    var sections = [ReportSection(title: "Where the variances come from", pairs: pairs)]
    if let withoutDerived { sections.append(withoutDerived.shortSection(title: "Without derived variances")) }
    return sections
  }

  private static func json(_ derivation: TimeEffects.Derivation) -> JSONValue {
    .object([
      .init("study", .string(derivation.label)),
      .init("routes", .array(derivation.routes.map { .string($0.rawValue) })),
      .init("derived", .bool(derivation.isDerived)),
    ])
  }

  private static func json(_ unused: TimeEffects.Unused) -> JSONValue {
    .object([
      .init("study", .string(unused.label)), .init("values", .array(unused.values.map { .number($0) })),
      .init("reason", .string(unused.reason)),
    ])
  }
}

extension PoolResult {
  /// The main lines of a result that stands beside another.
  func shortSection(title: String) -> ReportSection {
    let percent = NumberText.exact((fit.model.level * 1e8).rounded() / 1e6) ?? ""
    var pairs = [
      (
        "Pooled",
        "\(format.value(display.value)) (\(percent)% CI \(format.number(display.lower)) to"
          + " \(format.number(display.upper)))"
      )
    ]
    if let lower = display.predictionLower, let upper = display.predictionUpper {
      pairs.append(("Prediction", "\(format.number(lower)) to \(format.value(upper))"))
    }
    if let tau = fit.heterogeneity.tau { pairs.append(("Tau", NumberText.significant(tau, digits: 4))) }
    pairs.append(("Studies", "\(fit.k)"))
    return ReportSection(title: title, pairs: pairs)
  }

  /// The values of a result that stands beside another, without what both have in common.
  func shortDocument(_ provenance: Provenance) -> JSONValue {
    let kept: Set = ["k", "estimate", "prediction", "display", "heterogeneity", "studies", "warnings"]
    guard case .object(let members) = document(provenance) else { return .null }
    return .object(members.filter { kept.contains($0.key) })
  }
}
