import Distributions
import StudyData

@testable import Consistency

/// Two arms with counts or percentages and a p-value of a usual test chosen at random.
struct SimulatedPValues: SimulatedFamily {
  let name = "p-values"

  func study(_ stream: inout RandomStream) -> [EvidenceRow] {
    let sizes = [stream.whole(15...200), stream.whole(15...200)]
    let risk = stream.real(0.1, 0.7)
    let events = [
      stream.binomial(sizes[0], risk), stream.binomial(sizes[1], min(0.95, risk * stream.real(0.5, 1.4))),
    ]
    let decimals = stream.pick([0, 1, 1])
    let hasCounts = stream.coin()
    var rows: [EvidenceRow] = zip(["A", "B"], zip(sizes, events)).map { arm, numbers in
      .simulated(
        arm, "complications", "count", events: hasCounts ? numbers.1 : nil, total: numbers.0,
        percent: EvidenceRow.percent(numbers.1, of: numbers.0, decimals: decimals))
    }
    let test = stream.pick([TwoArmTest.pearson, .yates, .fisher])
    let p = test.pValue(TwoArmCounts(events[0], of: sizes[0], events[1], of: sizes[1])) ?? 1
    var comparison = EvidenceRow.simulated("A v B", "complications", "p-value")
    comparison.texts[.rowType] = "comparison"
    if p < 0.001 {
      comparison.texts[.pText] = "<.001"
    } else {
      comparison.numbers[.p] = PrintedNumber(Words.fixed(p, stream.pick([2, 3])))
    }
    rows.append(comparison)
    return rows.numbered
  }

  var errors: [PlantedError] {
    [
      PlantedError(name: "p-value with its point shifted", codes: ["p-value"], least: 0.6) { rows, _ in
        guard let p = rows[2].number(.p), p >= 0.01 else { return false }
        rows[2].numbers[.p] = PrintedNumber(Words.fixed(p / 10, 3))
        return true
      },
      PlantedError(name: "p-value one-sided", codes: ["p-value"], severity: .note, least: 0.4) { rows, _ in
        guard let p = rows[2].number(.p), p >= 0.004 else { return false }
        rows[2].numbers[.p] = PrintedNumber(Words.fixed(p / 2, 3))
        return true
      },
      PlantedError(name: "a count off by a fifth of the arm", codes: ["p-value"], severity: .note, least: 0.7)
      { rows, _ in
        guard let events = rows[0].count(.events), let total = rows[0].count(.total),
          rows[2].number(.p) != nil
        else { return false }
        let other = events + total / 5
        guard other <= total else { return false }
        rows[0].setEvents(other)
        return true
      },
      PlantedError(name: "p < .001 without reason", codes: ["p-value"], least: 0.95) { rows, _ in
        guard let p = rows[2].number(.p), p > 0.02 else { return false }
        rows[2].numbers[.p] = nil
        rows[2].texts[.pText] = "<.001"
        return true
      },
    ]
  }
}
