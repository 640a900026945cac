import Foundation
import Optimization
import Testing

/// A function with a root that is known exactly or as the nearest double.
struct KnownRoot: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let lower: Double
  let upper: Double
  let root: Double
  let function: @Sendable (Double) -> Double

  init(
    _ name: String, _ lower: Double, _ upper: Double, root: Double,
    _ function: @escaping @Sendable (Double) -> Double
  ) {
    testDescription = name
    (self.lower, self.upper, self.root, self.function) = (lower, upper, root, function)
  }

  /// Roots that a relative tolerance can reach: away from 0, where the function changes its sign sharply.
  static let simple = [
    KnownRoot("x² − 2", 0, 2, root: 2.0.squareRoot()) { $0 * $0 - 2 },
    KnownRoot("cos x", 0, 3, root: .pi / 2) { cos($0) },
    KnownRoot("eˣ − 10, root ln 10", -50, 50, root: log(10)) { exp($0) - 10 },
    KnownRoot("falling, 1/x − 4", 1e-12, 1e12, root: 0.25) { 1 / $0 - 4 },
    KnownRoot("ends given in falling order", 7, 1, root: 3) { $0 - 3 },
    KnownRoot("steep, tanh 1e9(x − ¾)", 0, 1, root: 0.75) { tanh(1e9 * ($0 - 0.75)) },
    KnownRoot("steep, e^(50x) of 1e200", 0, 20, root: log(1e200) / 50) { exp(50 * $0) - 1e200 },
    KnownRoot("root at the lower end", 5, 9, root: 5) { $0 - 5 },
    KnownRoot("root at the upper end", 5, 9, root: 9) { $0 - 9 },
    KnownRoot("a jump without a zero", 0, 10, root: .pi) { $0 < .pi ? -1 : 3 },
    KnownRoot("a pole", 0, 1, root: 0.3) { 1 / ($0 - 0.3) },
    KnownRoot("a kink", -1, 8, root: 1) { $0 < 1 ? ($0 - 1) / 1000 : ($0 - 1) * 1000 },
    KnownRoot("huge argument", 0, 1e300, root: 3e250) { $0 / 3e250 - 1 },
    KnownRoot("tiny argument", 0, 1e-240, root: 3e-250) { $0 / 3e-250 - 1 },
    KnownRoot("huge values", 0, 4, root: 1) { ($0 - 1) * 1e300 },
    KnownRoot("tiny values", 0, 4, root: 1) { ($0 - 1) * 1e-300 },
  ]

  /// Roots of multiplicity 3 to 21, where the values vanish long before x is exact.
  static let flat = [
    KnownRoot("(x − 1)³", 0, 3, root: 1) { pow($0 - 1, 3) },
    KnownRoot("(x − 1)⁹", 0, 3, root: 1) { pow($0 - 1, 9) },
    KnownRoot("(x − 1)²¹", -2, 3, root: 1) { pow($0 - 1, 21) },
    KnownRoot("flat but for a step, Φ-like", -40, 40, root: 1) { erf(($0 - 1) * 20) },
  ]
}

struct BracketedRootTests {
  /// The bracket ends within the default tolerance of 1e-14; the values of the function add some ulps.
  @Test(arguments: KnownRoot.simple) func findsRoot(of known: KnownRoot) {
    var calls = 0
    let result = BracketedRoot(lower: known.lower, upper: known.upper) {
      calls += 1
      return known.function($0)
    }
    #expect(result.converged)
    #expect(abs(result.root - known.root) <= 3e-14 * abs(known.root), "\(result.root)")
    #expect(result.evaluations == calls)
    #expect(calls <= 400)
  }

  @Test(arguments: KnownRoot.flat) func findsFlatRoot(of known: KnownRoot) {
    let result = BracketedRoot(lower: known.lower, upper: known.upper, of: known.function)
    #expect(result.converged)
    #expect(abs(result.root - known.root) <= 3e-14, "\(result.root)")
    #expect(result.evaluations <= 150)
  }

  @Test func smoothFunctionsTakeFewEvaluations() {
    for known in KnownRoot.simple.prefix(3) {
      let result = BracketedRoot(lower: known.lower, upper: known.upper, of: known.function)
      #expect(result.evaluations <= 25, "\(known.testDescription): \(result.evaluations)")
    }
  }

  /// No relative tolerance reaches a root at 0: the resolution says how near is near enough.
  @Test func resolutionEndsSearchForZero() {
    let result = BracketedRoot(lower: -1, upper: 3, resolution: 1e-20) { $0 * $0 * $0 + $0 }
    #expect(result.converged)
    #expect(abs(result.root) <= 2e-20)
    #expect(result.evaluations <= 100)
  }

  @Test func evaluationsAreBounded() {
    var calls = 0
    let result = BracketedRoot(lower: 0, upper: 1e300, maximumEvaluations: 12) {
      calls += 1
      return $0 < 1e-200 ? -1 : 1
    }
    #expect(calls == 12)
    #expect(result.evaluations == 12)
    #expect(!result.converged)
  }

  @Test func knownEndsAreNotEvaluatedAgain() {
    var points: [Double] = []
    let result = BracketedRoot(lower: 0, upper: 4, valueAtLower: -2, valueAtUpper: 14) {
      points.append($0)
      return $0 * $0 - 2
    }
    #expect(abs(result.root * result.root / 2 - 1) <= 5e-14)
    #expect(!points.contains(0) && !points.contains(4))
    #expect(result.evaluations == points.count)
  }

  @Test func looseToleranceStopsEarly() {
    let loose = BracketedRoot(lower: 0, upper: 4, relativeTolerance: 1e-3) { exp($0) - 5 }
    let tight = BracketedRoot(lower: 0, upper: 4) { exp($0) - 5 }
    #expect(loose.evaluations < tight.evaluations)
    #expect(abs(loose.root / log(5) - 1) <= 1e-3)
  }

  /// Random increasing functions of random steepness: the root lies where the sign changes, to the bit.
  @Test func signChangesBesideTheRoot() {
    var state: UInt64 = 7
    func random() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(1 << 53)
    }
    for _ in 0..<500 {
      let (target, power) = (pow(10, 20 * random() - 10), 0.1 + 9 * random())
      let function = { (x: Double) in pow(x, power) - pow(target, power) }
      let result = BracketedRoot(lower: 0, upper: 1e12, of: function)
      #expect(result.converged && result.evaluations <= 400)
      #expect(function(result.root * (1 - 1e-13)) <= 0)
      #expect(function(result.root * (1 + 1e-13)) >= 0)
    }
  }
}
