import Consistency

/// What the pairs of rows of one study say about a comparison.
private struct StudyComparison {
  enum Order { case lower, higher, same, mixed }

  let study: String
  let pairs: [RatePair]
  let order: Order
  /// The smallest p-value that can be told, and whether it is printed or a bound from below.
  let p: (value: Double, isBound: Bool)?

  init?(study: String, pairs: [RatePair], p: (value: Double, isBound: Bool)?) {
    let signs = pairs.compactMap { pair -> Int? in
      guard let first = pair.first.value, let second = pair.second.value else { return nil }
      return first < second ? -1 : first > second ? 1 : 0
    }
    guard signs.count == pairs.count, !signs.isEmpty else { return nil }
    self.study = study
    self.pairs = pairs
    self.p = p
    order =
      switch (signs.contains(-1), signs.contains(1)) {
      case (true, true): .mixed
      case (true, false): .lower
      case (false, true): .higher
      case (false, false): .same
      }
  }

  /// Whether the difference is significant at 5 %; nil where that cannot be told. A bound can only rule it out.
  var isSignificant: Bool? {
    guard let p else { return nil }
    return p.isBound ? (p.value >= 0.05 ? false : nil) : p.value < 0.05
  }

  var sentence: String {
    let values = pairs.map { "\($0.first.valueText) v \($0.second.valueText)" }.joined(separator: ", ")
    guard let p else { return "\(study) \(values)" }
    let text = DecimalDigits.p(p.value)
    return "\(study) \(values), p \(p.isBound ? "≥ " : text.hasPrefix("<") ? "" : "= ")\(text)"
  }
}

extension Claim {
  /// Whether two arms stand in the order that is claimed, study by study, and whether the difference is significant.
  ///
  /// `reproduced`: every study (or, where some are claimed, one) has the order in all its pairs, and the significance.
  /// `contradicted`: a study has the opposite order or significance (where some are claimed: none has it, and one has
  /// the opposite). `not-reproduced`: the pairs disagree. `not-checkable`: nothing tells the significance.
  func compare(_ comparison: ArmComparison) -> Outcome {
    let pairs = comparison.arms.pairs
    var studies: [String] = []
    for pair in pairs where !studies.contains(pair.first.study) { studies.append(pair.first.study) }
    let found = studies.compactMap { study in
      let own = pairs.filter { $0.first.study == study }
      return StudyComparison(study: study, pairs: own, p: p(of: study, pairs: own, in: comparison))
    }
    let rows = pairs.flatMap { [$0.first, $0.second] } + (comparison.pValues?.rows ?? [])
    guard !found.isEmpty else { return .lacking("values of both arms", rows: rows) }
    let unpaired = (comparison.arms.firstRows.rows + comparison.arms.secondRows.rows).filter { row in
      !found.contains { $0.study == row.study }
    }
    let note =
      found.map(\.sentence).joined(separator: "; ") + Self.leftOut(unpaired, why: "no value of both arms")
    if comparison.direction == .mixed {
      let differ = found.contains { $0.order != found[0].order } || found[0].order == .mixed
      return Outcome(
        differ ? .reproduced : .notReproduced, ours: differ ? "the studies differ" : "the studies agree",
        rows: rows,
        note: note)
    }
    let verdict = verdict(found.map { standing($0, comparison) }, comparison.studies)
    return Outcome(
      verdict, ours: ours(found, comparison), rows: rows, note: note,
      missing: verdict == .notCheckable ? "a p-value, or the sizes of the groups" : nil)
  }

  /// Whether every printed p-value lies on the claimed side of 5 %.
  func significance(_ isSignificant: Bool) -> Outcome {
    let values = rows.rows.compactMap(\.printedP)
    guard !values.isEmpty, values.count == rows.rows.count else {
      return .lacking("a p-value", rows: rows.rows)
    }
    let below = values.filter { $0 < 0.05 }.count
    let agrees = below == (isSignificant ? values.count : 0)
    return Outcome(
      agrees ? .reproduced : .contradicted, ours: "\(below) of \(values.count) p-values below .05",
      rows: rows.rows,
      note: "p " + values.map(DecimalDigits.p).joined(separator: ", "))
  }

  private enum Standing { case agrees, opposes, disagrees, unknown }

  private func standing(_ study: StudyComparison, _ comparison: ArmComparison) -> Standing {
    if let significant = comparison.significant {
      guard let isSignificant = study.isSignificant else { return .unknown }
      if isSignificant != significant { return .opposes }
    }
    switch (comparison.direction, study.order) {
    case (.any, _), (.lower, .lower), (.higher, .higher), (.same, .same): return .agrees
    case (.lower, .higher), (.higher, .lower): return .opposes
    default: return .disagrees
    }
  }

  private func verdict(_ standings: [Standing], _ studies: ArmComparison.Studies) -> Verdict {
    if studies == .some {
      if standings.contains(.agrees) { return .reproduced }
      if standings.contains(.unknown) { return .notCheckable }
      return standings.contains(.opposes) ? .contradicted : .notReproduced
    }
    if standings.contains(.opposes) { return .contradicted }
    if standings.contains(.disagrees) { return .notReproduced }
    return standings.contains(.unknown) ? .notCheckable : .reproduced
  }

  /// The printed p-values of the study, of which the least (or the largest, where a difference is claimed) decides;
  /// else the bound from the rates, or the least of Pearson's tests over all divisions of the size.
  private func p(of study: String, pairs: [RatePair], in comparison: ArmComparison) -> (
    value: Double, isBound: Bool
  )? {
    guard comparison.significant != nil else { return nil }
    let printed = (comparison.pValues?.rows ?? []).filter { $0.study == study }.compactMap(\.printedP)
    if let p = comparison.significant == true ? printed.max() : printed.min() { return (p, false) }
    if let size = comparison.total?.rows.first(where: { $0.study == study })?.size {
      let trials = pairs.flatMap { pair -> [Trial] in
        guard let one = pair.first.percent, let other = pair.second.percent else { return [] }
        return Self.splits(one, other, size: size, tests: [.pearson])
      }
      return trials.map(\.p).min().map { ($0, true) }
    }
    return pairs.compactMap(\.smallestP).min().map { ($0, true) }
  }

  private func ours(_ found: [StudyComparison], _ comparison: ArmComparison) -> String {
    let orders = found.map { study in
      let name = found.count > 1 ? "\(study.study): " : ""
      let order =
        switch study.order {
        case .lower: "lower"
        case .higher: "higher"
        case .same: "the same"
        case .mixed: "mixed"
        }
      let significance =
        comparison.significant == nil
        ? ""
        : study.isSignificant.map { $0 ? ", significant" : ", not significant" } ?? ", significance unknown"
      return name + order + significance
    }
    return orders.joined(separator: "; ")
  }
}

extension EvidenceRow {
  /// The printed p-value; of an upper bound, such as `<.001`, the largest number below it.
  var printedP: Double? {
    if let p = number(.p) { return p }
    guard let text = self[.pText], PrintedQuantity(text).isBelow else { return nil }
    return PrintedQuantity(text).numbers.last.map { $0.value.nextDown }
  }
}
