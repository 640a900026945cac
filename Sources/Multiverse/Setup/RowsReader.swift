import Analyses
import EffectSizes
import StudyData
import Survival

/// Reads the rows of each selection once.
struct RowsReader {
  /// Rows that were selected and read, from which the effect sizes of several measures are made.
  struct ReadRows {
    let selected: SelectedRows
    let reading: StudyReading
  }

  private let table: StudyTable
  private let base: AnalysisChoices
  private let measure: MeasureName?
  private var known: [RowSelectionKey: ReadRows] = [:]

  /// Reads the rows of a table.
  ///
  /// - Parameters:
  ///   - table: the table.
  ///   - base: what all specifications share.
  ///   - measure: the first of the measures that are declared, which are all of one kind of data; nil where none is.
  init(_ table: StudyTable, base: AnalysisChoices, measure: MeasureName?) {
    self.table = table
    self.base = base
    self.measure = measure
  }

  /// The measure where none is declared, by the columns that there are.
  func standardMeasure() throws(DataProblems) -> MeasureName {
    if let measure { return measure }
    return .standard(for: try SelectedRows(base.rows, of: table, measure: nil).layout.columns.kind)
  }

  mutating func rows(_ key: RowSelectionKey) throws(DataProblems) -> ReadRows {
    if let rows = known[key] { return rows }
    let choices = base.rows.taking(key)
    let selected = try SelectedRows(choices, of: table, measure: measure)
    let reading = try StudyReading(
      of: selected.table, layout: selected.layout, onePer: choices.onePer, rungs: choices.rungs)
    let rows = ReadRows(selected: selected, reading: reading)
    known[key] = rows
    return rows
  }

  /// What a selection of rows says; one that keeps no row is no error but a reason.
  mutating func facts(_ key: RowSelectionKey) throws(DataProblems) -> SelectionFacts {
    let reading: StudyReading
    do throws(DataProblems) {
      reading = try rows(key).reading
    } catch {
      guard error.problems.allSatisfy({ $0.code == "nothing-selected" }) else { throw error }
      return SelectionFacts(failure: error.problems.map(\.message).joined(separator: "; "))
    }
    guard let rule = base.rows.taking(key).rungs,
      case .survival(let measure) = measure ?? .survival(.logMinusLog)
    else { return reading.facts }
    return survivalFacts(rule, reading, try rows(key.withoutRungs).reading, on: measure)
  }

  /// The rows that are left under a rule for the standard errors, and whether these are others than without it.
  private func survivalFacts(
    _ rule: RungRule, _ reading: StudyReading, _ whole: StudyReading, on measure: SurvivalMeasure
  ) -> SelectionFacts {
    let level = base.effects.intervalLevel ?? 0.95
    let all = EffectSizes(measure, of: whole.survivals, intervalLevel: level)
    let kept = all.keeping(rule, of: whole.survivals)
    let left = Set(kept.excluded.dropFirst(all.excluded.count).compactMap(\.row))
    let isOther = rule == .total && all.studies.contains { $0.survivalRung != .total }
    return SelectionFacts(
      rows: reading.rowNumbers.filter { !left.contains($0) }, variances: isOther ? rule.rawValue : "")
  }
}

extension StudyReading {
  /// What the rows say about which choices have a meaning.
  var facts: SelectionFacts {
    switch studies {
    case .oneGroup(let rows):
      SelectionFacts(rows: rowNumbers, hasZeroCells: rows.contains { $0.value.hasZeroCell })
    case .twoGroups(let rows):
      SelectionFacts(
        rows: rowNumbers, hasZeroCells: rows.contains { $0.value.hasZeroCell },
        hasDoubleZeros: rows.contains { $0.value.first.events == 0 && $0.value.second.events == 0 },
        hasDoubleFulls: rows.contains { $0.value.first.nonEvents == 0 && $0.value.second.nonEvents == 0 })
    case .rates(let rows):
      SelectionFacts(rows: rowNumbers, hasZeroCells: rows.contains { $0.value.events == 0 })
    case .twoGroupRates(let rows):
      SelectionFacts(
        rows: rowNumbers,
        hasZeroCells: rows.contains { $0.value.first.events == 0 || $0.value.second.events == 0 },
        hasDoubleZeros: rows.contains { $0.value.first.events == 0 && $0.value.second.events == 0 })
    default: SelectionFacts(rows: rowNumbers)
    }
  }
}
