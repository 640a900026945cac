import Pooling

extension Tau2Estimator {
  /// The estimator with metafor's name.
  init?(metafor name: String) {
    // The runs of these in the oracle have weights of their own.
    guard !name.hasPrefix("GENQ") else { return nil }
    guard let found = Tau2Estimator.all.first(where: { $0.code == name.uppercased() }) else { return nil }
    self = found
  }

  /// Whether it is the root of an equation.
  var isIterative: Bool {
    switch self {
    case .reml, .maximumLikelihood, .pauleMandel, .empiricalBayes, .pauleMandelMedian,
      .derSimonianLairdIterated:
      true
    default: false
    }
  }
}

extension MeanTest {
  /// The test with metafor's name.
  init?(metafor name: String) {
    let tests: [String: MeanTest] = [
      "z": .z, "t": .t, "knha": .hartungKnapp, "hksj": .hartungKnapp, "adhoc": .hartungKnappConservative,
    ]
    guard let test = tests[name] else { return nil }
    self = test
  }
}

extension MeanTest {
  /// The tests that go with every model and estimator.
  static let general = allCases.filter { !$0.needsRandomEffects }
}
