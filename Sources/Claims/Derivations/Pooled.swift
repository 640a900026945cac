import Consistency
import EffectSizes
import Pooling
import StudyData

extension Claim {
  /// A number of a pooled result, and the same with one study of each cohort: the one with the most patients.
  func pooled(_ request: PoolRequest, cohorts: [Cohort]) -> Outcome {
    let rows = Self.rows(of: request, rows)
    let kept = Self.onePerCohort(rows, cohorts)
    guard let all = Self.number(request, rows: rows) else {
      return .lacking("counts that can be pooled", rows: rows)
    }
    let scale = kind == .percent || kind == .rate ? 100.0 : 1
    let without = Self.leftOut(rows.filter { Self.counts($0) == nil }, why: "no single count")
    var result = outcome(all.value * scale, rows: rows, note: all.note + without)
    guard kept.count < rows.count, let one = Self.number(request, rows: kept),
      let printed = PrintedQuantity(printed).numbers.last
    else { return result }
    result.onePerCohort = PrintedQuantity(self.printed).text(of: one.value * scale, like: printed)
    let dropped = Set(rows.map(\.study)).subtracting(kept.map(\.study)).sorted().joined(separator: ", ")
    result.note += "; one study per cohort (without \(dropped)): \(one.note)"
    return result
  }

  private static func rows(of request: PoolRequest, _ selection: RowSelection) -> [EvidenceRow] {
    if case .twoGroups(_, let arms) = request.scale { return arms.firstRows.rows + arms.secondRows.rows }
    return selection.rows
  }

  /// The rows without the studies of a cohort that have fewer patients than another of it.
  private static func onePerCohort(_ rows: [EvidenceRow], _ cohorts: [Cohort]) -> [EvidenceRow] {
    var dropped: Set<String> = []
    for cohort in cohorts {
      let sizes = cohort.studies.compactMap { study -> (study: String, size: Int)? in
        let sizes = rows.filter { $0.study == study }.compactMap(\.size)
        return sizes.isEmpty ? nil : (study, sizes.reduce(0, +))
      }
      guard let largest = sizes.max(by: { $0.size < $1.size }) else { continue }
      dropped.formUnion(sizes.map(\.study).filter { $0 != largest.study })
    }
    return rows.filter { !dropped.contains($0.study) }
  }

  private static func counts(_ row: EvidenceRow) -> GroupCounts? {
    guard let size = row.size, let events = row.possibleEvents, events.count == 1 else { return nil }
    return GroupCounts(events: Double(events.lowerBound), total: Double(size))
  }

  private static func number(_ request: PoolRequest, rows: [EvidenceRow]) -> (value: Double, note: String)? {
    guard let effects = effects(request, rows: rows), effects.k > 0 else { return nil }
    if request.number == .crude {
      let counts = rows.compactMap(counts)
      let events = counts.map(\.events).reduce(0, +)
      let total = counts.map(\.total).reduce(0, +)
      return (events / total, "\(Int(events))/\(Int(total)) in \(counts.count) studies")
    }
    guard let fit = try? fitted(request, effects) else { return nil }
    let display = DisplayedResult(fit)
    let value: Double? =
      switch request.number {
      case .estimate: display.value
      case .lower: display.lower
      case .upper: display.upper
      case .p: fit.estimate.p
      case .i2: fit.heterogeneity.i2
      case .crude: nil
      }
    let isShare = effects.measure.isProportion
    let shown = [display.value, display.lower, display.upper].map {
      isShare ? DecimalDigits.fixed(100 * $0, decimals: 1) : DecimalDigits.fixed($0, decimals: 2)
    }
    return value.map {
      (
        $0,
        "\(effects.measure.code), k = \(effects.k): \(shown[0])\(isShare ? "%" : "") [\(shown[1]), \(shown[2])]"
      )
    }
  }

  private static func fitted(_ request: PoolRequest, _ effects: EffectSizes) throws(PoolingError) -> PooledFit
  {
    switch request.effects {
    case .random: try RandomEffects(tau2: request.tau2).fit(effects)
    case .common: try CommonEffect().fit(effects)
    }
  }

  private static func effects(_ request: PoolRequest, rows: [EvidenceRow]) -> EffectSizes? {
    switch request.scale {
    case .proportion(let measure):
      let studies = rows.compactMap { row in counts(row).map { Study(row.study, $0) } }
      return EffectSizes(measure, of: studies)
    case .twoGroups(let measure, let arms):
      let kept = Set(rows.map(\.row))
      let studies = arms.pairs.filter { kept.contains($0.first.row) && kept.contains($0.second.row) }
        .compactMap { pair -> Study<TwoGroupCounts>? in
          guard let first = counts(pair.first), let second = counts(pair.second) else { return nil }
          return Study(pair.first.study, TwoGroupCounts(first: first, second: second))
        }
      return EffectSizes(measure, of: studies)
    }
  }
}
