import Foundation
import Testing

@testable import Optimization

/// Gauss–Legendre quadrature against a table and exact moments.
struct GaussLegendreTests {
  /// Abramowitz and Stegun (1964), table 25.4, n = 16.
  @Test func table() {
    let rule = GaussLegendre(count: 16)
    #expect(abs(rule.nodes[8] - 0.095012509837637440185) < 1e-15)
    #expect(abs(rule.weights[8] - 0.189450610455068496285) < 1e-15)
    #expect(abs(rule.nodes[15] - 0.989400934991649932596) < 1e-15)
    #expect(abs(rule.weights[15] - 0.027152459411754094852) < 1e-15)
  }

  /// ∫ x²ᵐ dx = 2/(2m + 1), exact up to the degree 2n − 1; odd powers vanish.
  @Test(arguments: [1, 2, 3, 8, 16, 41, 200]) func moments(count: Int) {
    let rule = GaussLegendre(count: count)
    for m in 0..<count {
      let sum = zip(rule.nodes, rule.weights).reduce(0) { $0 + $1.1 * pow($1.0, Double(2 * m)) }
      #expect(abs(sum * Double(2 * m + 1) / 2 - 1) < 1e-12, "\(count) nodes, m = \(m)")
    }
    #expect(rule.nodes == rule.nodes.reversed().map { $0 == 0 ? 0 : -$0 })
    #expect(rule.nodes == rule.nodes.sorted())
  }
}
