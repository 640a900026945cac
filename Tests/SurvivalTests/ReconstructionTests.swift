import Foundation
import Testing

@testable import Survival

/// What is cleaned, what is assumed, and what is refused.
@Suite("Reconstruction")
struct ReconstructionTests {
  private func points(_ pairs: [(Double, Double)]) -> [ReadOffPoint] {
    pairs.map { ReadOffPoint(time: $0.0, survival: $0.1) }
  }

  private func table(_ pairs: [(Double, Int)]) throws(ReconstructionError) -> RiskTable {
    try RiskTable(pairs.map { RiskTable.Row(time: $0.0, atRisk: $0.1) })
  }

  /// 10 at risk; deaths at 1 and 2 to 0.9 and 0.8, flat from there to 10.
  private func flat() throws(ReconstructionError) -> ReadOffCurve {
    try ReadOffCurve(points([(1, 0.9), (2, 0.8), (5, 0.8), (10, 0.8)]))
  }

  private func error(_ work: () throws -> Void) -> ReconstructionError? {
    do {
      try work()
      return nil
    } catch { return error as? ReconstructionError }
  }

  @Test("read-offs are sorted, begin at (0, 1), and small rises are flattened and counted")
  func cleaning() throws {
    let curve = try ReadOffCurve(
      points([(3, 0.7), (1, 1.004), (2, 0.8), (4, 0.71), (4, 0.6), (5, 0.605)]))
    #expect(curve.points.map(\.time) == [0, 1, 2, 3, 4, 5])
    #expect(curve.points.map(\.survival) == [1, 1, 0.8, 0.7, 0.6, 0.6])
    #expect(curve.cleaning.unordered == 1 && curve.cleaning.clamped == 1 && curve.cleaning.merged == 1)
    #expect(curve.cleaning.flattened == 2 && curve.cleaning.addedStart)
    #expect(abs(curve.cleaning.largestRise - 0.01) < 1e-12)
  }

