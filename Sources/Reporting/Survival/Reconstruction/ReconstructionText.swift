import Figures
import Pooling
import Survival

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension ReconstructionResult {
  /// The result for reading: the audit of each arm, and what the arms give.
  public var text: String { sections.map(\.text).joined(separator: "\n") }

  /// The same in Markdown.
  public var markdown: String { sections.map(\.markdown).joined(separator: "\n") }

  /// The parts of the text.
  public var sections: [ReportSection] {
    var sections = [estimates] + arms.arms.map(audit)
    if !notes.isEmpty { sections.append(ReportSection(title: "Notes", items: notes)) }
    if !warnings.isEmpty {
      sections.append(ReportSection(title: "Warnings", items: warnings.map { "\($0.message) (\($0.code))" }))
    }
    return sections
  }

  private func short(_ value: Double) -> String { NumberText.significant(value, digits: 4) }
  private func survival(_ value: Double) -> String { NumberText.fixed(value, decimals: 3) }
  private var percent: String { (NumberText.exact((arms.level * 1e8).rounded() / 1e6) ?? "") + "%" }

  private func limits(_ value: String, _ lower: Double?, _ upper: Double?) -> String {
    func end(_ limit: Double?) -> String { limit.map(short) ?? "not reached" }
    return "\(value) [\(end(lower)), \(end(upper))]"
  }

  // MARK: What the arms give

  private var estimates: ReportSection {
    var pairs: [(String, String)] = []
    if let cox = arms.cox {
      let range = cox.limits(level: arms.level)
      pairs.append(
        (
          "Hazard ratio",
          "\(arms.arms[0].name) against \(arms.arms[1].name): "
            + limits(short(cox.hazardRatio), range.lowerBound, range.upperBound)
            + ", \(NumberText.pStatement(cox.wald.p)) (Cox, \(cox.ties.rawValue) ties, Wald)"
        ))
    } else if arms.arms.count == 2 {
      pairs.append(("Hazard ratio", "0 or infinite: one arm has no events"))
    }
    if let test = arms.logRank, let chiSquared = test.chiSquared, let p = test.p {
      pairs.append(
        (
          "Log-rank",
          "χ² = \(NumberText.fixed(chiSquared, decimals: 2)) on \(test.df) df, \(NumberText.pStatement(p))"
        ))
    }
    pairs += arms.arms.map { arm in
      let median = arm.median
      return (
        "Median, \(arm.name)",
        limits(median.value.map(short) ?? "not reached", median.lower, median.upper)
      )
    }
    pairs += arms.arms.map { arm in
      let range = arm.restrictedMean.limits(level: arms.level)
      return (
        "Mean to \(short(arms.horizon)), \(arm.name)",
        limits(short(arm.restrictedMean.value), range.lowerBound, range.upperBound)
      )
    }
    if let comparison = arms.comparison, let p = comparison.p {
      pairs.append(
        (
          "Difference of means",
          "\(short(comparison.difference)), SE \(short(comparison.differenceSE)), \(NumberText.pStatement(p));"
            + " ratio \(short(exp(comparison.logRatio)))"
        ))
    }
    pairs.append(("Limits", "\(percent), of the curve on the \(arms.interval.rawValue) scale"))
    return ReportSection(title: "Rebuilt individual times", pairs: pairs)
  }

  // MARK: The audit

  private func audit(_ arm: ReconstructedArms.Arm) -> ReportSection {
    var table = TextTable([
      ("From", .right), ("To", .right), ("At risk, reported", .right), ("rebuilt", .right),
      ("Deaths", .right), ("Censored", .right), ("Survival at the end [\(percent) CI]", .left),
    ])
    for interval in arm.reconstruction.audit.intervals {
      let step = arm.curve.steps.last { $0.time <= interval.end }
      let range = step?.limits(arms.interval, level: arms.level)
      table.append([
        short(interval.start), short(interval.end), interval.atRiskReported.map { "\($0)" } ?? "",
        "\(interval.atRiskRebuilt)", "\(interval.deaths)", "\(interval.censored)",
        survival(arm.curve.survival(at: interval.end))
          + (range.map { " [\(survival($0.lowerBound)), \(survival($0.upperBound))]" } ?? ""),
      ])
    }
    return ReportSection(title: "Audit, \(arm.name)", table: table)
  }
}
