import Testing

@testable import Distributions

/// Every function against 60-digit values, from the middle to tails of 1e-300 and for extreme parameters.
struct ReferenceGridTests {
  /// The normal distribution carries its rounding errors along. The arguments of χ² and beta tails enter
  /// the wider type unrounded, where the machine has one. In the others, each rounding of an intermediate
  /// x² or x/s changes a tail by half an ulp times its condition number |x f(x) / tail|: one ulp of it is
  /// allowed on top of 1e-14.
  static func tolerance(_ name: String, condition: Double) -> Double {
    if name == "Normal" { return 1e-15 }
    #if arch(x86_64)
      if name == "ChiSquared" || name == "Beta" { return 1e-15 }
    #endif
    return 1e-14 + Double.ulpOfOne * condition
  }

  static let names = ["Normal", "StudentT", "ChiSquared", "Gamma", "Beta", "FDistribution"]

  @Test(arguments: names)
  func tailsAndDensities(name: String) throws {
    let cases = try ReferenceValues.load().continuous.filter { $0.distribution == name }
    #expect(cases.count >= 16)
    for reference in cases {
      let (x, density) = (reference.x, reference.density)
      let (lower, upper) = (reference.cumulative, reference.upperTail)
      let distribution = try continuousDistribution(name, reference.parameters)
      let note: Comment = "\(name)\(reference.parameters) at \(x)"
      let errors = [
        relativeError(distribution.cumulative(x), lower), relativeError(distribution.upperTail(x), upper),
        relativeError(distribution.density(x), density),
      ]
      #expect(errors[0] <= Self.tolerance(name, condition: abs(x) * density / lower), note)
      #expect(errors[1] <= Self.tolerance(name, condition: abs(x) * density / upper), note)
      #expect(errors[2] <= Self.tolerance(name, condition: abs(x) * density / min(lower, upper)), note)
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
