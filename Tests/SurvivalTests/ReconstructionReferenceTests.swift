import Foundation
import Survival
import Testing

/// Reconstructions against `Tests/Reference/reconstruct.json`, by a program of its own written from the paper's description.
@Suite("Reconstruction, reference")
struct ReconstructionReferenceTests {
  struct File: Decodable {
    let cases: [Case]
  }

  struct Case: Decodable {
    let kind: String
    let points: [[Double]]
    let risk: [[Double]]
    let events: Int?
    let intervals: [[Int]]
    let rebuilt: Int
  }

  private static func cases() throws -> [Case] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Reference/reconstruct.json")
    return try JSONDecoder().decode(File.self, from: Data(contentsOf: file)).cases
  }

  /// Where several numbers lost meet the risk table, the two take different ones: the reference what the paper's
  /// iteration reaches first, Copse the one nearest to the read-offs. That moves one or two
  /// deaths between neighboring intervals, no more.
  @Test("at risk, deaths and losses of every interval")
  func counts() throws {
    var (same, total) = (0, 0)
    for (place, reference) in try Self.cases().enumerated() {
      let result = try Reconstruction(
        curve: ReadOffCurve(reference.points.map { ReadOffPoint(time: $0[0], survival: $0[1]) }),
        riskTable: RiskTable(reference.risk.map { RiskTable.Row(time: $0[0], atRisk: Int($0[1])) }),
        events: reference.events, placement: .readOff)
      let found = result.audit.intervals.map { [$0.atRiskRebuilt, $0.deaths, $0.censored] }
      #expect(found.count == reference.intervals.count)
      // Copse moves losses within the intervals too, and so comes nearer to the events.
      if let events = reference.events {
        #expect(
          abs(result.audit.eventsRebuilt - events) <= abs(reference.rebuilt - events),
          "case \(place), \(reference.kind)")
        continue
      }
      #expect(abs(result.audit.eventsRebuilt - reference.rebuilt) <= 2, "case \(place), \(reference.kind)")
      for (ours, theirs) in zip(found, reference.intervals) {
        for (a, b) in zip(ours, theirs) {
          #expect(abs(a - b) <= 2, "case \(place), \(reference.kind): \(found) for \(reference.intervals)")
        }
        same += ours == theirs ? 1 : 0
        total += 1
      }
    }
    print("  reconstruct.py: \(same) of \(total) intervals identical")
    #expect(Double(same) >= 0.8 * Double(total))
  }
}
