import EffectSizes
import Figures
import Pooling
import SmallStudyEffects

extension BiasPart {
  /// Tests of the funnel's asymmetry, beside the result that they question.
  public init(asymmetry tests: AsymmetryTests, of pooled: PoolResult) {
    let title = "Tests of asymmetry"
    let failures = tests.outcomes.compactMap { outcome -> String? in
      guard case .failure(let error) = outcome.result else { return nil }
      return "\(AsymmetryRow.name(outcome)) is not made: \(error)"
    }
    guard failures.count < tests.outcomes.count else {
      self.init(key: "tests", title: title, refused: failures.joined(separator: "; "))
      return
    }
    let rows = tests.outcomes.map { AsymmetryRow($0, pooled: pooled) }
    var table = ResultTable(columns: AsymmetryRow.columns)
    var text = TextTable(AsymmetryRow.header(pooled.fit.model.level))
    for row in rows {
      table.append(row.cells)
      if let words = row.words { text.append(words) }
    }
    let choice = tests.choice
    var pairs = [(label: "For \(pooled.measure.code)", text: "\(choice.words): \(choice.reason)")]
    if let models = AsymmetryRow.models(tests) { pairs.append((label: "Tau2 and test", text: models)) }
    self.init(
      key: "tests",
      sections: [
        ReportSection(
          title: title,
          pairs: pairs, items: failures,
          table: text)
      ], table: table,
      json: .object([
        .init(
          "standard",
          .object([
            .init("test", .string(choice.test.rawValue)),
            .init("predictor", .string(choice.predictor?.rawValue)), .init("reason", .string(choice.reason)),
          ])), .init("results", table.json),
      ]), warnings: tests.warnings, assumingIndependence: tests.assumingIndependence)
  }
}

/// A test of asymmetry as a row.
private struct AsymmetryRow {
  static let columns =
    [
      "test", "predictor", "standard", "k", "statistic", "reference", "df", "p", "small_studies", "slope",
      "slope_se", "slope_lower", "slope_upper", "limit", "limit_se", "limit_lower", "limit_upper", "limit_p",
      "display_limit", "display_limit_lower", "display_limit_upper", "dispersion", "tau2", "kendall_tau",
      "model",
      "note",
    ]

  static func header(_ level: Double) -> [(header: String, alignment: TextTable.Alignment)] {
    [
      ("Test", .left), ("Slope", .right), ("Statistic", .right), ("p", .right), ("Small studies", .left),
      ("Limit [\(BiasText.percent(level)) CI]", .right),
    ]
  }

  static func name(_ outcome: AsymmetryTests.Outcome) -> String {
    outcome.predictor.map { "\(outcome.test.title) by \($0.words)" } ?? outcome.test.title
  }

  /// A name for a narrow table, "Egger by 1/n".
  private static func shortName(_ outcome: AsymmetryTests.Outcome) -> String {
    let name =
      switch outcome.test {
      case .eggerMixed: "Egger, mixed"
      case .macaskillPooled: "Macaskill, pooled"
      default: outcome.test.title
      }
    return outcome.predictor.map { "\(name), by \($0.shortWords)" } ?? name
  }

  /// The estimator of τ² and the test of the tests that have one, "Egger, mixed-effects REML, hk; …".
  static func models(_ tests: AsymmetryTests) -> String? {
    var words: [String] = []
    for outcome in tests.outcomes {
      guard case .success(let result) = outcome.result, let model = result.model else { continue }
      let text = "\(outcome.test.title) (\(model))"
      if !words.contains(text) { words.append(text) }
    }
    return words.isEmpty ? nil : words.joined(separator: ", ")
  }

  let cells: [ResultTable.Value]
  /// For reading; nil where there is no result.
  let words: [String]?

  init(_ outcome: AsymmetryTests.Outcome, pooled: PoolResult) {
    let name: [ResultTable.Value] = [
      .text(outcome.test.rawValue), .init(outcome.predictor?.rawValue), .bool(outcome.isStandard),
    ]
    switch outcome.result {
    case .failure(let error):
      let blank = Self.columns.count - name.count - 1
      cells = name + Array(repeating: .missing, count: blank) + [.text(error.description)]
      words = nil
    case .success(let result):
      let limit = result.limit.map { BiasText.displayed($0, pooled) }
      cells =
        name + [
          .integer(result.k), .number(result.statistic), .text(result.reference.rawValue), .init(result.df),
          .number(result.p), .init(result.smallStudiesAreHigher.map { $0 ? "higher" : "lower" }),
        ]
        + BiasText.cells(result.slope) + BiasText.cells(result.limit)
        + [
          .init(result.limit?.p), .init(limit?.value), .init(limit?.lower), .init(limit?.upper),
          .init(result.dispersion), .init(result.tau2), .init(result.kendallTau), .init(result.model),
          .missing,
        ]
      words = [
        Self.shortName(outcome), result.slope.map { NumberText.significant($0.value, digits: 3) } ?? "",
        Self.statistic(result), BiasText.p(result.p),
        result.smallStudiesAreHigher.map { $0 ? "higher" : "lower" } ?? "the same",
        limit.map { pooled.format.estimate($0.value, lower: $0.lower, upper: $0.upper) } ?? "",
      ]
    }
  }

  private static func statistic(_ result: AsymmetryResult) -> String {
    let value = NumberText.fixed(result.statistic, decimals: 2)
    switch result.reference {
    case .t:
      let df = result.df ?? 0
      let words = df == df.rounded() ? NumberText.exact(df) ?? "" : NumberText.fixed(df, decimals: 2)
      return "t = \(value), \(words) df"
    case .z: return "z = \(value)"
    case .exact: return "τ = \(NumberText.fixed(result.kendallTau ?? 0, decimals: 2)), exact"
    }
  }
}

extension SizePredictor {
  /// Its letters, for a narrow table.
  fileprivate var shortWords: String {
    switch self {
    case .sei: "SE"
    case .vi: "SE²"
    case .ni: "n"
    default: words
    }
  }
}
