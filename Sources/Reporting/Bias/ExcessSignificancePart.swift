import EffectSizes
import Figures
import Pooling
import SmallStudyEffects

extension BiasPart {
  /// The test of excess significance, beside the result that it questions; as rows the studies with their power.
  public init(excess result: ExcessSignificance, of pooled: PoolResult) {
    let rows = Self.table(result, pooled)
    let scale = pooled.display.transformation
    self.init(
      key: "excess", sections: [ExcessText(result: result, pooled: pooled).section], table: rows,
      json: .object([
        .init("test", .string(result.test.rawValue)),
        .init("alternative", .string(result.alternative.rawValue)),
        .init("alpha", .number(result.alpha)), .init("theta", .number(result.theta)),
        .init("displayTheta", .number(scale.inverse(result.theta))), .init("tau2", .number(result.tau2)),
        .init("observed", .integer(result.observed)), .init("expected", .number(result.expected)),
        .init("chiSquared", .number(result.chiSquared)), .init("p", .number(result.p)),
        .init("limitAlpha", .number(result.limitAlpha)), .init("limit", .number(result.limit)),
        .init("displayLimit", .number(result.limit.map(scale.inverse))), .init("studies", rows.json),
      ]),
      warnings: result.warnings)
  }

  private static func table(_ result: ExcessSignificance, _ pooled: PoolResult) -> ResultTable {
    var table = ResultTable(columns: [
      "study", "yi", "sei", "z", "significant", "power", "alpha", "alternative", "theta", "tau2", "observed",
      "expected", "p",
    ])
    for (study, power) in zip(pooled.fit.effects.studies, result.studies) {
      table.append([
        .text(study.label), .number(study.yi), .number(study.sei), .number(power.z),
        .bool(power.isSignificant),
        .number(power.power), .number(result.alpha), .text(result.alternative.rawValue),
        .number(result.theta),
        .number(result.tau2), .integer(result.observed), .number(result.expected), .number(result.p),
      ])
    }
    return table
  }
}

/// The test of excess significance for reading.
private struct ExcessText {
  let result: ExcessSignificance
  let pooled: PoolResult

  var section: ReportSection {
    var table = TextTable([("Study", .left), ("z", .right), ("Significant", .left), ("Power", .right)])
    for study in result.studies {
      table.append([
        study.label, NumberText.fixed(study.z, decimals: 2), study.isSignificant ? "yes" : "",
        NumberText.fixed(study.power * 100, decimals: 1) + "%",
      ])
    }
    return ReportSection(
      title: "Excess significance",
      pairs: [
        (label: "Significant", text: significant), (label: "Expected", text: expected),
        (label: "Excess", text: excess), (label: "Limit", text: limit),
      ], table: table)
  }

  private var significant: String {
    let side =
      switch result.alternative {
      case .twoSided: "two-sided"
      case .greater: "one-sided, above no effect"
      case .less: "one-sided, below no effect"
      }
    return
      "\(result.observed) of \(result.studies.count) \(result.studies.count == 1 ? "study" : "studies") at \(NumberText.exact(result.alpha) ?? "") (\(side))"
  }

  private var expected: String {
    var text =
      "\(NumberText.fixed(result.expected, decimals: 1)) by the studies' power at \(effect(result.theta))"
    if result.tau2 > 0 { text += " with tau2 \(BiasText.short(result.tau2))" }
    return text
  }

  private var excess: String {
    let test =
      switch result.test {
      case .exact: "exact, each study with its own power"
      case .chi2: "chi-squared \(BiasText.short(result.chiSquared ?? 0))"
      case .binomial: "binomial with the average power"
      }
    return "\(NumberText.pStatement(result.p)), one-sided (\(test))"
  }

  private var limit: String {
    let alpha = NumberText.exact(result.limitAlpha) ?? ""
    guard let limit = result.limit else {
      return result.p >= result.limitAlpha
        ? "none: even without effect so many would not be an excess at \(alpha)"
        : "none: no effect on this side explains so many at \(alpha)"
    }
    return "from \(effect(limit)) on, away from no effect, so many are no excess (p at least \(alpha))"
  }

  /// "a risk ratio of 0.65".
  private func effect(_ value: Double) -> String {
    let quantity = pooled.measure.quantity.lowercased()
    let article = quantity.first.map { "aeio".contains($0) } == true ? "an" : "a"
    return "\(article) \(quantity) of \(pooled.format.value(pooled.display.transformation.inverse(value)))"
  }
}
