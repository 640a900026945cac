import EffectSizes
import Foundation
import Testing

/// Each transformation, its inverse and its slope.
struct TransformationTests {
  static let proportions: [Transformation] = [.logit, .arcsine, .probit, .logMinusLog, .log, .identity]
  static let inside = [1e-12, 1e-5, 0.001, 0.02, 0.2, 0.5, 0.7, 0.93, 0.999, 1 - 1e-9]

  @Test(arguments: proportions) func inverseUndoesForward(transformation: Transformation) {
    for p in Self.inside {
      let y = transformation.forward(p)
      // y is rounded to a relative 1e-16, which the inverse magnifies by |y / g′(p)|.
      let condition = max(1, abs(y / transformation.derivative(p) / p))
      #expect(
        abs(transformation.inverse(y) - p) <= 1e-15 * condition * p, "\(p): \(transformation.inverse(y))")
      #expect(transformation.range.contains(y))
    }
  }

  /// Central differences with Richardson's extrapolation, good to about 1e-10.
  @Test(arguments: proportions) func derivativeIsSlope(transformation: Transformation) {
    for p in [0.001, 0.02, 0.2, 0.35, 0.7, 0.93, 0.999] {
      let h = min(p, 1 - p) * 1e-2
      func slope(_ h: Double) -> Double {
        (transformation.forward(p + h) - transformation.forward(p - h)) / (2 * h)
      }
      let extrapolated = (64 * slope(h / 4) - 20 * slope(h / 2) + slope(h)) / 45
      #expect(abs(extrapolated / transformation.derivative(p) - 1) <= 1e-9, "\(p)")
    }
  }

  @Test(arguments: proportions) func increasesExceptLogMinusLog(transformation: Transformation) {
    let values = Self.inside.map(transformation.forward)
    for (one, next) in zip(values, values.dropFirst()) {
      #expect(transformation.isDecreasing ? one > next : one < next)
    }
    #expect(transformation.isDecreasing == (transformation == .logMinusLog))
    let limits = transformation.inverse(lower: 0.2, upper: 1.1)
    #expect(limits.lower < limits.upper)
  }

  @Test func knownValues() {
    let cases: [(Transformation, Double, Double)] = [
      (.logit, 0.5, 0), (.logit, 0.75, log(3)), (.arcsine, 0.5, .pi / 4), (.arcsine, 0.75, .pi / 3),
      (.probit, 0.975, 1.959963984540054), (.logMinusLog, exp(-1), 0), (.logMinusLog, 0.25, log(log(4))),
      (.log, 1, 0), (.identity, -3, -3),
    ]
    for (transformation, x, y) in cases {
      #expect(abs(transformation.forward(x) - y) <= 4e-16 * max(1, abs(y)), "\(transformation.name) \(x)")
      #expect(abs(transformation.inverse(y) - x) <= 4e-16 * max(1, abs(x)), "\(transformation.name) \(y)")
    }
  }

  @Test func endsOfTheDomain() {
    #expect(Transformation.logit.forward(0) == -.infinity && Transformation.logit.forward(1) == .infinity)
    #expect(Transformation.probit.forward(0) == -.infinity && Transformation.probit.forward(1) == .infinity)
    #expect(Transformation.log.forward(0) == -.infinity)
    #expect(
      Transformation.logMinusLog.forward(0) == .infinity
        && Transformation.logMinusLog.forward(1) == -.infinity)
    for transformation in [Transformation.logit, .probit, .arcsine, .logMinusLog] {
      #expect(
        transformation.forward(-0.1).isNaN && transformation.forward(1.1).isNaN, "\(transformation.name)")
    }
    #expect(Transformation.log.forward(-1).isNaN)
  }

  @Test func farFromTheMiddle() {
    let logit = Transformation.logit
    #expect(logit.inverse(-700) == exp(-700) && logit.inverse(-1e4) == 0 && logit.inverse(1e4) == 1)
    // Small proportions keep their digits.
    #expect(abs(logit.inverse(logit.forward(1e-300)) / 1e-300 - 1) <= 1e-13)
    #expect(abs(Transformation.probit.inverse(-30) / 4.906713927148187e-198 - 1) <= 1e-13)
    #expect(Transformation.logMinusLog.inverse(10) == 0 && Transformation.logMinusLog.inverse(-50) == 1)
  }

  /// Outside 0 to π/2 the sine folds back: clipped instead.
  @Test func arcsineIsClipped() {
    let arcsine = Transformation.arcsine
    #expect(arcsine.inverse(-0.3) == 0 && arcsine.inverse(0) == 0)
    #expect(arcsine.inverse(2) == 1 && arcsine.inverse(.pi / 2) == 1)
    #expect(arcsine.range == 0...(.pi / 2))
  }
}
