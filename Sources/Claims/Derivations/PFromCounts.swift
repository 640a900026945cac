import Consistency
import Distributions
import StudyData

/// Tests on the counts of two groups.
struct CountTable {
  let events1: Int
  let total1: Int
  let events2: Int
  let total2: Int

  /// The two-sided p-value; nil where a margin is 0 and the test says nothing.
  func p(_ test: CountTest) -> Double? {
    let events = events1 + events2
    let total = total1 + total2
    guard total1 > 0, total2 > 0, events > 0, events < total else { return nil }
    switch test {
    case .pearson: return chiSquaredP(correction: 0)
    case .yates: return chiSquaredP(correction: Double(total) / 2)
    case .fisher: return fisherP
    }
  }

  /// χ² = N (|ad − bc| − c)² / (n₁ n₂ m₁ m₂) with 1 degree of freedom; Yates's correction is c = N/2, at most |ad − bc|.
  private func chiSquaredP(correction: Double) -> Double {
    let (a, b) = (Double(events1), Double(total1 - events1))
    let (c, d) = (Double(events2), Double(total2 - events2))
    let difference = max(0, abs(a * d - b * c) - correction)
    let statistic = (a + b + c + d) * difference * difference / ((a + b) * (c + d) * (a + c) * (b + d))
    return ChiSquared(degreesOfFreedom: 1).upperTail(statistic)
  }

  /// The sum of the probabilities of all tables with the same margins that are no likelier than this one; those
  /// within a part in 10⁷ count as equally likely, as in R's `fisher.test`.
  private var fisherP: Double {
    let law = Hypergeometric(
      population: total1 + total2, successes: events1 + events2, draws: total1)
    let own = law.probability(events1) * (1 + 1e-7)
    return min(1, (law.lowest...law.highest).map(law.probability).filter { $0 <= own }.reduce(0, +))
  }
}

extension Claim {
  /// The p-value of each test on the counts of two arms. Where several counts fit a percentage, each pair is tried.
  func pFromCounts(_ arms: Arms, tests: [CountTest]) -> Outcome {
    let all = arms.firstRows.rows + arms.secondRows.rows
    guard let one = arms.firstRows.rows.first, let other = arms.secondRows.rows.first, all.count == 2,
      let events1 = one.possibleEvents, let total1 = one.size, let events2 = other.possibleEvents,
      let total2 = other.size
    else { return .lacking("the counts and sizes of both arms", rows: all) }
    var trials: [Trial] = []
    for first in events1 {
      for second in events2 {
        let table = CountTable(events1: first, total1: total1, events2: second, total2: total2)
        for test in tests {
          if let p = table.p(test) { trials.append(Trial(table: table, test: test, p: p)) }
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
  func pOverSplits(_ arms: Arms, total: RowSelection, tests: [CountTest]) -> Outcome {
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
  static func splits(_ one: PrintedPercent, _ other: PrintedPercent, size: Int, tests: [CountTest]) -> [Trial]
  {
    var trials: [Trial] = []
    for total1 in 1..<size {
      let total2 = size - total1
      guard let first = EventsFromPercent.rounded(one, of: total1),
        let second = EventsFromPercent.rounded(other, of: total2)
      else { continue }
      for events1 in first {
        for events2 in second {
          let table = CountTable(events1: events1, total1: total1, events2: events2, total2: total2)
          for test in tests {
            if let p = table.p(test) { trials.append(Trial(table: table, test: test, p: p)) }
          }
        }
      }
    }
    return trials
  }
}

/// One test on one pair of counts.
struct Trial {
  let table: CountTable
  let test: CountTest
  let p: Double

  /// "7/25 and 21/31".
  var counts: String { "\(table.events1)/\(table.total1) and \(table.events2)/\(table.total2)" }

  /// "fisher .007".
  var sentence: String { "\(test.rawValue) \(DecimalDigits.p(p))" }
}
