import EffectSizes
import Figures
import MetaRegression
import Pooling

extension RegressionResult {
  /// The result for reading: what the moderators explain, the coefficients, the terms, the predictions, and every
  /// choice by name.
  public var text: String { sections.map(\.text).joined(separator: "\n") }

  /// The same in Markdown.
  public var markdown: String { sections.map(\.markdown).joined(separator: "\n") }

  /// The parts of the text.
  public var sections: [ReportSection] {
    var sections = [headline, coefficients]
    if !fit.terms.isEmpty { sections.append(terms) }
    if !predictions.isEmpty { sections.append(predicted) }
    sections.append(ReportSection(title: "Choices", pairs: choices))
    if !excluded.isEmpty {
      sections.append(
        ReportSection(
          title: "Left out (\(excluded.count))", items: excluded.map { "\($0.label): \($0.reason)" }))
    }
    if !warnings.isEmpty {
      sections.append(ReportSection(title: "Warnings", items: warnings.map { "\($0.message) (\($0.code))" }))
    }
    return sections
  }

  private func short(_ value: Double) -> String { NumberText.significant(value, digits: 4) }

  private var percent: String { (NumberText.exact((fit.model.level * 1e8).rounded() / 1e6) ?? "") + "%" }

  // MARK: The result

  private var headline: ReportSection {
    let h = fit.heterogeneity
    var pairs: [(String, String)] = []
    if let omnibus = fit.omnibus { pairs.append(("Moderators", words(omnibus) + permutationWords)) }
    if let r2 = fit.r2 {
      pairs.append(
        (
          "R2",
          "\(NumberText.fixed(r2 * 100, decimals: 1))% of τ² (\(short(fit.tau2WithoutModerators ?? 0)) without"
            + " moderators)"
        ))
    }
    if let tau = h.tau {
      var text = "\(short(tau)) on the \(measure.transformation.name) scale"
      if let lower = h.tau2Lower, let upper = h.tau2Upper {
        text +=
          " (\(fit.model.tau2Interval.name) \(short(lower.squareRoot())) to \(short(upper.squareRoot())))"
      }
      pairs.append(("Residual tau", text))
    }
    if let p = h.qP {
      pairs.append(
        (
          "Residual Q",
          "\(NumberText.fixed(h.q, decimals: 2)) on \(NumberText.exact(h.qDF) ?? "") df,"
            + " \(NumberText.pStatement(p))"
        ))
    }
    if let i2 = h.i2, let h2 = h.h2 {
      pairs.append(
        (
          "Residual I2",
          "\(NumberText.fixed(i2 * 100, decimals: 1))%, H2 \(NumberText.fixed(h2, decimals: 2))"
        )
      )
    }
    pairs.append(("Studies", "\(fit.k), \(fit.p) coefficient\(fit.p == 1 ? "" : "s")"))
    return ReportSection(title: "\(measure.quantity), meta-regression", pairs: pairs)
  }

  private func words(_ test: WaldTest) -> String {
    let m = NumberText.exact(test.df1) ?? ""
    guard let df2 = test.df2 else {
      return
        "χ² = \(NumberText.fixed(test.statistic, decimals: 2)) on \(m) df, \(NumberText.pStatement(test.p))"
    }
    return
      "F = \(NumberText.fixed(test.statistic, decimals: 2)) on \(m) and \(dfText(df2)) df,"
      + " \(NumberText.pStatement(test.p))"
  }

  /// Whole degrees of freedom as they are, others to two places.
  private func dfText(_ df: Double) -> String {
    df == df.rounded() ? NumberText.exact(df) ?? "" : NumberText.fixed(df, decimals: 2)
  }

  /// Whether each coefficient has degrees of freedom of its own.
  private var hasOwnDF: Bool { [.kenwardRoger, .satterthwaite].contains(fit.model.test) }

  private var permutationWords: String {
    guard let p = permutation?.omnibus else { return "" }
    return "; by permutation \(NumberText.pStatement(p))"
  }

