import Testing

@testable import Distributions

/// Every function against 60-digit values, from the middle to tails of 1e-300 and for extreme parameters.
struct ReferenceGridTests {
  /// Rounding x to a double changes a tail by its condition number |x f(x) / tail| times half an ulp, and
  /// so does each rounding of an intermediate x² or x/s (`StudentT` and `Gamma`, or any distribution on a
  /// machine without a type wider than double). One ulp of it is allowed on top of 1e-14.
  static func tolerance(condition: Double) -> Double { 1e-14 + Double.ulpOfOne * condition }

  static let names = ["Normal", "StudentT", "ChiSquared", "Gamma", "Beta", "FDistribution"]

  @Test(arguments: names)
  func tailsAndDensities(name: String) throws {
    let cases = try ReferenceValues.load().continuous.filter { $0.distribution == name }
    #expect(cases.count >= 16)
    for reference in cases {
      guard let x = reference.x, let density = reference.density, let lower = reference.cumulative,
        let upper = reference.upperTail
      else { continue }
      let distribution = try continuousDistribution(name, reference.parameters)
      let note: Comment = "\(name)\(reference.parameters) at \(x)"
      let errors = [
        relativeError(distribution.cumulative(x), lower), relativeError(distribution.upperTail(x), upper),
        relativeError(distribution.density(x), density),
      ]
      #expect(errors[0] <= Self.tolerance(condition: abs(x) * density / lower), note)
      #expect(errors[1] <= Self.tolerance(condition: abs(x) * density / upper), note)
      #expect(errors[2] <= Self.tolerance(condition: abs(x) * density / min(lower, upper)), note)
    }
  }

  @Test(arguments: names)
  func quantiles(name: String) throws {
    let cases = try ReferenceValues.load().continuous.filter { $0.distribution == name }
    #expect(cases.count >= 16)
    for reference in cases {
      let distribution = try continuousDistribution(name, reference.parameters)
      let value =
        reference.tail == .lower
        ? distribution.quantile(reference.p) : distribution.upperQuantile(reference.p)
      let error = relativeError(value, reference.quantile)
      #expect(
        error <= 1e-14,
        "\(name)\(reference.parameters) \(reference.tail) \(reference.p) \(value) \(reference.quantile)")
    }
  }

  @Test(arguments: ["Binomial", "Poisson", "Hypergeometric"])
  func discrete(name: String) throws {
    let cases = try ReferenceValues.load().discrete.filter { $0.distribution == name }
    #expect(cases.count >= 20)
    for reference in cases {
      let distribution = try discreteDistribution(name, reference.parameters)
      let errors = [
        relativeError(distribution.cumulative(reference.k), reference.cumulative),
        relativeError(distribution.upperTail(reference.k), reference.upperTail),
        relativeError(distribution.probability(reference.k), reference.probability),
      ]
      #expect(
        errors.allSatisfy { $0 <= 1e-13 }, "\(name)\(reference.parameters) at \(reference.k): \(errors)")
    }
  }

  @Test func specialFunctions() throws {
    let cases = try ReferenceValues.load().special
    #expect(cases.count >= 30)
    for reference in cases {
      let a = reference.arguments
      let value =
        switch reference.function {
        case "logGamma": logGamma(a[0])
        case "logBinomialCoefficient": logBinomialCoefficient(Int(a[0]), Int(a[1]))
        case "regularizedIncompleteBeta": regularizedIncompleteBeta(a[0], a[1], a[2])
        default: throw UnknownName(name: reference.function)
        }
      #expect(relativeError(value, reference.value) <= 1e-14, "\(reference.function)\(a)")
    }
  }
}
