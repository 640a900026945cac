import Distributions
import Foundation
import Survival

/// One arm of a drawn trial and what a paper would print of it.
struct SimulatedArm {
  let people: [SurvivalTime]

  /// Weibull times with S(t) = exp(−(rate · t)^shape), exponential at shape 1, and uniform censoring from
  /// `earliest` to `latest`.
  init(
    count: Int, rate: Double, shape: Double, censoring: ClosedRange<Double>, stream: inout RandomStream
  ) {
    people = (0..<count).map { _ in
      let event = pow(-log(1 - stream.uniform()), 1 / shape) / rate
      let lost = censoring.lowerBound + (censoring.upperBound - censoring.lowerBound) * stream.uniform()
      return SurvivalTime(time: min(event, lost), isEvent: event <= lost)
    }
  }

  var events: Int { people.reduce(0) { $0 + ($1.isEvent ? 1 : 0) } }
  var end: Double { people.map(\.time).max() ?? 0 }

  /// The curve at `count` even times up to the last one, rounded to `decimals`.
  func readOffs(_ count: Int, decimals: Int) -> [ReadOffPoint] {
    let curve = KaplanMeier(people)
    let scale = pow(10, Double(decimals))
    return (0...count).map { place in
      let time = end * Double(place) / Double(count)
      return ReadOffPoint(time: time, survival: (curve.survival(at: time) * scale).rounded() / scale)
    }
  }

  /// The numbers at risk at `count` even times from 0.
  func riskTable(_ count: Int) -> [RiskTable.Row] {
    (0..<count).map { place in
      let time = end * Double(place) / Double(count)
      return RiskTable.Row(time: time, atRisk: people.reduce(0) { $0 + ($1.time >= time ? 1 : 0) })
    }
  }
}