  @Test("every point that cannot be is an error at its row")
  func badPoints() {
    let found = error {
      _ = try ReadOffCurve(
        points([(1, 0.9), (2, 0.8), (3, 0.85), (-1, 0.9), (4, 85), (0, 0.5)]), tolerance: 0.02)
    }
    #expect(
      found
        == .points([
          .init(row: 2, kind: .rise(from: 0.8, to: 0.85)), .init(row: 3, kind: .notATime(-1)),
          .init(row: 4, kind: .survival(85)), .init(row: 5, kind: .start(0.5)),
        ]))
    #expect(error { _ = try ReadOffCurve([]) } == .noPoints)
    #expect(error { _ = try ReadOffCurve(points([(0, 1)])) } == .noPoints)
  }

  @Test("a number at risk that rises is refused, with its interval")
  func risingAtRisk() {
    let found = error { _ = try table([(0, 10), (4, 5), (8, 7), (12, -1)]) }
    #expect(
      found
        == .riskTable([
          .init(row: 2, kind: .risingAtRisk(from: 4, atRisk: 5, to: 8, becomes: 7)),
          .init(row: 3, kind: .count(-1)),
        ]))
    #expect(found?.description.contains("rises from 5 at 4 to 7 at 8") == true)
    #expect(
      error { _ = try table([(3, 10)]) } == .riskTable([.init(row: 0, kind: .lateStart(3))]))
    #expect(error { _ = try RiskTable([]) } == .noTotal)
  }

  @Test("a flat tail is met by censoring alone")
  func flatTail() throws {
    let result = try Reconstruction(curve: flat(), riskTable: table([(0, 10), (5, 6), (8, 3)]), events: 2)
    #expect(result.audit.intervals.map(\.atRiskRebuilt) == [10, 6, 3])
    #expect(result.audit.intervals.map(\.deaths) == [2, 0, 0])
    #expect(result.audit.eventsRebuilt == 2 && result.audit.mismatches.isEmpty)
    #expect(result.people.filter(\.isEvent).map(\.time) == [0.5, 1.5])
  }

  @Test("no death is invented on a flat tail: the interval is named")
  func eventsOnFlatTail() {
    for rows in [[(0.0, 10)], [(0, 10), (5, 8)], [(0, 10), (5, 8), (10, 2)]] {
      let found = error {
        _ = try Reconstruction(curve: flat(), riskTable: table(rows), events: 6)
      }
      guard case .eventsOnFlatTail(let interval, let reported, let rebuilt) = found else {
        Issue.record("\(rows): \(String(describing: found))")
        continue
      }
      #expect(interval.start == 1.5 && interval.end == 10 && interval.atRisk == 8)
      #expect(reported == 6 && rebuilt == 2)
      #expect(found?.description.contains("from 1.5 to 10") == true)
    }
  }

  @Test("a fall that the risk table leaves no room for is refused")
  func tooManyDeaths() throws {
    let curve = try ReadOffCurve(points([(1, 0.5), (5, 0.5)]))
    let found = error {
      _ = try Reconstruction(curve: curve, riskTable: table([(0, 100), (4, 90)]))
    }
    guard case .tooManyDeaths(let interval, let deaths) = found else {
      Issue.record("\(String(describing: found))")
      return
    }
    #expect(interval.start == 0 && interval.end == 4 && deaths == 50)
    #expect(interval.atRisk == 100 && interval.atRiskAtEnd == 90)
  }

  @Test("a fall with no one at risk is refused")
  func noneAtRisk() throws {
    let curve = try ReadOffCurve(points([(1, 0.9), (5, 0.9), (6, 0.4)]))
    let found = error {
      _ = try Reconstruction(curve: curve, riskTable: table([(0, 10), (4, 0)]), placement: .readOff)
    }
    guard case .noneAtRisk(let interval, let time) = found else {
      Issue.record("\(String(describing: found))")
      return
    }
    #expect(interval.start == 4 && interval.end == 6 && time == 6)
    #expect(
      error { _ = try Reconstruction(curve: curve, riskTable: RiskTable(total: 10), events: 11) }
        == .moreEventsThanPeople(events: 11, people: 10))
  }

  @Test("without numbers at risk and events no one is lost before the end")
  func neither() throws {
    let result = try Reconstruction(curve: flat(), riskTable: RiskTable(total: 10))
    #expect(result.people.filter { !$0.isEvent }.map(\.time) == [Double](repeating: 10, count: 8))
    #expect(result.audit.notes.contains { $0.contains("neither") })
  }

  @Test("complete data come back as they were")
  func complete() throws {
    let people = (1...20).map { SurvivalTime(time: Double($0), isEvent: true) }
    let curve = try ReadOffCurve(
      (1...20).map { ReadOffPoint(time: Double($0), survival: Double(20 - $0) / 20) })
    let result = try Reconstruction(
      curve: curve, riskTable: table([(0, 20), (4.5, 16), (14.5, 6)]), events: 20, placement: .readOff)
    #expect(result.people == people)
    #expect(result.audit.largestDifference < 1e-12)
  }

  @Test("a fall at the time of a number at risk: before it, or at it where its top was read too")
  func boundary() throws {
    let bottoms = points([(1, 0.9), (2, 0.8), (3, 0.7)])
    let before = try Reconstruction(
      curve: ReadOffCurve(bottoms), riskTable: table([(0, 10), (2, 8)]), placement: .readOff)
    #expect(before.people.filter(\.isEvent).map(\.time) == [1, 1.5, 3])
    #expect(before.audit.intervals.map(\.deaths) == [2, 1])
    let steps = bottoms + points([(2, 0.9)])
    let at = try Reconstruction(
      curve: ReadOffCurve(steps), riskTable: table([(0, 10), (2, 9)]), placement: .readOff)
    #expect(at.people.filter(\.isEvent).map(\.time) == [1, 2, 3])
    #expect(at.audit.intervals.map(\.atRiskRebuilt) == [10, 9])
  }

  /// The trial of Miller's leukemia data, its step function read exactly: with the total of events what was rebuilt has its
  /// events at their times.
  @Test("a published curve, read at its steps")
  func leukemia() throws {
    let people = KaplanMeierTests.maintained
    let steps = KaplanMeier(people).steps
    let curve = try ReadOffCurve(steps.map { ReadOffPoint(time: $0.time, survival: $0.survival) })
    let result = try Reconstruction(
      curve: curve, riskTable: table([(0, 11), (12, 10), (24, 6), (36, 3), (46, 2)]), events: 7,
      placement: .readOff)
    #expect(result.people.filter(\.isEvent).map(\.time) == people.filter(\.isEvent).map(\.time))
    #expect(result.audit.intervals.map(\.atRiskRebuilt) == [11, 10, 6, 3, 2])
  }
}
