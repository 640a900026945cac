import Figures
import SmallStudyEffects

/// Selection models as rows. `row_type` says what a row is:
///
/// - `unadjusted`, `adjusted`: the mean without and with selection, on the analysis and the display scale;
/// - `tau2`, `delta`: a parameter; `test`: the likelihood-ratio test;
/// - `interval`: the weight and the studies from `x` to `x_end`, p-values or effects on the display scale (`x_is`);
/// - `curve`: the weight at `x` with pointwise limits, to be joined by straight lines.
enum SelectionTable {
  static let columns = [
    "model", "alternative", "row_type", "name", "x_is", "x", "x_end", "value", "se", "lower", "upper",
    "statistic",
    "df", "p", "profile_lower", "profile_upper", "display_value", "display_lower", "display_upper",
    "display_profile_lower", "display_profile_upper", "studies", "log_likelihood", "edge",
  ]

  static func append(_ text: SelectionText, to table: inout ResultTable) {
    let fit = text.fit
    func row(_ type: String, _ name: String, _ cells: [String: ResultTable.Value]) {
      var all = cells
      all["model"] = .text(text.name)
      all["alternative"] = .text(fit.alternative.rawValue)
      all["row_type"] = .text(type)
      all["name"] = .text(name)
      table.append(columns.map { all[$0] ?? .missing })
    }
    let before = fit.unadjusted.coefficients[0]
    row(
      "unadjusted", "mean",
      estimate(before.value, before.se, before.lower, before.upper, before.statistic, before.p, nil, text)
        .merging(["log_likelihood": .init(fit.unadjusted.logLikelihood)]) { $1 })
    if let tau2 = fit.unadjusted.tau2 {
      row("unadjusted", "tau2", ["value": .number(tau2), "se": .init(fit.unadjusted.tau2SE)])
    }
    let after = fit.coefficients[0]
    row(
      "adjusted", "mean",
      estimate(
        after.estimate.value, after.estimate.se, after.estimate.lower, after.estimate.upper,
        after.estimate.statistic, after.estimate.p, after.profile, text
      ).merging(["log_likelihood": .init(fit.criteria.logLikelihood)]) { $1 })
    if let tau2 = fit.tau2 { row("tau2", "tau2", parameter(tau2)) }
    for one in fit.parameters { row("delta", one.name, parameter(one)) }
    if let test = fit.likelihoodRatio {
      row(
        "test", "likelihood-ratio",
        ["statistic": .number(test.statistic), "df": .integer(test.df), "p": .number(test.p)])
    }
    let isEffect = fit.cut != nil
    for interval in fit.intervals {
      row(
        "interval", "weight",
        [
          "x_is": .text(isEffect ? "effect" : "p"),
          "x": .init(isEffect ? text.displayed(interval.lower) : interval.lower),
          "x_end": .init(isEffect ? text.displayed(interval.upper) : interval.upper),
          "value": .init(interval.weight), "studies": .integer(interval.studies),
        ])
    }
    for point in fit.curve {
      row(
        "curve", "weight",
        [
          "x_is": .text("p"), "x": .number(point.p), "value": .init(point.weight),
          "lower": .init(point.lower), "upper": .init(point.upper),
        ])
    }
  }

  private static func estimate(
    _ value: Double, _ se: Double, _ lower: Double, _ upper: Double, _ statistic: Double?, _ p: Double?,
    _ profile: ProfileInterval?, _ text: SelectionText
  ) -> [String: ResultTable.Value] {
    [
      "value": .init(value), "se": .init(se), "lower": .init(lower), "upper": .init(upper),
      "statistic": .init(statistic), "p": .init(p), "profile_lower": .init(profile?.lower),
      "profile_upper": .init(profile?.upper), "display_value": .init(text.displayed(value)),
      "display_lower": .init(text.displayed(lower)), "display_upper": .init(text.displayed(upper)),
      "display_profile_lower": .init(text.displayed(profile?.lower)),
      "display_profile_upper": .init(text.displayed(profile?.upper)),
    ]
  }

  private static func parameter(_ one: SelectionFit.Parameter) -> [String: ResultTable.Value] {
    [
      "value": .init(one.value), "se": .init(one.se), "lower": .init(one.lower), "upper": .init(one.upper),
      "statistic": .init(one.statistic), "p": .init(one.p), "profile_lower": .init(one.profile?.lower),
      "profile_upper": .init(one.profile?.upper), "edge": .init(one.edge?.rawValue),
    ]
  }
}
