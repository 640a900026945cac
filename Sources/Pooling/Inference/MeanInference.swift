/// The mean of a random-effects model with its test, its weights and its prediction interval.
struct MeanInference {
  let estimate: Estimate
  let prediction: PredictionInterval?
  /// The studies' shares in the mean.
  let weights: [Double]
  /// Hartung and Knapp's factor on the Wald variance, 1 for other tests.
  let factor: Double

  /// Tests the mean as the model says.
  ///
  /// - Throws: ``PoolingError`` where the test does not hold at this τ².
  init(
    _ fitting: RandomEffects, _ model: InterceptModel, tau2: Double, null: Double?, shared: SharedScale?
  ) throws(PoolingError) {
    let (test, level, k) = (fitting.test, fitting.level, model.k)
    let mean = model.mean(tau2: tau2)
    let residual = model.generalizedQ(tau2: tau2)
    let wald = 1 / mean.sumOfWeights
    var weights: [Double]?
    switch test {
    case .kenwardRoger, .satterthwaite:
      factor = 1
      estimate = try Self.adjusted(fitting, model, tau2: tau2, mean: mean.value, null: null)
    case .henmiCopas where k > 1:
      let robust = HenmiCopas(model, tau2: tau2)
      factor = 1
      estimate = robust.estimate(level: level, null: null)
      weights = robust.weights
    default:
      factor = shared?.factor ?? test.varianceFactor(residualSumOfSquares: residual, k: k)
      let df = shared.map { test == .z ? nil : $0.degreesOfFreedom } ?? test.degreesOfFreedom(k: k)
      estimate = Estimate(
        value: mean.value, se: (factor * wald).squareRoot(), df: df, level: level, null: null)
    }
    self.weights = weights ?? model.vi.map { 1 / ($0 + tau2) / mean.sumOfWeights }
    guard fitting.prediction != .kr else {
      prediction =
        k > 1
        ? PredictionInterval(
          KenwardRoger(model, tau2: tau2), mean: estimate.value, tau2: tau2, level: level) : nil
      return
    }
    let predictionTest = test == .hartungKnappConservative ? test : .hartungKnapp
    let predictionFactor = predictionTest.varianceFactor(residualSumOfSquares: residual, k: k)
    prediction = PredictionInterval(
      fitting.prediction, mean: estimate.value, tau2: tau2,
      waldVariance: test == .henmiCopas ? estimate.se * estimate.se : wald,
      testVariance: predictionFactor * wald, k: k, level: level)
  }

  /// The estimate by Kenward and Roger or Satterthwaite; a single study by the normal distribution.
  private static func adjusted(
    _ fitting: RandomEffects, _ model: InterceptModel, tau2: Double, mean: Double, null: Double?
  ) throws(PoolingError) -> Estimate {
    let adjustment = KenwardRoger(model, tau2: tau2)
    guard model.k > 1 else {
      return Estimate(
        value: mean, se: adjustment.waldStandardErrors[0], df: nil, level: fitting.level, null: null)
    }
    if let reason = adjustment.obstacle(tau2: tau2) {
      throw .notApplicable(
        choice: "the test \(fitting.test.rawValue)", reason: "\(reason); use hk-conservative or hk")
    }
    let isKenwardRoger = fitting.test == .kenwardRoger
    let errors = isKenwardRoger ? adjustment.standardErrors : adjustment.waldStandardErrors
    let degrees =
      isKenwardRoger ? adjustment.degreesOfFreedom : adjustment.satterthwaiteDegreesOfFreedom
    return Estimate(value: mean, se: errors[0], df: degrees[0], level: fitting.level, null: null)
  }
}
