import Consistency
import StudyData

/// Selects rows of the evidence table by conditions.
///
/// The claims of one review repeat their conditions, so each is looked up in the table once.
final class RowSelector {
  /// The labels of the studies.
  let studies: Set<String>
  private let table: StudyTable
  private let rows: [EvidenceRow]
  private var known: [String: Set<Int>] = [:]

  init(table: StudyTable, evidence: EvidenceTable) {
    self.table = table
    rows = evidence.rows
    studies = Set(evidence.rows.map(\.study))
  }

  /// The rows that fulfil all conditions; where there are none, nil and the problems, at their places.
  func rows(
    _ conditions: [(text: String, span: Range<Int>?)], problems: inout [DataProblem]
  ) -> RowSelection? {
    var kept = Set(rows.map(\.row))
    var faults: [DataProblem] = []
    for condition in conditions {
      do throws(DataProblems) {
        kept.formIntersection(try numbers(condition.text))
      } catch {
        faults += error.problems.map { .badSelection($0.message, hint: $0.hint, at: condition.span) }
      }
    }
    if faults.isEmpty, kept.isEmpty {
      let texts = conditions.map { "\"\($0.text)\"" }.joined(separator: " and ")
      faults = [
        .badSelection("no row fulfils \(texts)", hint: "leave out one of them", at: conditions.last?.span)
      ]
    }
    problems += faults
    guard faults.isEmpty else { return nil }
    return RowSelection(conditions: conditions.map(\.text), rows: rows.filter { kept.contains($0.row) })
  }

  /// The numbers of the rows that fulfil one condition.
  private func numbers(_ condition: String) throws(DataProblems) -> Set<Int> {
    if let numbers = known[condition] { return numbers }
    let selected = try table.selecting(where: [condition])
    let numbers = Set((0..<selected.rowCount).map { selected.rowNumber($0) })
    known[condition] = numbers
    return numbers
  }
}
