import Testing

@testable import Distributions

struct ContinuousIdentityTests {
  static let all: [any ContinuousDistribution] = [
    Normal.standard, Normal(mean: -3, standardDeviation: 0.2), StudentT(degreesOfFreedom: 1),
    StudentT(degreesOfFreedom: 12), StudentT(degreesOfFreedom: .infinity), ChiSquared(degreesOfFreedom: 1),
    ChiSquared(degreesOfFreedom: 12), Gamma(shape: 2.5, scale: 3), Beta(alpha: 0.5, beta: 0.5),
    Beta(alpha: 2, beta: 7), FDistribution(numeratorDF: 1, denominatorDF: 1),
    FDistribution(numeratorDF: 3, denominatorDF: 20),
    FDistribution(numeratorDF: 4, denominatorDF: .infinity),
  ]

  @Test(arguments: all.indices)
  func tailsAddUpAndQuantilesInvertThem(index: Int) {
    let distribution = Self.all[index]
    for p in [1e-12, 0.001, 0.025, 0.2, 0.4999, 0.75, 0.95, 0.999] {
      let x = distribution.quantile(p)
      // What rounding x to a double does to its tail, on top of 1e-13.
      let lowerSlack = Double.ulpOfOne * abs(x) * distribution.density(x) / p
      #expect(relativeError(distribution.cumulative(x), p) <= 1e-13 + lowerSlack, "\(distribution) \(p)")
      #expect(abs(distribution.cumulative(x) + distribution.upperTail(x) - 1) < 4e-16, "\(distribution) \(p)")
      let y = distribution.upperQuantile(p)
      let upperSlack = Double.ulpOfOne * abs(y) * distribution.density(y) / p
      #expect(relativeError(distribution.upperTail(y), p) <= 1e-13 + upperSlack, "\(distribution) \(p)")
    }
  }

  @Test(arguments: all.indices)
  func densityIsTheSlopeOfTheTails(index: Int) {
    let distribution = Self.all[index]
    for p in [0.05, 0.3, 0.6, 0.9] {
      let x = distribution.quantile(p)
      let h = 1e-4 * (distribution.quantile(p * 1.01) - distribution.quantile(p))
      let slope = (distribution.cumulative(x + h) - distribution.cumulative(x - h)) / (2 * h)
      #expect(relativeError(slope, distribution.density(x)) < 1e-7, "\(distribution) \(p)")
    }
  }

