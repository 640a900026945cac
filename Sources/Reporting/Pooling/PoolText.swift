import EffectSizes
import Figures
import Pooling
import StudyData

extension PoolResult {
  /// The result for reading: the estimate on the natural scale first, then τ and the prediction interval,
  /// the studies, the tests of heterogeneity, and every choice by name.
  public var text: String { sections.map(\.text).joined(separator: "\n") }

  /// The same in Markdown.
  public var markdown: String { sections.map(\.markdown).joined(separator: "\n") }

  /// The parts of the text.
  public var sections: [ReportSection] {
    var sections = resultSections
    sections.append(ReportSection(title: "Choices", pairs: Choices(self).lines.map { ($0.label, $0.words) }))
    if !excluded.isEmpty {
      let lines = excluded.map { "\($0.label): \($0.reason)" }
      sections.append(ReportSection(title: "Left out (\(excluded.count))", items: lines))
    }
    if !warnings.isEmpty {
      sections.append(ReportSection(title: "Warnings", items: warnings.map { "\($0.message) (\($0.code))" }))
    }
    return sections
  }

  /// The result, the studies, the subgroups and the heterogeneity.
  var resultSections: [ReportSection] {
    var sections = [headline, studies]
    if let subgroups { sections.append(groups(subgroups)) }
    sections.append(heterogeneity)
    if let rounding { sections.append(section(rounding)) }
    if let likelihood = fit.likelihood { sections.append(likelihood.section) }
    return sections
  }

  // MARK: The result

  private var headline: ReportSection {
    let percent = NumberText.exact((fit.model.level * 1e8).rounded() / 1e6) ?? ""
    let display = display
    var pairs = [
      (
        "Pooled",
        "\(format.value(display.value)) (\(percent)% CI \(format.number(display.lower)) to"
          + " \(format.number(display.upper)))\(test)"
      )
    ]
    if let tau = fit.heterogeneity.tau { pairs.append(("Tau", tauText(tau))) }
    if let lower = display.predictionLower, let upper = display.predictionUpper {
      pairs.append(
        ("Prediction", "\(format.number(lower)) to \(format.value(upper)) for the true value of a new study"))
    } else if fit.model.effects == "random" {
      pairs.append(("Prediction", "none"))
    }
    if let mean = display.marginalMean {
      pairs.append(("Mean", "\(format.value(mean)), the mean over studies; the pooled value is their median"))
    }
    if let beside = likelihoodBeside {
      let shown = DisplayedResult(beside)
      pairs.append(
        (
          "Likelihood",
          "\(format.estimate(shown.value, lower: shown.lower, upper: shown.upper)), of the counts as they are"
            + " (\(beside.likelihood?.name ?? beside.model.method))"
        ))
    }
    pairs += absoluteLines
    if let share = shareBeyond(fit) { pairs.append(("Share", text(share))) }
    pairs.append(("Studies", sizeText))
    for alternative in display.alternatives {
      let values = format.estimate(alternative.value, lower: alternative.lower, upper: alternative.upper)
      let size = NumberText.significant(alternative.size, digits: 6)
      pairs.append(("If n = \(size)", "\(values) (\(alternative.rule.name))"))
    }
    return ReportSection(title: "\(measure.quantity), \(modelWords)", pairs: pairs)
  }

  var modelWords: String {
    switch fit.model.method {
    case "mh": "common effect (Mantel-Haenszel)"
    case "peto": "common effect (Peto)"
    case "glmm":
      "\(fit.model.effects == "random" ? "random effects" : "common effect") (likelihood of the counts)"
    case "beta-binomial": "random effects (beta-binomial)"
    default: fit.model.effects == "random" ? "random effects" : "common effect"
    }
  }

  private var test: String {
    guard let p = fit.estimate.p, let null = measure.null else { return "" }
    return ", \(NumberText.pStatement(p)) against \(NumberText.exact(null) ?? "")"
  }

  private func tauText(_ tau: Double) -> String {
    var text = "\(NumberText.significant(tau, digits: 4)) on the \(measure.transformation.name) scale"
    if let lower = fit.heterogeneity.tau2Lower, let upper = fit.heterogeneity.tau2Upper {
      let name = fit.model.tau2Interval.flatMap { Tau2IntervalMethod(rawValue: $0)?.name } ?? "limits"
      text += " (\(name) \(NumberText.significant(lower.squareRoot(), digits: 4)) to"
      text += " \(NumberText.significant(upper.squareRoot(), digits: 4)))"
    }
    return text
  }

  private func text(_ share: ShareBeyond) -> String {
    func percent(_ value: Double) -> String { NumberText.fixed(value * 100, decimals: 1) + "%" }
    var text = "\(percent(share.above)) of true effects above \(format.value(share.threshold))"
    if let lower = share.lower, let upper = share.upper {
      text += " (\(percent(lower)) to \(percent(upper)))"
    }
    return text
  }

