import StudyData

extension EvidenceRow {
  /// What the row's share can be: the proportions that round to the printed percentage, or the count over the
  /// total where no percentage is printed; nil without either, and for ranges or means over studies.
  var share: ClosedRange<Double>? {
    let statistic = self[.statistic] ?? ""
    guard !isComparison, !isOverStudies, !statistic.contains("range"), !statistic.contains("mean") else {
      return nil
    }
    if let percent {
      var half = 0.5
      for _ in 0..<percent.decimals { half /= 10 }
      // An approximate percentage is good to its last digit at best.
      if statistic.contains("approx") { half *= 2 }
      return max(0, (percent.value - half) / 100)...min(1, (percent.value + half) / 100)
    }
    guard let events = count(.events), let total = count(.total), total > 0, events >= 0, events <= total
    else { return nil }
    let share = Double(events) / Double(total)
    return share...share
  }

  /// Whether the row sums up several studies, or is no study at all.
  var isOverStudies: Bool {
    let design = (self[.design] ?? "").lowercased()
    return ["review", "meta-analysis", "meta analysis", "guideline", "background"].contains {
      design.contains($0)
    }
  }

  /// What kind of outcome it is of.
  var outcomeKind: OutcomeKind { OutcomeKind(outcome: self[.outcome] ?? "") }

  /// The printed median; nil for another statistic or a comparison.
  var median: PrintedNumber? {
    let statistic = (self[.statistic] ?? "").lowercased()
    guard !isComparison, statistic.hasPrefix("median") else { return nil }
    return numbers[.estimate]
  }

  /// The share as it is printed.
  var printedShare: String {
    if let percent { return percent.description }
    return "\(count(.events) ?? 0)/\(count(.total) ?? 0)"
  }

  /// The people that a row is about: everything that must agree before two of its numbers can be compared.
  var people: People {
    People(
      study: study, population: self[.population], subgroup: self[.subgroup], arm: self[.arm],
      unit: self[.unit], sample: self[.sample])
  }
}

/// The people, lesions or procedures that a number is of.
struct People: Hashable, Sendable {
  var study: String
  var population: String?
  var subgroup: String?
  var arm: String?
  var unit: String?
  var sample: String?

  /// Such as "Wang 2015, cryoablation".
  var name: String { ([study, arm, subgroup, sample].compactMap(\.self)).joined(separator: ", ") }
}
