import Claims
import Figures

extension ClaimReport {
  /// The claims as a part of a report: how many have each verdict, and every claim, those that fail first.
  func pageSection(command: String) -> Page.Section {
    Page.Section(
      title: "Claims and their verdicts",
      blocks: [
        .paragraph(
          "Each statement of \(set.title) was derived anew from the evidence table; its verdict says what came of it."
        ),
        .table(countsTable), .table(claimsTable), .command(command),
      ])
  }

  private var countsTable: PageTable {
    PageTable(
      caption: "Verdicts", columns: [.init("Verdict"), .init("Claims", isNumeric: true), .init("Meaning")],
      rows: counts.map { [$0.verdict.rawValue, "\($0.count)", Self.meaning($0.verdict)] }
        + [["all", "\(results.count)", ""]])
  }

  private var claimsTable: PageTable {
    let ordered = Verdict.allCases.flatMap { verdict in results.filter { $0.verdict == verdict } }
    return PageTable(
      caption: "All claims, those that fail first",
      columns: [
        .init("Claim"), .init("Verdict"), .init("Line", isNumeric: true), .init("Study"), .init("Statement"),
        .init("Printed"), .init("Ours"), .init("Note"),
      ],
      rows: ordered.map { result in
        let claim = result.claim
        let one = result.onePerCohort.map { " (one study per cohort: \($0))" } ?? ""
        let missing = result.missing.map { "missing: \($0)" } ?? ""
        return [
          claim.id, result.verdict.rawValue, "\(claim.sourceLine)", claim.study ?? Self.list(result.studies),
          claim.statement, claim.printed, (result.ours ?? "") + one,
          [missing, result.note].filter { !$0.isEmpty }.joined(separator: "; "),
        ]
      }, isSortable: true)
  }

  private static func meaning(_ verdict: Verdict) -> String {
    switch verdict {
    case .contradicted: "the review's own data exclude it"
    case .notReproduced: "our number is another"
    case .withinRounding: "one unit of the last digit away, or one of several that fit"
    case .reproduced: "our number, with the same digits, is the printed one"
    case .notCheckable: "the review does not print what the derivation needs"
    }
  }
}