  private var sizeText: String {
    let studies = "\(fit.k) \(fit.k == 1 ? "study" : "studies")"
    let sums = StudySums(fit.effects)
    guard let words = sums.words else { return studies }
    return measure.isProportion && sums.hasEvents
      ? "\(studies), \(words) (\(format.value(sums.events / sums.size)) crude)" : "\(studies), \(words)"
  }

  // MARK: The tables

  private var studies: ReportSection {
    let raw = RawColumns(fit.effects)
    var columns: [(header: String, alignment: TextTable.Alignment)] = [("Study", .left)]
    if subgroups != nil { columns.append(("Group", .left)) }
    columns += raw.headers.map { ($0, .right) }
    columns += [("\(measure.quantity) [CI]", .right), ("Weight", .right)]
    var table = TextTable(columns)
    for (study, weight) in zip(fit.effects.studies, fit.shares) {
      var row = [study.label + (study.correction > 0 ? " +" : "") + (study.notes.isEmpty ? "" : " *")]
      if subgroups != nil { row.append(study.group ?? "") }
      row += raw.texts(study)
      row += [
        format.estimate(study.estimate, lower: study.lower, upper: study.upper),
        weight.map { NumberText.fixed($0 * 100, decimals: 1) + "%" } ?? "",
      ]
      table.append(row)
    }
    var items = [RawColumns.legend(fit.effects.studies)].compactMap { $0 }
    if fit.effects.studies.contains(where: { $0.correction > 0 }) {
      items.append("+ zero cells corrected")
    }
    for study in fit.effects.studies {
      for note in study.notes { items.append("* \(study.label): \(note)") }
    }
    return ReportSection(title: "Studies", items: items, table: table)
  }

  private func groups(_ subgroups: SubgroupFit) -> ReportSection {
    var table = TextTable([
      ("Group", .left), ("k", .right), ("\(measure.quantity) [CI]", .right), ("Prediction", .right),
      ("Tau", .right), ("I2", .right),
    ])
    for group in subgroups.groups {
      let display = display(of: group.fit)
      let h = group.fit.heterogeneity
      var prediction = ""
      if let lower = display.predictionLower, let upper = display.predictionUpper {
        prediction = format.prediction(lower: lower, upper: upper)
      }
      table.append([
        group.name, "\(group.fit.k)",
        format.estimate(display.value, lower: display.lower, upper: display.upper), prediction,
        h.tau.map { NumberText.significant($0, digits: 4) } ?? "",
        h.i2.map { NumberText.fixed($0 * 100, decimals: 1) + "%" } ?? "",
      ])
    }
    var items: [String] = []
    if let test = subgroups.test {
      items.append(
        "Between groups: Q = \(NumberText.fixed(test.q, decimals: 2)) on"
          + " \(NumberText.exact(test.df) ?? "") df, \(NumberText.pStatement(test.p))")
    }
    return ReportSection(title: "Subgroups", items: items, table: table)
  }

  private var heterogeneity: ReportSection {
    let h = fit.heterogeneity
    var pairs: [(String, String)] = []
    if let p = h.qP {
      pairs.append(
        (
          "Q",
          "\(NumberText.fixed(h.q, decimals: 2)) on \(NumberText.exact(h.qDF) ?? "") df,"
            + " \(NumberText.pStatement(p))"
        ))
    }
    if let tau2 = h.tau2 {
      let limits = limitsText(h.tau2Lower, h.tau2Upper) { NumberText.significant($0, digits: 4) }
      pairs.append(("Tau2", NumberText.significant(tau2, digits: 6) + limits))
    }
    if let (name, values) = fit.criteria {
      func text(_ value: Double) -> String { NumberText.fixed(value, decimals: 2) }
      pairs.append(
        (
          "Fit",
          "\(name) log-likelihood \(text(values.logLikelihood)), AIC \(text(values.aic)), AICc"
            + " \(text(values.aicc)), BIC \(text(values.bic))"
        ))
    }
    if let h2 = h.h2 {
      // The limits from Q belong to H2 cut at 1, so that they would not hold a value below it.
      let limits = h2 < 1 ? "" : limitsText(h.h2Lower, h.h2Upper) { NumberText.fixed($0, decimals: 2) }
      pairs.append(("H2", NumberText.fixed(h2, decimals: 2) + limits))
    }
    if let i2 = h.i2 {
      let limits = limitsText(h.i2Lower, h.i2Upper) { NumberText.fixed($0 * 100, decimals: 1) + "%" }
      pairs.append(("I2", NumberText.fixed(i2 * 100, decimals: 1) + "%" + limits))
    }
    return ReportSection(title: "Heterogeneity", pairs: pairs)
  }

  private func limitsText(_ lower: Double?, _ upper: Double?, _ text: (Double) -> String) -> String {
    guard let lower, let upper else { return "" }
    return " (\(text(lower)) to \(text(upper)))"
  }
}
