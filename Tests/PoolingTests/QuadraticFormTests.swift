import Distributions
import LinearAlgebra
import Testing

@testable import Pooling

/// The distribution of quadratic forms against exact ones.
@Suite struct QuadraticFormTests {
  @Test func equalEigenvaluesAreChiSquared() {
    for df in [1, 2, 3, 7, 50, 1000, 20_000] {
      let chiSquared = ChiSquared(degreesOfFreedom: Double(df))
      for scale in [1e-9, 1, 1e9] {
        let form = QuadraticForm(eigenvalues: Array(repeating: scale, count: df))
        for p in [1e-6, 0.025, 0.5, 0.975, 1 - 1e-6] {
          #expect(
            abs(form.cumulative(scale * chiSquared.quantile(p)) - p) < 1e-12 * max(1, Double(df) / 1000),
            "\(df) \(scale) \(p)")
        }
      }
    }
  }

  /// Eigenvalues in pairs make a sum of exponential variables with means 2λ: P(Q ≤ x) = Σ cⱼ(1 − e^(−x/2λⱼ)).
  @Test func pairedEigenvaluesAreHypoexponential() {
    let values = [1e-4, 0.03, 1, 250.0]
    let form = QuadraticForm(eigenvalues: values + values)
    for x in [1e-3, 0.5, 20, 600, 4000] {
      let exact = values.reduce(0.0) { total, value in
        let coefficient = values.filter { $0 != value }.reduce(1) { $0 * value / (value - $1) }
        return total - coefficient * expm1Negative(x / (2 * value))
      }
      #expect(abs(form.cumulative(x) - exact) < 1e-12, "\(x)")
    }
  }

  private func expm1Negative(_ x: Double) -> Double { -Gamma(shape: 1, scale: 1).cumulative(x) }

  @Test func meanAndEigenvaluesAgree() throws {
    let (yi, vi) = ([0.1, 0.9, -0.4, 2, 1.1], [0.01, 0.2, 3, 1e-4, 40])
    let weights = StudyWeights.inverseStandardError.values(vi)
    let intercept = InterceptModel(yi: yi, vi: vi).quadraticForm(weights: weights, tau2: 0.3)
    let design = try RegressionModel(yi: yi, vi: vi, design: .init(rows: 5, columns: 1) { _, _ in 1 })
      .quadraticForm(weights: weights, tau2: 0.3)
    for x in [0.1, 1, 5, 30] {
      #expect(abs(intercept.cumulative(x) - design.cumulative(x)) < 1e-12)
    }
  }
}
