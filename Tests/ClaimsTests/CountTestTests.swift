import Distributions
import StudyData
import Testing

@testable import Claims
@testable import Consistency

/// The tests on counts and the bound from rates against R 4: `chisq.test`, `fisher.test`, `pnorm`.
@Suite("Tests on counts")
struct CountTestTests {
  private static let tables: [(table: CountTable, pearson: Double, yates: Double, fisher: Double)] = [
    (
      CountTable(events1: 7, total1: 25, events2: 21, total2: 31), 0.00310754300751624, 0.00718628815410281,
      0.00662716629934025
    ),
    (
      CountTable(events1: 2, total1: 61, events2: 6, total2: 50), 0.0770967473085156, 0.161830033555241,
      0.136952254099045
    ),
    (
      CountTable(events1: 53, total1: 60, events2: 32, total2: 48), 0.00627756692385137, 0.0125455070451111,
      0.00884937450100138
    ),
    (CountTable(events1: 7, total1: 180, events2: 6, total2: 180), 0.777561949553734, 1, 1),
  ]

  private func isClose(_ left: Double?, _ right: Double) -> Bool {
    left.map { abs($0 - right) <= 1e-12 * right } ?? false
  }

  @Test("p-values are R's, and do not depend on which arm comes first")
  func reference() {
    for (table, pearson, yates, fisher) in Self.tables {
      let swapped = CountTable(
        events1: table.events2, total1: table.total2, events2: table.events1, total2: table.total1)
      for (test, expected) in [(CountTest.pearson, pearson), (.yates, yates), (.fisher, fisher)] {
        #expect(isClose(table.p(test), expected), "\(test) \(table): \(table.p(test) ?? .nan)")
        #expect(isClose(swapped.p(test), expected), "\(test) swapped \(table)")
      }
    }
  }

  @Test("without events, or with nothing else, there is no test")
  func margins() {
    for events in [0, 10] {
      let table = CountTable(events1: events, total1: 10, events2: events, total2: 10)
      #expect(CountTest.allCases.allSatisfy { table.p($0) == nil })
    }
  }

  @Test("the bound of two rates, at the extremes that round to the printed ones")
  func bound() throws {
    func row(_ percent: String, _ size: String) throws -> EvidenceRow {
      EvidenceRow(
        row: 1, line: 2, study: "A", numbers: [.total: try #require(PrintedNumber(size))],
        percent: PrintedPercent(percent))
    }
    let pair = RatePair(first: try row("80", "55"), second: try row("68", "64"))
    #expect(isClose(pair.smallestP, 0.100960749109081))
    let swapped = RatePair(first: pair.second, second: pair.first)
    #expect(swapped.smallestP == pair.smallestP)
    #expect(RatePair(first: try row("100", "9"), second: try row("100", "9")).smallestP != nil)
  }
}
