import Distributions
import StudyData

@testable import Consistency

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Ratios with Wald intervals and p-values, and medians with the ranges of skewed samples.
struct SimulatedIntervals: SimulatedFamily {
  let name = "intervals"

  func study(_ stream: inout RandomStream) -> [EvidenceRow] {
    var rows: [EvidenceRow] = []
    for index in 0..<3 {
      let se = stream.real(0.08, 0.6)
      let effect = 0.5 * stream.normal() + se * stream.normal()
      let outcome = "outcome-\(index)"
      rows.append(Self.ratio(outcome, log: effect, se: se, plain: false, p: Self.p(effect / se)))
    }
    let times = (0..<stream.whole(15...120)).map { _ in 20 * exp(0.8 * stream.normal()) }.sorted()
    let decimals = stream.pick([0, 1, 1])
    var range = EvidenceRow.simulated("A", "follow-up-time", "median-months", definition: "median")
    range.numbers[.estimate] = PrintedNumber(Words.fixed(times[times.count / 2], decimals))
    range.numbers[.rangeLow] = PrintedNumber(Words.fixed(times[0], decimals))
    range.numbers[.rangeHigh] = PrintedNumber(Words.fixed(times[times.count - 1], decimals))
    rows.append(range)
    return rows.numbered
  }

  var errors: [PlantedError] {
    [
      PlantedError(name: "interval symmetric on the plain scale", codes: ["interval"], least: 0.5) {
        rows, stream in
        let se = stream.real(0.15, 0.4)
        rows[0] = Self.ratio("outcome-0", log: stream.real(-0.6, 0.8), se: se, plain: true, p: nil)
        rows[0].row = 1
        return rows[0].number(.ciLow) ?? 0 > 0
      },
      PlantedError(
        name: "first digits of the upper limit swapped", codes: ["interval"], severity: .note, least: 0.8
      ) {
        rows, _ in
        guard var text = rows[0].numbers[.ciHigh].map({ Array($0.text) }), text.count >= 4 else {
          return false
        }
        let digits = text.indices.filter { text[$0].isNumber }
        guard text[digits[0]] != text[digits[1]] else { return false }
        text.swapAt(digits[0], digits[1])
        rows[0].numbers[.ciHigh] = PrintedNumber(String(text))
        return true
      },
      PlantedError(name: "p-value one-sided", codes: ["interval"], severity: .note, least: 0.3) { rows, _ in
        guard let p = rows[0].number(.p), p > 0.002 else { return false }
        rows[0].numbers[.p] = PrintedNumber(Words.fixed(p / 2, 3))
        return true
      },
      PlantedError(name: "p-value with its point shifted", codes: ["interval"], least: 0.6) { rows, _ in
        guard let p = rows[0].number(.p), p > 0.01 else { return false }
        rows[0].numbers[.p] = PrintedNumber(Words.fixed(p / 10, 3))
        return true
      },
      PlantedError(name: "estimate outside its interval", codes: ["interval"], least: 0.99) { rows, _ in
        guard let high = rows[0].number(.ciHigh) else { return false }
        rows[0].numbers[.estimate] = PrintedNumber(Words.fixed(high + 0.1, 2))
        return true
      },
      PlantedError(name: "mean and SD printed as a range", codes: ["range"], severity: .note, least: 0.99) {
        rows, stream in
        guard let place = rows.indices.last, let middle = rows[place].numbers[.estimate] else { return false }
        let half = (middle.value * stream.real(0.2, 0.6) * 10).rounded() / 10
        rows[place].numbers[.rangeLow] = PrintedNumber(Words.fixed(middle.value - half, 1))
        rows[place].numbers[.rangeHigh] = PrintedNumber(Words.fixed(middle.value + half, 1))
        return half > 0
      },
    ]
  }

  private static func p(_ z: Double) -> Double { 2 * Normal.standard.upperTail(abs(z)) }

  private static func ratio(_ outcome: String, log effect: Double, se: Double, plain: Bool, p: Double?)
    -> EvidenceRow
  {
    var row = EvidenceRow.simulated("A v B", outcome, "hazard-ratio", definition: "adjusted")
    row.texts[.rowType] = "comparison"
    let estimate = exp(effect)
    let half = 1.959963984540054 * se
    let ends =
      plain
      ? (estimate - half * estimate, estimate + half * estimate) : (exp(effect - half), exp(effect + half))
    row.numbers[.estimate] = PrintedNumber(Words.fixed(estimate, 2))
    row.numbers[.ciLow] = PrintedNumber(Words.fixed(ends.0, 2))
    row.numbers[.ciHigh] = PrintedNumber(Words.fixed(ends.1, 2))
    row.numbers[.ciLevel] = PrintedNumber("0.95")
    row.numbers[.p] = p.flatMap { PrintedNumber(Words.fixed($0, 3)) }
    return row
  }
}
