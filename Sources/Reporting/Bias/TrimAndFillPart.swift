import EffectSizes
import Figures
import Pooling
import SmallStudyEffects

extension BiasPart {
  /// Trim and fill, beside the result that it questions; as rows the studies of the filled funnel.
  public init(trimAndFill result: TrimAndFill, of pooled: PoolResult) {
    let rows = Self.table(result, pooled)
    self.init(
      key: "trim-fill", sections: [TrimAndFillText(result: result, pooled: pooled).section], table: rows,
      json: .object([
        .init("estimator", .string(result.estimator.rawValue)), .init("side", .string(result.side.rawValue)),
        .init("sideFound", .bool(result.sideIsEstimated)),
        .init("trimmedWith", .string(result.center.rawValue)), .init("k0", .integer(result.k0)),
        .init("k0Unrounded", .number(result.missing.value)), .init("k0SE", .number(result.missing.se)),
        .init("k0P", .number(result.missing.p)), .init("iterations", .integer(result.iterations)),
        .init("converged", .bool(result.converged)),
        .init("cycle", .array(result.cycle.map { .integer($0) })),
        .init("unadjusted", Self.json(result.unadjusted, pooled)),
        .init("adjusted", Self.json(result.adjusted, pooled)),
        .init(
          "otherChoices",
          .array(
            result.alternatives.map {
              .object([
                .init("estimator", .string($0.estimator.rawValue)),
                .init("trimmedWith", .string($0.center.rawValue)),
                .init("k0", $0.k0.map { .integer($0) } ?? .null),
              ])
            })),
        .init("studies", rows.json),
      ]),
      warnings: result.warnings, assumingIndependence: ["Trim and fill"])
  }

  /// The studies, those put in last, with all that a funnel plot needs.
  private static func table(_ result: TrimAndFill, _ pooled: PoolResult) -> ResultTable {
    var table = ResultTable(columns: [
      "study", "filled", "yi", "vi", "sei", "estimate", "lower", "upper", "weight", "adjusted_yi",
      "unadjusted_yi", "adjusted_estimate", "unadjusted_estimate", "side", "k0",
    ])
    let (adjusted, unadjusted) = (result.adjusted.estimate, result.unadjusted.estimate)
    let shown = (
      BiasText.displayed(adjusted, pooled).value, BiasText.displayed(unadjusted, pooled).value
    )
    for ((study, isFilled), weight) in zip(result.studies, result.adjusted.shares) {
      table.append([
        .text(study.label), .bool(isFilled), .number(study.yi), .number(study.vi), .number(study.sei),
        .init(study.estimate), .init(study.lower), .init(study.upper), .init(weight),
        .number(adjusted.value), .number(unadjusted.value), .init(shown.0), .init(shown.1),
        .text(result.side.rawValue), .integer(result.k0),
      ])
    }
    return table
  }

  private static func json(_ fit: PooledFit, _ pooled: PoolResult) -> JSONValue {
    let (estimate, shown) = (fit.estimate, BiasText.displayed(fit.estimate, pooled))
    return .object([
      .init("k", .integer(fit.k)), .init("value", .number(estimate.value)), .init("se", .number(estimate.se)),
      .init("lower", .number(estimate.lower)), .init("upper", .number(estimate.upper)),
      .init("p", .number(estimate.p)), .init("displayValue", .number(shown.value)),
      .init("displayLower", .number(shown.lower)), .init("displayUpper", .number(shown.upper)),
      .init("tau2", .number(fit.heterogeneity.tau2)), .init("i2", .number(fit.heterogeneity.i2)),
      .init("q", .number(fit.heterogeneity.q)),
    ])
  }
}

/// Trim and fill for reading.
private struct TrimAndFillText {
  let result: TrimAndFill
  let pooled: PoolResult

  var section: ReportSection {
    var pairs = [
      (label: "Missing", text: missing),
      (label: "Pooled", text: BiasText.words(result.unadjusted.estimate, pooled)),
    ]
    if result.k0 > 0 {
      pairs.append((label: "With these", text: BiasText.words(result.adjusted.estimate, pooled)))
    }
    if !result.alternatives.isEmpty { pairs.append((label: "By other choices", text: alternatives)) }
    return ReportSection(
      title: "Trim and fill", pairs: pairs,
      items: [
        "What suppressing the most extreme results would do, and not a correction: the number rests on a funnel that"
          + " is symmetric but for the suppression"
      ], table: result.k0 > 0 ? filled : nil)
  }

  private var missing: String {
    let k0 = result.k0
    var text = "\(k0) \(k0 == 1 ? "study" : "studies")"
    if let se = result.missing.se { text += " (SE \(NumberText.fixed(se, decimals: 1)))" }
    text += " on the \(result.side.rawValue)"
    text += result.side == .left ? " (low" : " (high"
    text += " values of the \(pooled.measure.name)"
    text += result.sideIsEstimated ? ", as small studies lie on the other side)" : ", as asked for)"
    text += ", by \(result.estimator.rawValue), trimmed around the"
    text += isCommon ? " common-effect mean" : " mean of the model"
    if let p = result.missing.p { text += "; \(NumberText.pStatement(p)) against none missing" }
    return text
  }

  private var isCommon: Bool { result.center == .common || result.unadjusted.model.effects == "common" }

  private var alternatives: String {
    let centers = TrimAndFill.Center.allCases.compactMap { center -> String? in
      let others = result.alternatives.filter { $0.center == center }
      guard !others.isEmpty else { return nil }
      let numbers = others.map { "\($0.estimator.rawValue) \($0.k0.map { "\($0)" } ?? "none")" }
      let around = center == .common ? "the common-effect mean" : "the mean of the model"
      return numbers.joined(separator: ", ")
        + (result.unadjusted.model.effects == "common" ? "" : " around \(around)")
    }
    return centers.joined(separator: "; ")
  }

  private var filled: TextTable {
    var table = TextTable([("Put in", .left), ("\(pooled.measure.quantity) [CI]", .right)])
    for (study, _) in result.studies.filter(\.isFilled) {
      table.append([
        study.label, pooled.format.estimate(study.estimate, lower: study.lower, upper: study.upper),
      ])
    }
    return table
  }
}
