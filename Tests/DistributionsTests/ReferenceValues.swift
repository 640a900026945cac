import Foundation

@testable import Distributions

/// The values that `Reference/make_reference.py` computed at 60 digits.
struct ReferenceValues: Decodable {
  struct Continuous: Decodable {
    enum Tail: String, Decodable { case lower, upper }
    let distribution: String
    let parameters: [Double]
    let tail: Tail
    let p: Double
    let quantile: Double
    let x: Double
    let density: Double
    let cumulative: Double
    let upperTail: Double
  }

  struct Discrete: Decodable {
    let distribution: String
    let parameters: [Double]
    let k: Int
    let probability: Double
    let cumulative: Double
    let upperTail: Double
  }

  struct Special: Decodable {
    let function: String
    let arguments: [Double]
    let value: Double
  }

  let continuous: [Continuous]
  let discrete: [Discrete]
  let special: [Special]

  static func load() throws -> ReferenceValues {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Reference/reference.json")
    return try JSONDecoder().decode(ReferenceValues.self, from: Data(contentsOf: file))
  }
}

struct UnknownName: Error { let name: String }

func continuousDistribution(_ name: String, _ a: [Double]) throws -> any ContinuousDistribution {
  switch name {
  case "Normal": Normal.standard
  case "StudentT": StudentT(degreesOfFreedom: a[0])
  case "ChiSquared": ChiSquared(degreesOfFreedom: a[0])
  case "Gamma": Gamma(shape: a[0], scale: a[1])
  case "Beta": Beta(alpha: a[0], beta: a[1])
  case "FDistribution": FDistribution(numeratorDF: a[0], denominatorDF: a[1])
  default: throw UnknownName(name: name)
  }
}

func discreteDistribution(_ name: String, _ a: [Double]) throws -> any DiscreteDistribution {
  switch name {
  case "Binomial": Binomial(trials: Int(a[0]), probability: a[1])
  case "Poisson": Poisson(mean: a[0])
  case "Hypergeometric": Hypergeometric(population: Int(a[0]), successes: Int(a[1]), draws: Int(a[2]))
  default: throw UnknownName(name: name)
  }
}

/// |value − expected| / |expected|; the absolute error where 0 is expected; infinite for NaN.
func relativeError(_ value: Double, _ expected: Double) -> Double {
  if value == expected { return 0 }
  let error = expected == 0 ? abs(value) : abs(value / expected - 1)
  return error.isNaN ? .infinity : error
}
