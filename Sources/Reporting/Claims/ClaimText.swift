import Claims
import Figures

extension ClaimReport {
  /// For a terminal: the counts, then the claims in order of weight; what cannot be checked by what is missing.
  public var text: String {
    var text = TerminalText.wrapped(set.title) + "\n\n" + countsSection.text
    for verdict in Verdict.allCases where verdict != .notCheckable {
      let found = results.filter { $0.verdict == verdict }
      guard !found.isEmpty else { continue }
      text += "\n\(Self.heading(verdict))\n"
      for result in found { text += Self.entry(result) }
    }
    return text + notCheckableText
  }

  /// What cannot be checked, by what is missing: the names, and more where nothing else is shown.
  private var notCheckableText: String {
    let groups = missingGroups
    guard let first = groups.first else { return "" }
    let isAlone = results.allSatisfy { $0.verdict == .notCheckable }
    var text = "\n\(Self.heading(.notCheckable)), by what is missing"
    text += isAlone ? "\n" : " (--verdict \(Verdict.notCheckable.rawValue) says more)\n"
    for group in groups {
      let blank = group.missing == first.missing || isAlone ? "" : "\n"
      text += blank + TerminalText.hanging("  ", "\(group.missing): \(group.results.count)", indent: 4) + "\n"
      if isAlone {
        for result in group.results { text += Self.shortEntry(result) }
      } else {
        text += TerminalText.hanging("    ", group.results.map(\.claim.id).joined(separator: ", ")) + "\n"
      }
    }
    return text
  }

  /// A report in Markdown, a table for each verdict.
  public var markdown: String {
    var text = "# \(MarkdownText.escaped(set.title))\n\n" + countsSection.markdown
    for verdict in Verdict.allCases where verdict != .notCheckable {
      let found = results.filter { $0.verdict == verdict }
      guard !found.isEmpty else { continue }
      text += "\n## \(Self.heading(verdict))\n\n" + Self.markdownTable(found).markdown
    }
    let groups = missingGroups
    guard !groups.isEmpty else { return text }
    text += "\n## \(Self.heading(.notCheckable))\n"
    for group in groups {
      text +=
        "\nMissing: \(MarkdownText.escaped(group.missing)).\n\n" + Self.markdownTable(group.results).markdown
    }
    return text
  }

  private var countsSection: ReportSection {
    var table = TextTable([("verdict", .left), ("claims", .right)])
    for (verdict, count) in counts { table.append([verdict.rawValue, "\(count)"]) }
    table.append(["all", "\(results.count)"])
    return ReportSection(title: "Verdicts", table: table)
  }

  private static func heading(_ verdict: Verdict) -> String {
    switch verdict {
    case .contradicted: "Contradicted by the review's own data"
    case .notReproduced: "Not reproduced"
    case .withinRounding: "Within rounding"
    case .reproduced: "Reproduced"
    case .notCheckable: "Not checkable"
    }
  }

  private static func entry(_ result: ClaimResult) -> String {
    let claim = result.claim
    let study = claim.study.map { "\($0): " } ?? ""
    var text = TerminalText.hanging("  ", "\(claim.id)  line \(claim.sourceLine)", indent: 4) + "\n"
    text += TerminalText.hanging("    ", study + claim.statement) + "\n"
    var finding = "printed \(claim.printed)"
    if let ours = result.ours { finding += " | ours \(ours)" }
    if let one = result.onePerCohort { finding += " | one study per cohort \(one)" }
    text += TerminalText.hanging("    ", finding) + "\n"
    if !result.note.isEmpty { text += TerminalText.hanging("    ", result.note) + "\n" }
    return text + TerminalText.hanging("    ", rows(result)) + "\n"
  }

  private static func shortEntry(_ result: ClaimResult) -> String {
    let claim = result.claim
    let study = claim.study.map { "\($0): " } ?? ""
    let ours = result.ours.map { "; ours \($0)" } ?? ""
    let note = result.note.isEmpty ? "" : " (\(result.note))"
    return TerminalText.hanging(
      "    ", "\(claim.id): \(study)\(claim.statement): \(claim.printed)\(ours)\(note)", indent: 6) + "\n"
  }

  private static func rows(_ result: ClaimResult) -> String {
    let references =
      result.references.isEmpty ? "" : ", reference \(result.references.joined(separator: ", "))"
    return "rows \(list(result.rows.map { "\($0.row)" }).replacing(";", with: ","))\(references)"
  }

  private static func markdownTable(_ results: [ClaimResult]) -> ResultTable {
    var table = ResultTable(columns: [
      "Claim", "Line", "Study", "Statement", "Printed", "Ours", "Rows", "Note",
    ])
    for result in results {
      let claim = result.claim
      let one = result.onePerCohort.map { " (one per cohort: \($0))" } ?? ""
      table.append([
        .text(claim.id), .integer(claim.sourceLine), .init(claim.study ?? list(result.studies)),
        .text(claim.statement), .text(claim.printed), .init(result.ours.map { $0 + one }),
        .init(list(result.rows.map { "\($0.row)" })), .init(result.note),
      ])
    }
    return table
  }

  /// What cannot be checked, by what is missing: the commonest first.
  private var missingGroups: [(missing: String, results: [ClaimResult])] {
    var order: [String] = []
    var groups: [String: [ClaimResult]] = [:]
    for result in results where result.verdict == .notCheckable {
      let missing = result.missing ?? ""
      if groups[missing] == nil { order.append(missing) }
      groups[missing, default: []].append(result)
    }
    return order.enumerated()
      .map { (place: $0.offset, missing: $0.element, results: groups[$0.element] ?? []) }
      .sorted { (-$0.results.count, $0.place) < (-$1.results.count, $1.place) }
      .map { ($0.missing, $0.results) }
  }
}
