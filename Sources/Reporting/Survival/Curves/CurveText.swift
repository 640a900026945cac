import Figures
import Pooling
import StudyData
import Survival

extension CurveResult {
  /// The result for reading: per curve the median, the restricted mean, the heterogeneity and the times.
  public var text: String { sections.map(\.text).joined(separator: "\n") }

  /// The same in Markdown.
  public var markdown: String { sections.map(\.markdown).joined(separator: "\n") }

  /// The parts of the text.
  public var sections: [ReportSection] {
    var sections = curves.map(section)
    if let test = strataTest {
      sections.append(
        ReportSection(
          title: "Between strata",
          pairs: [
            (
              "Q",
              "\(NumberText.fixed(test.q, decimals: 2)) on \(NumberText.exact(test.df) ?? "") df,"
                + " \(NumberText.pStatement(test.p))"
            )
          ]))
    }
    sections.append(ReportSection(title: "Choices", pairs: choiceLines))
    if !excluded.isEmpty {
      sections.append(
        ReportSection(
          title: "Left out (\(excluded.count))",
          items: excluded.map { exclusion in
            "\(exclusion.label)\(exclusion.line.map { " (line \($0))" } ?? ""): \(exclusion.reason)"
          }))
    }
    if !warnings.isEmpty {
      sections.append(ReportSection(title: "Warnings", items: warnings.map { "\($0.message) (\($0.code))" }))
    }
    return sections
  }

  private func section(_ curve: Curve) -> ReportSection {
    let fit = curve.fit
    let hasPrediction = fit.points.contains { $0.prediction != nil }
    let hasDraws = fit.points.contains { $0.draws != nil } && choices.interval != .draws
    var columns: [(header: String, alignment: TextTable.Alignment)] = [
      ("Time", .right), ("Survival", .right), ("\(levelText)% CI", .right),
    ]
    if hasDraws { columns.append(("from draws", .right)) }
    if hasPrediction { columns.append(("new study", .right)) }
    columns += [("Studies", .right), ("At risk", .right)]
    var table = TextTable(columns)
    for point in fit.points {
      var row = [
        NumberText.exact(point.time) ?? "", Self.percent(point.survival) + "%", Self.range(point.limits),
      ]
      if hasDraws { row.append(Self.range(point.draws)) }
      if hasPrediction { row.append(Self.range(point.prediction)) }
      table.append(row + ["\(point.studies)", NumberText.fixed(point.atRisk, decimals: 0)])
    }
    let model = curve.method == "random" ? "random effects" : "common effect"
    return ReportSection(
      title: "Survival\(curve.group.map { " of \($0)" } ?? ""), \(model)",
      pairs: [
        ("Studies", "\(fit.k)"), ("Median", Self.text(fit.median)),
        ("Mean", fit.restrictedMean.map(text) ?? "none, the curve ends before the horizon"),
      ] + Self.lines(fit.heterogeneity), table: table)
  }

  private static func text(_ median: CurveMedian) -> String {
    guard let value = median.value else {
      return "not reached" + (median.lower.map { ", lower limit \(duration($0))" } ?? "")
    }
    return "\(duration(value)) (\(median.lower.map(duration) ?? "not reached") to"
      + " \(median.upper.map(duration) ?? "not reached"))"
  }

  private func text(_ mean: CurveRestrictedMean) -> String {
    "\(Self.duration(mean.value)) (\(Self.duration(mean.lower)) to \(Self.duration(mean.upper))) up to"
      + " \(NumberText.exact(mean.horizon) ?? "")"
  }

  private static func lines(_ h: CurveHeterogeneity) -> [(label: String, text: String)] {
    let p = h.p.map { ", \(NumberText.pStatement($0))" } ?? ""
    var lines = [
      (
        "Q",
        "\(NumberText.fixed(h.q, decimals: 2)) on \(NumberText.exact(h.share.df) ?? "") df"
          + " (\(h.share.dfDefinition))\(p)"
      )
    ]
    if let i2 = h.share.i2, let h2 = h.share.h2 {
      var text = "\(percent(i2))%, H2 \(NumberText.fixed(h2, decimals: 2))"
      if let other = h.original.i2 {
        text += "; \(percent(other))% with \(NumberText.exact(h.original.df) ?? "") df"
        text += " (\(h.original.dfDefinition))"
      }
      lines.append(("I2", text))
    }
    return lines
  }

  var choiceLines: [(label: String, text: String)] {
    let draws = choices.drawCount > 0 ? "\(choices.drawCount) curves, seed \(choices.seed)" : nil
    let interval =
      switch choices.interval {
      case .logMinusLog: "on log(-log), normal quantiles (loglog)"
      case .log: "on log, normal quantiles (log)"
      case .draws: "percentiles of drawn curves (draws)"
      }
    var lines = [
      ("Limits", interval), ("Median", "where curve and limits, straight between the times, cross one half"),
    ]
    if curves.contains(where: { $0.fit.points.contains { $0.prediction != nil } }) {
      lines.append(("New study", "limits for the true curve of a new study, on log(-log)"))
    }
    return lines + (draws.map { [("Draws", $0)] } ?? [])
  }

  private var levelText: String { NumberText.exact((choices.level * 1e8).rounded() / 1e6) ?? "" }

  private static func percent(_ value: Double) -> String { NumberText.fixed(value * 100, decimals: 1) }

  private static func range(_ limits: CurveLimits?) -> String {
    limits.map { "\(percent($0.lower)) to \(percent($0.upper))" } ?? ""
  }

  private static func duration(_ value: Double) -> String { NumberText.significant(value, digits: 4) }
}
