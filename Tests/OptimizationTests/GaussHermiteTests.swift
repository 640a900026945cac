import Foundation
import Testing

@testable import Optimization

/// Gauss–Hermite quadrature against tables and exact moments.
struct GaussHermiteTests {
  /// Abramowitz and Stegun (1964), table 25.10, n = 20: node and weight.
  @Test func table() {
    let rule = GaussHermite(count: 20)
    let rows: [(index: Int, node: Double, weight: Double)] = [
      (10, 0.2453407083009, 4.622436696006e-1), (14, 2.2549740020893, 3.243773342238e-3),
      (19, 5.3874808900112, 2.229393645534e-13),
    ]
    for row in rows {
      #expect(abs(rule.nodes[row.index] - row.node) < 1e-13)
      #expect(abs(rule.weights[row.index] / row.weight - 1) < 2e-12)
    }
  }

  /// ∫ x²ᵐ e^(−x²) dx = Γ(m + ½), exact up to the degree 2n − 1.
  @Test(arguments: [1, 2, 3, 7, 15, 41, 101, 221]) func moments(count: Int) {
    let rule = GaussHermite(count: count)
    for m in 0..<min(count, 40) {
      let sum = zip(rule.nodes, rule.weights).reduce(0) { $0 + $1.1 * pow($1.0, Double(2 * m)) }
      #expect(abs(sum / tgamma(Double(m) + 0.5) - 1) < 2e-12, "\(count) nodes, m = \(m)")
    }
  }

  @Test func symmetry() {
    for count in [4, 9, 150] {
      let rule = GaussHermite(count: count)
      #expect(rule.nodes == rule.nodes.reversed().map { -$0 }.map { $0 == 0 ? 0 : $0 })
      #expect(rule.nodes == rule.nodes.sorted())
      #expect(rule.plainWeights.allSatisfy { $0 > 0 && $0.isFinite })
    }
  }
}