  private var coefficients: ReportSection {
    let hasInflation = fit.coefficients.filter { $0.varianceInflation != nil }.count > 1
    var columns: [(header: String, alignment: TextTable.Alignment)] = [
      ("Coefficient", .left), ("Value", .right), ("SE", .right), ("\(percent) CI", .right),
      (fit.coefficients[0].estimate.df == nil ? "z" : "t", .right), ("p", .right),
    ]
    if hasOwnDF { columns.insert(("df", .right), at: 5) }
    if permutation != nil { columns.append(("p perm.", .right)) }
    if hasInflation { columns.append(("VIF", .right)) }
    var table = TextTable(columns)
    for (place, coefficient) in fit.coefficients.enumerated() {
      let estimate = coefficient.estimate
      var row = [
        coefficient.name, short(estimate.value), short(estimate.se),
        "[\(short(estimate.lower)), \(short(estimate.upper))]",
        estimate.statistic.map { NumberText.fixed($0, decimals: 2) } ?? "", estimate.p.map(pText) ?? "",
      ]
      if hasOwnDF { row.insert(estimate.df.map(dfText) ?? "", at: 5) }
      if let permutation { row.append(pText(permutation.coefficients[place])) }
      if hasInflation {
        row.append(coefficient.varianceInflation.map { NumberText.fixed($0.gvif, decimals: 2) } ?? "")
      }
      table.append(row)
    }
    return ReportSection(title: "Coefficients (\(measure.transformation.name) scale)", table: table)
  }

  private func pText(_ p: Double) -> String { p < 0.001 ? "< 0.001" : NumberText.fixed(p, decimals: 3) }

  private var terms: ReportSection {
    var table = TextTable([("Term", .left), ("Test", .left), ("GVIF", .right), ("GVIF^(1/2m)", .right)])
    for term in fit.terms {
      table.append([
        term.name, term.test.map(words) ?? "not testable",
        term.varianceInflation.map { NumberText.fixed($0.gvif, decimals: 2) } ?? "",
        term.varianceInflation.map { NumberText.fixed($0.scaled, decimals: 2) } ?? "",
      ])
    }
    return ReportSection(title: "Terms", table: table)
  }

  private var predicted: ReportSection {
    var table = TextTable([
      ("At", .left), ("\(measure.quantity) [\(percent) CI]", .right), ("Prediction", .right),
    ])
    func number(_ value: Double) -> String {
      measure.isProportion ? NumberText.significant(value * 100, digits: 3) + "%" : short(value)
    }
    for prediction in predictions {
      let shown = display(prediction)
      var interval = "none"
      if let lower = shown.predictionLower, let upper = shown.predictionUpper {
        interval = "[\(number(lower)), \(number(upper))]"
      }
      table.append([
        prediction.at.isEmpty ? "(no moderators)" : prediction.at.map(\.text).joined(separator: ", "),
        "\(number(shown.value)) [\(number(shown.lower)), \(number(shown.upper))]", interval,
      ])
    }
    return ReportSection(title: "Predictions", table: table)
  }

  // MARK: The choices

  var choices: [(label: String, text: String)] {
    let (model, design) = (fit.model, fit.data.design)
    var pairs: [(label: String, text: String)] = [
      (
        "Measure",
        "\(measure.code), \(measure.name); pooled on the \(measure.transformation.name) scale"
      ),
      (
        "Model",
        "mixed effects, inverse variance: "
          + ((design.hasIntercept ? ["intercept"] : []) + design.terms.map(\.name)).joined(separator: " + ")
      ),
      ("Tau2", Choices.tau2(model.tau2.code)), ("Test", Choices.test(model.test.rawValue)),
    ]
    pairs += design.moderators.compactMap(Self.words)
    if !predictions.isEmpty { pairs.append(("Prediction", predictionWords)) }
    pairs.append(("Tau2 limits", "\(model.tau2Interval.rawValue): \(model.tau2Interval.name)"))
    pairs.append(("I2", model.i2 == .q ? "q: from Q" : "tau2: from τ² and the typical variance"))
    pairs.append(("Level", percent))
    if let permutation {
      let count = NumberText.exact(Double(permutation.count)) ?? ""
      pairs.append(
        (
          "Permutations",
          permutation.isExact
            ? "all \(count)"
            : "\(count) of \(NumberText.significant(permutation.possible, digits: 4)), seed"
              + " \(permutation.seed ?? 0)"
        ))
    }
    return pairs
  }

  /// How a factor is coded or a number centered.
  private static func words(_ moderator: Moderator) -> (label: String, text: String)? {
    switch moderator.values {
    case .factor(_, let levels):
      return (moderator.name, "factor of \(levels.count) levels, reference \(levels[0])")
    case .numeric(_, let center):
      return center == 0 ? nil : (moderator.name, "centered at \(NumberText.exact(center) ?? "")")
    }
  }

  /// The intervals by name; with p coefficients instead of one.
  private var predictionWords: String {
    switch fit.model.prediction {
    case .hts: "hts: Higgins-Thompson-Spiegelhalter, t with k - p - 1 df"
    case .v: "v: Veroniki, t with k - p df"
    case .hk: "hk: Hartung-Knapp, t with k - p df"
    default: "\(fit.model.prediction.rawValue): \(fit.model.prediction.name)"
    }
  }
}
