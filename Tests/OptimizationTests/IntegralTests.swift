import Foundation
import Optimization
import Testing

/// An integral that is known in closed form.
struct KnownIntegral: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let lower: Double
  let upper: Double
  let value: Double
  let tolerance: Double
  let function: @Sendable (Double) -> Double

  init(
    _ name: String, _ lower: Double, _ upper: Double, value: Double, tolerance: Double = 1e-12,
    _ function: @escaping @Sendable (Double) -> Double
  ) {
    testDescription = name
    (self.lower, self.upper, self.value) = (lower, upper, value)
    (self.tolerance, self.function) = (tolerance, function)
  }

  static let all = [
    KnownIntegral("a constant", -3, 4, value: 14) { _ in 2 },
    KnownIntegral("x²", 0, 1, value: 1.0 / 3) { $0 * $0 },
    KnownIntegral("x³⁰", 0, 2, value: pow(2, 31) / 31) { pow($0, 30) },
    KnownIntegral("sin x", 0, .pi, value: 2) { sin($0) },
    KnownIntegral("1/(1 + x²)", -5, 5, value: 2 * atan(5)) { 1 / (1 + $0 * $0) },
    KnownIntegral("e^(−x²)", -8, 8, value: Double.pi.squareRoot() * erf(8)) { exp(-$0 * $0) },
    KnownIntegral("e^(−x²) far out", 5, 12, value: Double.pi.squareRoot() / 2 * erfc(5)) { exp(-$0 * $0) },
    KnownIntegral("oscillating, 1 + cos 100x", 0, 1, value: 1 + sin(100) / 100) { 1 + cos(100 * $0) },
    KnownIntegral("a peak of width 1e-3", -1, 1, value: atan(1000) * 2e-3) { 1 / (1 + 1e6 * $0 * $0) },
    KnownIntegral("tiny values", 0, 1, value: 5e-201) { $0 * 1e-200 },
    KnownIntegral("huge values", 0, 1, value: 5e199) { $0 * 1e200 },
    KnownIntegral("tiny range", 0, 1e-100, value: 5e-201) { $0 },
    KnownIntegral("falling limits", 1, 0, value: -1.0 / 3) { $0 * $0 },
    // A slope without bound at the end: the rule converges as for no smooth function.
    KnownIntegral("√x", 0, 1, value: 2.0 / 3, tolerance: 1e-9) { $0.squareRoot() },
    // A kink inside the range.
    KnownIntegral("|x − ⅓|", 0, 1, value: 5.0 / 18, tolerance: 1e-9) { abs($0 - 1.0 / 3) },
  ]
}

struct IntegralTests {
  @Test(arguments: KnownIntegral.all) func equalsClosedForm(of known: KnownIntegral) {
    var calls = 0
    let value = integral(from: known.lower, to: known.upper) {
      calls += 1
      return known.function($0)
    }
    #expect(abs(value - known.value) <= known.tolerance * abs(known.value), "\(value)")
    #expect(calls <= 20_000)
  }

  /// Smooth functions need one or a few rules, however narrow or wide the range.
  @Test(arguments: [1e-200, 1e-9, 1, 1e9, 1e200]) func evaluationsDoNotDependOnScale(width: Double) {
    var calls = 0
    let value = integral(from: 0, to: width) {
      calls += 1
      return exp(-$0 / width)
    }
    #expect(abs(value / width - (1 - exp(-1))) <= 1e-13)
    #expect(calls <= 100)
  }

  @Test func nothingOverAnEmptyRange() {
    #expect(integral(from: 2, to: 2) { exp($0) } == 0)
  }

  @Test func piecesAddUp() {
    let whole = integral(from: 0, to: 3) { exp(-$0) * sin(3 * $0) }
    let parts =
      integral(from: 0, to: 1.7) { exp(-$0) * sin(3 * $0) }
      + integral(from: 1.7, to: 3) { exp(-$0) * sin(3 * $0) }
    #expect(abs(whole - parts) <= 1e-13)
  }
}
