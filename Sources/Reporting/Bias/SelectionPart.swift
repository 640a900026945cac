import EffectSizes
import Figures
import Pooling
import SmallStudyEffects

extension BiasPart {
  /// Selection models, beside the result that they question; one section and the rows of one `model` for each.
  ///
  /// - Parameters:
  ///   - fits: the models, each with the name that it was asked for by.
  ///   - pooled: the result.
  ///   - refused: models that could not be fitted, and why.
  public init(
    selection fits: [(name: String, fit: SelectionFit)], of pooled: PoolResult,
    refused: [(name: String, reason: String)] = []
  ) {
    let texts = fits.map { SelectionText(name: $0.name, fit: $0.fit, pooled: pooled) }
    var table = ResultTable(columns: SelectionTable.columns)
    for text in texts { SelectionTable.append(text, to: &table) }
    var sections = texts.map(\.section)
    if !refused.isEmpty {
      sections.append(
        ReportSection(
          title: "Selection models that were not fitted", items: refused.map { "\($0.name): \($0.reason)" }))
    }
    self.init(
      key: "selection", sections: sections, table: table,
      json: .object([
        .init("models", .array(texts.map { SelectionDocument(text: $0).json })),
        .init(
          "refused",
          .array(
            refused.map {
              .object([.init("model", .string($0.name)), .init("reason", .string($0.reason))])
            })),
      ]),
      warnings: Self.warnings(texts))
  }

  /// The warnings of the models, each once with the names of those that it is about.
  private static func warnings(_ texts: [SelectionText]) -> [AnalysisWarning] {
    var warnings: [(warning: AnalysisWarning, names: [String])] = []
    for text in texts {
      for warning in text.fit.warnings {
        if let place = warnings.firstIndex(where: { $0.warning == warning }) {
          warnings[place].names.append(text.name)
        } else {
          warnings.append((warning, [text.name]))
        }
      }
    }
    return warnings.map { warning, names in
      let start = names.count == 1 ? "selection model" : "selection models"
      return AnalysisWarning(
        code: warning.code, message: "\(start) \(names.joined(separator: ", ")): \(warning.message)",
        study: warning.study)
    }
  }
}

/// One selection model for reading.
struct SelectionText {
  let name: String
  let fit: SelectionFit
  let pooled: PoolResult

  var section: ReportSection {
    var pairs: [(label: String, text: String)] = [
      ("Assumed", assumption),
      ("Unadjusted", BiasText.words(fit.unadjusted.coefficients[0], pooled) + ", by maximum likelihood"),
      ("Adjusted", BiasText.words(fit.coefficients[0].estimate, pooled) + ", as if all had been published"),
    ]
    if let profile = fit.coefficients[0].profile { pairs.append(("Profile", words(profile))) }
    if let tau2 = fit.tau2 { pairs.append(("Tau", tau(tau2))) }
    if let test = fit.likelihoodRatio {
      pairs.append(
        (
          "Selection",
          "χ² = \(BiasText.short(test.statistic)) on \(test.df) df, \(NumberText.pStatement(test.p)) against"
            + " none" + (isNullAtEdge ? " (about half of it, since none is the end of the range)" : "")
        ))
    }
    return ReportSection(title: "Selection model \(name)", pairs: pairs, table: weights)
  }

  private var isNullAtEdge: Bool { fit.parameters.contains { $0.null == 0 } }

  private var direction: String {
    switch fit.alternative {
    case .greater: "one-sided p-value for larger effects"
    case .less: "one-sided p-value for smaller effects"
    case .twoSided: "two-sided p-value"
    }
  }

