import MetaAnalysis
import Workloads

/// Fits to many drawn studies, with or without moderators.
struct LargeFits {
  static let header = "k,moderators,estimator,seconds,peak_data,peak,tau2,coefficients"

  private let data: SimulatedEffects
  /// The most memory held by the time that the studies were drawn.
  private let peakOfData: Int

  init(k: Int, moderators: Int) {
    data = SimulatedEffects(count: k, moderators: moderators)
    peakOfData = peakMemory()
  }

  /// The studies, one a line.
  func printData() {
    print((["yi", "vi"] + data.moderators.indices.map { "x\($0 + 1)" }).joined(separator: ","))
    for (place, study) in data.effects.studies.enumerated() {
      let numbers = [study.yi, study.vi] + data.moderators.map { $0[place] }
      print(numbers.map { "\($0)" }.joined(separator: ","))
    }
  }

  /// The whole fit: with limits of τ², I² and H², heterogeneity, tests and prediction interval.
  func printTimes(_ estimator: Tau2Estimator) throws {
    data.moderators.isEmpty ? try printPooled(estimator) : try printRegression(estimator)
  }

  private func printPooled(_ estimator: Tau2Estimator) throws {
    let model = RandomEffects(tau2: estimator, test: .hartungKnapp, prediction: .hk)
    let seconds = try secondsPerCall { consume(try model.fit(data.effects)) }
    let fit = try model.fit(data.effects)
    printLine(estimator, seconds, tau2: fit.heterogeneity.tau2 ?? 0, [fit.estimate.value])
  }

  private func printRegression(_ estimator: Tau2Estimator) throws {
    let moderated = try data.moderated()
    let model = MetaRegression(tau2: estimator, test: .hartungKnapp)
    let seconds = try secondsPerCall { consume(try model.fit(moderated)) }
    let fit = try model.fit(moderated)
    printLine(estimator, seconds, tau2: fit.tau2, fit.coefficients.map(\.estimate.value))
  }

  private func printLine(
    _ estimator: Tau2Estimator, _ seconds: Double, tau2: Double, _ coefficients: [Double]
  ) {
    let texts = coefficients.map { "\($0)" }.joined(separator: " ")
    print(
      "\(data.effects.k),\(data.moderators.count),\(estimator.code),\(seconds),\(peakOfData),\(peakMemory())"
        + ",\(tau2),\(texts)")
  }
}
