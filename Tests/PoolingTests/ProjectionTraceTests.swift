import LinearAlgebra
import Testing

@testable import Pooling

/// Traces of the projection P against exact fractions, in the order tr P, PP, PV, PVP, PVPV.
struct ProjectionTraceTests {
  static let exact: [(vi: [Double], tau2: Double, traces: [Double])] = [
    ([0.5, 0.25, 2.0], 0.0, [3.3846153846153846, 7.763313609467455, 2.0, 3.3846153846153846, 2.0]),
    ([0.01, 0.02, 0.03, 1e-06], 0.0, [366.61945310026493, 74419.82155854009, 3.0, 366.61945310026493, 3.0]),
    (
      [0.01, 0.02, 0.03, 1e-06], 0.25,
      [11.334201038188747, 42.872272816319104, 0.1664497404528132, 0.6161328341089719, 0.012416531925570212]
    ),
    (
      [1.0, 3e-09, 0.7, 5.0, 0.2], 0.0,
      [15.257142598315108, 142.43754501259653, 4.0, 15.257142598315108, 4.0]
    ),
    (
      [1.0, 3e-09, 0.7, 5.0, 0.2], 1e-07,
      [15.25712835457663, 142.43722455540717, 3.9999984742871644, 15.257114110854173, 3.9999969485757534]
    ),
    ([1e-12, 1.0, 1.0], 0.0, [3.999999999994, 9.999999999964, 2.0, 3.999999999994, 2.0]),
    ([1e-12, 1e-06, 1.0, 1000000.0], 0.0, [2000000.000002, 3999994000008.0005, 3.0, 2000000.000002, 3.0]),
    (
      [1e-12, 1e-06, 1.0, 1000000.0], 0.001,
      [1000.998003996005, 999002.992015971, 1.999001996003995, 1.995011980033942, 1.997006984023961]
    ),
    ([4e-14, 0.09], 0.0, [22.222222222212345, 493.82716049338825, 1.0, 22.222222222212345, 1.0]),
  ]

  /// The differences of sums that the usual formulas are would lose all digits in the last sets.
  @Test(arguments: exact) func traces(vi: [Double], tau2: Double, exact: [Double]) {
    let model = InterceptModel(yi: vi.map { _ in 1 }, vi: vi)
    let traces = model.traces(tau2: tau2)
    let values = [traces.p, traces.pp, traces.pv, traces.pvp, traces.pvpv]
    for (value, exact) in zip(values, exact) { #expect(abs(value - exact) <= 4e-15 * exact, "\(values)") }
    #expect(abs(model.moments(tau2: tau2).traceP - exact[0]) <= 4e-15 * exact[0])
  }

  @Test func unitWeights() {
    let vi = [0.5, 1e-9, 3, 0.25]
    let traces = InterceptModel(yi: vi, vi: vi).ordinary().traces
    #expect(traces.p == 3)
    #expect(abs(traces.pp - 3) <= 1e-15)
    #expect(abs(traces.pv - 0.75 * vi.reduce(0, +)) <= 1e-15)
  }

  /// The model of any design, with a column of ones, is the model of a mean.
  @Test func interceptIsRegressionOnOnes() throws {
    for data in RandomData.many {
      let intercept = InterceptModel(yi: data.yi, vi: data.vi)
      let regression = try RegressionModel(
        yi: data.yi, vi: data.vi, design: Matrix(rows: data.yi.count, columns: 1) { _, _ in 1 })
      #expect(regression.k == intercept.k && regression.p == intercept.p)
      for tau2 in [0, 0.01, 1, 100] {
        let (a, b) = (intercept.moments(tau2: tau2), regression.moments(tau2: tau2))
        expectNear(
          [a.sumOfWeights, a.sumOfSquaredWeights, a.residualSumOfSquares, a.squaredResiduals, a.traceP],
          [b.sumOfWeights, b.sumOfSquaredWeights, b.residualSumOfSquares, b.squaredResiduals, b.traceP])
        expectNear(intercept.traces(tau2: tau2), regression.traces(tau2: tau2))
        let (c, d) = (intercept.logDeterminants(tau2: tau2), regression.logDeterminants(tau2: tau2))
        #expect(abs(c.variances - d.variances) <= 1e-12 * max(1, abs(c.variances)))
        #expect(abs(c.information - d.information) <= 1e-12 * max(1, abs(c.information)))
        let mean = intercept.mean(tau2: tau2)
        let coefficients = regression.coefficients(tau2: tau2)
        #expect(abs(mean.value - coefficients.values[0]) <= 1e-12 * max(1, abs(mean.value)))
        #expect(abs(coefficients.covariance[0, 0] * mean.sumOfWeights - 1) <= 1e-13)
      }
      let (one, other) = (intercept.ordinary(), regression.ordinary())
      expectNear([one.residualSumOfSquares], [other.residualSumOfSquares])
      expectNear(one.traces, other.traces)
      for estimator in Tau2Estimator.all {
        let (a, b) = (estimator.estimate(intercept), estimator.estimate(regression))
        let smallest = intercept.smallestVariance
        #expect(abs(a.value - b.value) <= 1e-9 * max(a.value, smallest), "\(estimator)")
        let (aSE, bSE) = (a.standardError ?? 0, b.standardError ?? 0)
        #expect(abs(aSE - bSE) <= 1e-8 * max(aSE, smallest), "\(estimator)")
      }
    }
  }

  private func expectNear(
    _ a: ProjectionTraces, _ b: ProjectionTraces, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    expectNear(
      [a.p, a.pp, a.pv, a.pvp, a.pvpv], [b.p, b.pp, b.pv, b.pvp, b.pvpv], sourceLocation: sourceLocation)
  }

  /// With variances that differ by up to 10³ the regression's differences of sums lose six digits at most.
  private func expectNear(
    _ a: [Double], _ b: [Double], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for (a, b) in zip(a, b) {
      #expect(abs(a - b) <= 1e-10 * max(abs(a), 1e-300), "\(a) \(b)", sourceLocation: sourceLocation)
    }
  }
}
