import StudyData
import Testing

@testable import Claims
@testable import Consistency

/// The bound from two rates against R 4's `pnorm`.
@Suite("Two rates")
struct RatePairTests {
  private func isClose(_ left: Double?, _ right: Double) -> Bool {
    left.map { abs($0 - right) <= 1e-12 * right } ?? false
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
