import MetaAnalysis

/// Survival curves of studies, read at common times: simulated people, each with a constant risk per interval that
/// differs between studies. The same for the same numbers.
public struct SimulatedCurves {
  /// The curves.
  public let studies: [StudyCurve]

  /// Draws `count` studies of 20 to 300 people, read at the times 3, 6, …; the first reaches the last time.
  public init(count: Int, times: Int) {
    var stream = SplitMix64(seed: 20_140_615)
    studies = (0..<count).map { number in
      let q = 0.85 + 0.03 * stream.nearlyNormal()
      var alive = 20 + Int(stream.uniform() * 280)
      let last = number == 0 ? times : 1 + Int(stream.uniform() * Double(times))
      var survival = 1.0
      var points: [StudyCurve.Point] = []
      for j in 1...last where alive > 0 {
        let now = stream.binomial(size: alive, probability: min(q, 1))
        survival *= Double(now) / Double(alive)
        points.append(.init(time: Double(3 * j), survival: survival, atRisk: Double(alive)))
        alive = now - stream.binomial(size: now, probability: 0.03)
      }
      return StudyCurve("\(number + 1)", points)
    }
  }
}
