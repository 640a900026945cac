import EffectSizes
import Figures
import Pooling
import SmallStudyEffects

extension BiasPart {
  /// The limit meta-analysis, beside the result that it questions.
  public init(limit result: LimitMetaAnalysis, of pooled: PoolResult) {
    let effects = pooled.fit.effects
    self.init(
      key: "limit", sections: [LimitText(result: result, pooled: pooled).section],
      table: Self.table(result, pooled),
      json: .object([
        .init("adjusted", Self.json(result.adjusted, pooled)), .init("tau2", .number(result.tau2)),
        .init("alpha", .number(result.alpha)), .init("beta", .number(result.beta)),
        .init("g2", .number(result.g2)), .init("q", Self.json(result.total)),
        .init("qSmallStudies", Self.json(result.smallStudies)),
        .init("qResidual", Self.json(result.residual)),
        .init("rows", Self.table(result, pooled).json),
      ]),
      warnings: AsymmetryWarnings.about(effects), assumingIndependence: ["Limit meta-analysis"])
  }

  /// The adjusted value, the studies with their limits, and the curve of the mean by standard error.
  private static func table(_ result: LimitMetaAnalysis, _ pooled: PoolResult) -> ResultTable {
    let scale = pooled.display.transformation
    let shown = BiasText.displayed(result.adjusted, pooled)
    var table = ResultTable(columns: [
      "row_type", "study", "sei", "yi", "lower", "upper", "estimate", "estimate_lower", "estimate_upper",
      "limit_yi", "limit_estimate",
    ])
    table.append([
      .text("adjusted"), .missing, .number(0), .number(result.adjusted.value), .number(result.adjusted.lower),
      .number(result.adjusted.upper), .number(shown.value), .number(shown.lower), .number(shown.upper),
      .missing, .missing,
    ])
    for (study, limit) in zip(pooled.fit.effects.studies, result.studies) {
      table.append([
        .text("study"), .text(study.label), .number(study.sei), .number(study.yi), .missing, .missing,
        .number(study.estimate), .number(study.lower), .number(study.upper), .number(limit),
        .number(scale.inverse(limit)),
      ])
    }
    for point in result.curve(upTo: (pooled.fit.effects.studies.map(\.sei).max() ?? 0) * 1.05) {
      table.append([
        .text("curve"), .missing, .number(point.sei), .number(point.yi), .missing, .missing,
        .number(scale.inverse(point.yi)), .missing, .missing, .missing, .missing,
      ])
    }
    return table
  }

  private static func json(_ estimate: Estimate, _ pooled: PoolResult) -> JSONValue {
    let shown = BiasText.displayed(estimate, pooled)
    return .object([
      .init("value", .number(estimate.value)), .init("se", .number(estimate.se)),
      .init("lower", .number(estimate.lower)), .init("upper", .number(estimate.upper)),
      .init("p", .number(estimate.p)), .init("displayValue", .number(shown.value)),
      .init("displayLower", .number(shown.lower)), .init("displayUpper", .number(shown.upper)),
    ])
  }

  private static func json(_ test: LimitMetaAnalysis.QTest) -> JSONValue {
    .object([.init("q", .number(test.q)), .init("df", .number(test.df)), .init("p", .number(test.p))])
  }
}

/// The limit meta-analysis for reading.
private struct LimitText {
  let result: LimitMetaAnalysis
  let pooled: PoolResult

  var section: ReportSection {
    var pairs = [
      (label: "Adjusted", text: BiasText.words(result.adjusted, pooled)),
      (label: "Pooled", text: BiasText.words(pooled.fit.estimate, pooled)),
      (label: "Q", text: words(result.total)),
      (label: "of it small-study effects", text: words(result.smallStudies)),
      (label: "of it the rest", text: words(result.residual)),
    ]
    if let g2 = result.g2 {
      pairs.append(
        (
          label: "G2",
          text:
            "\(NumberText.fixed(g2 * 100, decimals: 1))% of the variation is left when small-study effects"
            + " are allowed for"
        ))
    }
    var table = TextTable([
      ("Study", .left), (pooled.measure.quantity, .right), ("In the limit", .right),
    ])
    let scale = pooled.display.transformation
    for (study, limit) in zip(pooled.fit.effects.studies, result.studies) {
      table.append([
        study.label, pooled.format.value(study.estimate), pooled.format.value(scale.inverse(limit)),
      ])
    }
    return ReportSection(
      title: "Limit meta-analysis: studies of infinite precision", pairs: pairs, table: table)
  }

  private func words(_ test: LimitMetaAnalysis.QTest) -> String {
    "\(NumberText.fixed(test.q, decimals: 2)) on \(NumberText.exact(test.df) ?? "") df"
      + (test.p.map { ", " + NumberText.pStatement($0) } ?? "")
  }
}