  private var assumption: String {
    let start = "the probability that a study is published depends only on its"
    switch fit.model.function {
    case .step:
      return "\(start) \(direction), by the steps below"
        + (fit.model.weights == nil ? "" : "; these are supposed, not estimated")
    case .beta: return "\(start) \(direction), as p^(delta1 - 1) (1 - p)^(delta2 - 1)"
    case .halfNormal: return "\(start) \(direction), as exp(-delta1 p²)"
    case .negativeExponential: return "\(start) \(direction), as exp(-delta1 p)"
    case .logistic: return "\(start) \(direction), as 2/(1 + exp(delta1 p))"
    case .power: return "\(start) \(direction), as (1 - p)^delta1"
    case .truncation, .truncationEstimated:
      let side = fit.alternative == .less ? "below" : "above"
      let cut = shown(fit.cut ?? 0)
      return "\(start) effect being \(side) \(cut)"
        + (fit.model.function == .truncationEstimated ? ", a cut that is estimated" : "")
    }
  }

  /// A value of the analysis scale on the display scale.
  func displayed(_ value: Double?) -> Double? {
    value.map { $0.isFinite ? pooled.display.transformation.inverse($0) : $0 }
  }

  private func shown(_ value: Double) -> String {
    displayed(value).map { $0.isFinite ? pooled.format.value($0) : "" } ?? ""
  }

  private func words(_ profile: ProfileInterval) -> String {
    let level = BiasText.percent(fit.model.level)
    let (lower, upper) = (profile.lower.map(shown) ?? "no limit", profile.upper.map(shown) ?? "no limit")
    return "\(level) profile-likelihood interval \(lower) to \(upper)"
  }

  private func tau(_ tau2: SelectionFit.Parameter) -> String {
    let scale = pooled.measure.transformation.name
    var text = "\(BiasText.short((tau2.value ?? 0).squareRoot())) on the \(scale) scale"
    if let profile = tau2.profile {
      let upper = profile.upper.map { BiasText.short($0.squareRoot()) } ?? "no limit"
      text += " (profile \(BiasText.short((profile.lower ?? 0).squareRoot())) to \(upper))"
    }
    if let before = fit.unadjusted.tau2 {
      text += ", unadjusted \(BiasText.short(before.squareRoot()))"
    }
    return text
  }

  // MARK: The weights

  private var weights: TextTable {
    fit.intervals.isEmpty ? parameterTable : intervalTable
  }

  /// The studies and the probability of selection of each interval.
  private var intervalTable: TextTable {
    let isEffect = fit.cut != nil
    var table = TextTable([
      (isEffect ? "effect" : "p", .left), ("studies", .right), ("weight", .right),
      ("\(BiasText.percent(fit.model.level)) profile", .left), ("p for 1", .right),
    ])
    for (place, interval) in fit.intervals.enumerated() {
      let parameter = fit.model.weights == nil && place > 0 ? fit.parameters[place - 1] : nil
      let name =
        isEffect
        ? (interval.lower.isFinite ? "above \(shown(interval.lower))" : "below \(shown(interval.upper))")
        : "\(NumberText.exact(interval.lower) ?? "") to \(NumberText.exact(interval.upper) ?? "")"
      table.append([
        name, "\(interval.studies)", interval.weight.map(BiasText.short) ?? "no limit",
        parameter?.profile.map(limits) ?? "", parameter?.p.map(BiasText.p) ?? "",
      ])
    }
    return table
  }

  /// The parameters of a formula.
  private var parameterTable: TextTable {
    var table = TextTable([
      ("parameter", .left), ("value", .right), ("SE", .right),
      ("\(BiasText.percent(fit.model.level)) profile", .left), ("no selection", .right), ("p", .right),
    ])
    for parameter in fit.parameters {
      table.append([
        parameter.name, parameter.value.map(BiasText.short) ?? "no limit",
        parameter.se.map(BiasText.short) ?? "", parameter.profile.map(limits) ?? "",
        parameter.null.flatMap(NumberText.exact) ?? "", parameter.p.map(BiasText.p) ?? "",
      ])
    }
    for p in [0.025, 0.05, 0.5, 0.95] {
      guard let weight = fit.weight(at: p) else { continue }
      table.append(["weight at p = \(p)", BiasText.short(weight), "", "", "", ""])
    }
    return table
  }

  private func limits(_ profile: ProfileInterval) -> String {
    let ends = [profile.lower, profile.upper].map { $0.map(BiasText.short) ?? "no limit" }
    return "\(ends[0]) to \(ends[1])"
  }
}
