import Consistency
import StudyData

extension Claim {
  /// The p-value of each test on the counts of two arms. Where several counts fit a percentage, each pair is tried.
  func pFromCounts(_ arms: Arms, tests: [TwoArmTest]) -> Outcome {
    let all = arms.firstRows.rows + arms.secondRows.rows
    guard let one = arms.firstRows.rows.first, let other = arms.secondRows.rows.first, all.count == 2,
      let events1 = one.possibleEvents, let total1 = one.size, let events2 = other.possibleEvents,
      let total2 = other.size
    else { return .lacking("the counts and sizes of both arms", rows: all) }
    var trials: [Trial] = []
    for first in events1 {
      for second in events2 {
        let table = TwoArmCounts(first, of: total1, second, of: total2)
        for test in tests {
          if let p = test.pValue(table) { trials.append(Trial(table: table, test: test, p: p)) }
        }
      }
    }
    return judged(trials, rows: all, areCountsKnown: events1.count == 1 && events2.count == 1)
  }

  private func judged(_ trials: [Trial], rows: [EvidenceRow], areCountsKnown: Bool) -> Outcome {
    let quantity = PrintedQuantity(printed)
    guard let number = quantity.numbers.last, let first = trials.first else {
      return .lacking("counts that a test can be made of", rows: rows)
    }
    let best = closest(trials, to: number) ?? first
    let verdict = quantity.verdict(of: best.p, against: number, rule: rounding)
    let listed = trials.prefix(6).map(\.sentence).joined(separator: ", ")
    return Outcome(
      verdict == .reproduced && !areCountsKnown ? .withinRounding : verdict,
      ours: quantity.isBelow ? DecimalDigits.p(best.p) : quantity.text(of: best.p, like: number), rows: rows,
      note: (areCountsKnown ? "\(best.counts): " : "several counts fit: ") + listed)
  }

  private func closest(_ trials: [Trial], to number: PrintedNumber) -> Trial? {
    trials.min { abs($0.p - number.value) < abs($1.p - number.value) }
  }

  /// The tests of two percentages over every division of one size into two groups. A printed p-value that none gives
  /// is not reproduced; one that some give cannot be checked without the sizes.
  func pOverSplits(_ arms: Arms, total: RowSelection, tests: [TwoArmTest]) -> Outcome {
    let all = arms.firstRows.rows + arms.secondRows.rows + total.rows
    guard let one = arms.firstRows.rows.first?.percent, let other = arms.secondRows.rows.first?.percent,
      let size = total.rows.first?.size, size >= 2, let number = PrintedQuantity(printed).numbers.last
    else { return .lacking("two percentages and the size of both groups together", rows: all) }
    let trials = Self.splits(one, other, size: size, tests: tests)
    guard let nearest = closest(trials, to: number) else {
      return Outcome(
        .contradicted, ours: "impossible", rows: all, note: "no division of \(size) gives \(one) and \(other)"
      )
    }
    let quantity = PrintedQuantity(printed)
    let fitting = trials.filter { quantity.verdict(of: $0.p, against: number, rule: rounding) == .reproduced }
    guard !fitting.isEmpty else {
      return Outcome(
        .notReproduced, ours: quantity.text(of: nearest.p, like: number), rows: all,
        note: "over all divisions of \(size) the nearest is \(nearest.counts): \(nearest.sentence)")
    }
    let some = fitting.prefix(4).map { "\($0.counts) (\($0.sentence))" }.joined(separator: "; ")
    return Outcome(
      .notCheckable, ours: quantity.text(of: nearest.p, like: number), rows: all,
      note: "\(fitting.count) of \(trials.count) tests over all divisions of \(size) give it: \(some)",
      missing: "the sizes of the two groups")
  }

  /// Every test of every pair of whole counts that two percentages allow, over every division of a size.
  static func splits(_ one: PrintedPercent, _ other: PrintedPercent, size: Int, tests: [TwoArmTest])
    -> [Trial]
  {
    var trials: [Trial] = []
    for total1 in 1..<size {
      let total2 = size - total1
      guard let first = EventsFromPercent.rounded(one, of: total1),
        let second = EventsFromPercent.rounded(other, of: total2)
      else { continue }
      for events1 in first {
        for events2 in second {
          let table = TwoArmCounts(events1, of: total1, events2, of: total2)
          for test in tests {
            if let p = test.pValue(table) { trials.append(Trial(table: table, test: test, p: p)) }
          }
        }
      }
    }
    return trials
  }
}

/// One test on one pair of counts.
struct Trial {
  let table: TwoArmCounts
  let test: TwoArmTest
  let p: Double

  /// "7/25 and 21/31".
  var counts: String { "\(table.events1)/\(table.total1) and \(table.events2)/\(table.total2)" }

  /// "fisher .007".
  var sentence: String { "\(test.rawValue) \(DecimalDigits.p(p))" }
}
