import Consistency
import Figures
import StudyData

/// Findings about reported numbers as text and as rows of a table.
public struct FindingsReport: Sendable {
  /// The findings, in the order in which they are shown.
  public let findings: [Finding]

  /// Puts the findings into their order: errors, then warnings, then notes, each by row.
  public init(_ findings: [Finding]) {
    self.findings = AllChecks.ordered(findings)
  }

  /// The columns of the table.
  public static let columns = ["code", "severity", "study", "rows", "message", "arithmetic", "settles"]

  /// A row for each finding; `rows` are the numbers of the rows, separated by spaces.
  public var tableRows: [[ResultTable.Value]] {
    findings.map { finding in
      [
        .text(finding.code), .text(finding.severity.rawValue), .text(finding.study),
        .text(Self.unique(finding.rows).map(String.init).joined(separator: " ")), .text(finding.message),
        .init(finding.arithmetic), .init(finding.settles),
      ]
    }
  }

  /// The findings for a terminal, a paragraph each; empty without findings.
  public var text: String {
    findings.map { finding in
      let rows = (Set(finding.rows).count == 1 ? "row " : "rows ") + Self.listed(finding.rows)
      let head = TerminalText.hanging("\(finding.severity.rawValue): ", finding.message, indent: 2)
      let lines = [
        head, TerminalText.hanging("  arithmetic: ", finding.arithmetic, indent: 4),
        TerminalText.hanging("  settled by: ", finding.settles, indent: 4),
        TerminalText.hanging("  \(finding.code), ", rows, indent: 4),
      ]
      return lines.joined(separator: "\n") + "\n"
    }.joined(separator: "\n")
  }

  /// "3 findings in the numbers: 1 error, 2 warnings", with "no findings" for none.
  public var summary: String {
    guard !findings.isEmpty else { return "the numbers agree with each other: no findings" }
    let parts = [(Severity.error, "error"), (.warning, "warning"), (.note, "note")].compactMap {
      severity, name -> String? in
      let count = findings.count { $0.severity == severity }
      return count == 0 ? nil : "\(count) \(name)\(count == 1 ? "" : "s")"
    }
    let count = "\(findings.count) finding\(findings.count == 1 ? "" : "s")"
    return "\(count) in the numbers: " + parts.joined(separator: ", ")
  }

  /// Each row once; a wide table has several numbers in a row.
  private static func unique(_ rows: [Int]) -> [Int] {
    rows.indices.filter { rows.firstIndex(of: rows[$0]) == $0 }.map { rows[$0] }
  }

  /// Row numbers, neighbors drawn together: "3, 7-9".
  private static func listed(_ rows: [Int]) -> String {
    var runs: [ClosedRange<Int>] = []
    for row in Set(rows).sorted() {
      if let last = runs.last, row == last.upperBound + 1 {
        runs[runs.count - 1] = last.lowerBound...row
      } else {
        runs.append(row...row)
      }
    }
    return runs.map { run in
      run.count == 1
        ? "\(run.lowerBound)" : "\(run.lowerBound)\(run.count == 2 ? ", " : "-")\(run.upperBound)"
    }.joined(separator: ", ")
  }
}
