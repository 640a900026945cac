import Distributions
import Foundation
import Testing

/// Fisher's noncentral hypergeometric distribution against exact sums, `Tests/Reference/glmm_reference.py`.
struct NoncentralHypergeometricTests {
  struct Row: Decodable {
    let firstTotal, secondTotal, events, x: Int
    let logOdds, mean, variance, logProbability, cumulative, upperTail: Double
  }

  struct Reference: Decodable { let noncentralHypergeometric: [Row] }

  @Test func exactSums() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Reference/glmm.json")
    let rows = try JSONDecoder().decode(Reference.self, from: Data(contentsOf: file))
    #expect(rows.noncentralHypergeometric.count == 9)
    for row in rows.noncentralHypergeometric {
      let law = NoncentralHypergeometric(
        firstTotal: row.firstTotal, secondTotal: row.secondTotal, events: row.events, logOdds: row.logOdds)
      func close(_ value: Double, _ expected: Double, scale: Double = 0) -> Bool {
        abs(value - expected) <= 1e-12 * max(abs(expected), scale)
      }
      let place = Comment(rawValue: "\(row)")
      #expect(close(law.mean, row.mean), place)
      // The variance is a difference of moments about the mode, which is at most one from the mean.
      #expect(close(law.variance, row.variance, scale: 1), place)
      #expect(close(law.logProbability(row.x), row.logProbability, scale: 1), place)
      #expect(close(law.cumulative(row.x), row.cumulative), place)
      #expect(close(law.upperTail(row.x), row.upperTail), place)
    }
  }

  /// At θ = 0 it is the hypergeometric distribution; a change of sign exchanges the groups.
  @Test func identities() {
    let plain = Hypergeometric(population: 60, successes: 25, draws: 20)
    let law = NoncentralHypergeometric(firstTotal: 25, secondTotal: 35, events: 20, logOdds: 0)
    for x in 0...20 {
      #expect(abs(law.probability(x) - plain.probability(x)) <= 1e-13)
      #expect(abs(law.cumulative(x) + law.upperTail(x) - 1) <= 1e-14)
    }
    let one = NoncentralHypergeometric(firstTotal: 25, secondTotal: 35, events: 20, logOdds: 1.3)
    let other = NoncentralHypergeometric(firstTotal: 35, secondTotal: 25, events: 20, logOdds: -1.3)
    #expect(abs(one.mean + other.mean - 20) < 1e-12)
    #expect(abs(one.variance - other.variance) < 1e-12)
    #expect(one.probability(-1) == 0 && one.probability(21) == 0)
    #expect(one.cumulative(20) == 1 && one.upperTail(-1) == 1)
  }

  @Test func certainty() {
    let none = NoncentralHypergeometric(firstTotal: 10, secondTotal: 5, events: 0, logOdds: 2)
    #expect(none.mean == 0 && none.variance == 0 && none.logProbability(0) == 0)
    let all = NoncentralHypergeometric(firstTotal: 10, secondTotal: 5, events: 15, logOdds: -700)
    #expect(all.mean == 10 && all.variance == 0 && all.mode == 10)
  }
}