  @Test func endsOfTheSupport() {
    for d in Self.all {
      #expect(d.quantile(0) == d.upperQuantile(1) && d.quantile(1) == d.upperQuantile(0))
      #expect(d.cumulative(d.quantile(0)) == 0 && d.upperTail(d.quantile(0)) == 1)
      #expect(d.cumulative(d.quantile(1)) == 1 && d.upperTail(d.quantile(1)) == 0)
      #expect(d.cumulative(-.infinity) == 0 && d.upperTail(.infinity) == 0)
      #expect(d.density(.infinity) == 0 && d.density(-.infinity) == 0)
      #expect(d.cumulative(.nan).isNaN && d.upperTail(.nan).isNaN && d.density(.nan).isNaN)
      #expect(d.quantile(.nan).isNaN && d.upperQuantile(.nan).isNaN)
    }
    #expect(
      Normal.standard.quantile(0) == -.infinity && StudentT(degreesOfFreedom: 3).quantile(1) == .infinity)
    #expect(ChiSquared(degreesOfFreedom: 3).quantile(0) == 0 && Beta(alpha: 1, beta: 2).quantile(1) == 1)
    #expect(ChiSquared(degreesOfFreedom: 3).cumulative(-1) == 0 && Beta(alpha: 1, beta: 2).upperTail(2) == 0)
  }

  @Test func densitiesAtTheEnds() {
    #expect(ChiSquared(degreesOfFreedom: 1).density(0) == .infinity)
    #expect(ChiSquared(degreesOfFreedom: 2).density(0) == 0.5)
    #expect(ChiSquared(degreesOfFreedom: 3).density(0) == 0)
    #expect(Gamma(shape: 1, scale: 4).density(0) == 0.25)
    #expect(Gamma(shape: 0.5, scale: 4).density(0) == .infinity)
    #expect(Beta(alpha: 1, beta: 3).density(0) == 3 && Beta(alpha: 1, beta: 3).density(1) == 0)
    #expect(FDistribution(numeratorDF: 2, denominatorDF: 7).density(0) == 1)
  }

  @Test func symmetry() {
    for d in [Normal.standard, StudentT(degreesOfFreedom: 2.5)] as [any ContinuousDistribution] {
      for x in [0, 0.3, 1.96, 20, 1e101] {
        #expect(d.cumulative(-x) == d.upperTail(x) && d.density(-x) == d.density(x))
      }
      for p in [1e-200, 0.025, 0.3, 0.5] { #expect(d.quantile(p) == -d.upperQuantile(p)) }
      #expect(d.quantile(0.5) == 0 && d.quantile(0.5).sign == .plus)
    }
    for x in [0.015625, 0.25, 0.5, 0.875] {
      let upper = Beta(alpha: 2, beta: 7).upperTail(1 - x)
      #expect(relativeError(Beta(alpha: 7, beta: 2).cumulative(x), upper) < 1e-14)
    }
  }

  @Test func relatedDistributionsAgree() {
    let t = StudentT(degreesOfFreedom: 9)
    let f = FDistribution(numeratorDF: 1, denominatorDF: 9)
    let chi = ChiSquared(degreesOfFreedom: 1)
    for x in [0.1, 1.3, 4, 11] {
      #expect(relativeError(2 * t.upperTail(x), f.upperTail(x * x)) < 1e-13)
      #expect(relativeError(2 * Normal.standard.upperTail(x), chi.upperTail(x * x)) < 1e-13)
      #expect(ChiSquared(degreesOfFreedom: 5).upperTail(x) == Gamma(shape: 2.5, scale: 2).upperTail(x))
      #expect(StudentT(degreesOfFreedom: .infinity).upperTail(x) == Normal.standard.upperTail(x))
      #expect(StudentT(degreesOfFreedom: .infinity).density(x) == Normal.standard.density(x))
      #expect(
        relativeError(StudentT(degreesOfFreedom: 1e17).upperTail(x), Normal.standard.upperTail(x)) < 1e-13)
      let limit = ChiSquared(degreesOfFreedom: 4).upperTail(4 * x)
      #expect(
        relativeError(FDistribution(numeratorDF: 4, denominatorDF: .infinity).upperTail(x), limit) < 1e-14)
    }
    #expect(StudentT(degreesOfFreedom: .infinity).quantile(0.975) == Normal.standard.quantile(0.975))
  }

  @Test func tailsBeyondTheSquareOfTheLargestNumber() {
    // Cauchy: P(X > x) = 1/(πx) and f(x) = 1/(πx²) for large x.
    let cauchy = StudentT(degreesOfFreedom: 1)
    #expect(relativeError(cauchy.upperTail(1e200), 1e-200 / Double.pi) < 1e-14)
    #expect(relativeError(cauchy.density(1e120), 1e-240 / Double.pi) < 1e-14)
    #expect(relativeError(cauchy.upperQuantile(1e-250), 1e250 / Double.pi) < 1e-14)
  }

  @Test func normalIsScaledAndShifted() {
    let normal = Normal(mean: 10, standardDeviation: 2)
    #expect(normal.cumulative(12) == Normal.standard.cumulative(1))
    #expect(normal.density(12) == Normal.standard.density(1) / 2)
    #expect(normal.quantile(0.975) == 10 + 2 * Normal.standard.quantile(0.975))
    #expect(normal.upperQuantile(0.975) == 10 - 2 * Normal.standard.quantile(0.975))
  }

  @Test func impossibleParametersStopTheProgram() async {
    await #expect(processExitsWith: .failure) { _ = StudentT(degreesOfFreedom: 0) }
    await #expect(processExitsWith: .failure) { _ = ChiSquared(degreesOfFreedom: .infinity) }
    await #expect(processExitsWith: .failure) { _ = Normal(mean: 0, standardDeviation: 0) }
    await #expect(processExitsWith: .failure) { _ = Normal.standard.quantile(1.5) }
    await #expect(processExitsWith: .failure) { _ = Binomial(trials: 3, probability: .nan) }
  }
}
