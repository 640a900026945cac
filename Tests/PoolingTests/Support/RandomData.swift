import EffectSizes
import Foundation
import StudyData

/// A repeatable source of random numbers: SplitMix64.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A standard normal number, by Box and Muller.
  mutating func normal() -> Double {
    let radius = (-2 * log(Double.random(in: .leastNonzeroMagnitude..<1, using: &self))).squareRoot()
    return radius * cos(2 * .pi * Double.random(in: 0..<1, using: &self))
  }
}

/// Effect sizes as such.
func reported(yi: [Double], vi: [Double], groups: [String]? = nil) -> EffectSizes {
  let studies = yi.indices.map {
    StudyEffect(
      label: "Study \($0 + 1)", group: groups?[$0], yi: yi[$0], vi: vi[$0], estimate: yi[$0], lower: yi[$0],
      upper: yi[$0])
  }
  return EffectSizes(measure: ReportedScale.plain.measure, studies: studies)
}

/// Random effect sizes: variances spread over some powers of ten, heterogeneity from none to much.
struct RandomData {
  var yi: [Double] = []
  var vi: [Double] = []

  init(k: Int, seed: UInt64, powersOfTen: Double = 2) {
    var generator = SeededGenerator(seed: seed)
    let tau =
      pow(10, Double.random(in: -2...1, using: &generator)) * Double(Int.random(in: 0...3, using: &generator))
    for _ in 0..<k {
      let v = 0.05 * pow(10, powersOfTen * Double.random(in: -0.5...0.5, using: &generator))
      vi.append(v)
      yi.append(0.3 + generator.normal() * (v + tau * tau).squareRoot())
    }
  }

  var effects: EffectSizes { reported(yi: yi, vi: vi) }

  /// Sizes and seeds, for parameterized tests.
  static let many: [RandomData] = (0..<120).map { seed in
    let sizes = [2, 3, 4, 5, 7, 10, 20, 60]
    return RandomData(
      k: sizes[seed % sizes.count], seed: UInt64(seed) + 1, powersOfTen: Double(seed % 3) + 0.5)
  }
}

/// Random counts of two groups, with zeros among them.
func randomComparisons(k: Int, seed: UInt64) -> [Study<TwoGroupCounts>] {
  var generator = SeededGenerator(seed: seed)
  return (0..<k).map { index in
    let totals = [
      Double(Int.random(in: 8...200, using: &generator)), Double(Int.random(in: 8...200, using: &generator)),
    ]
    let share = Double.random(in: 0...0.5, using: &generator)
    let events = totals.map { Double(Int.random(in: 0...Int($0 * share), using: &generator)) }
    return Study(
      "Study \(index + 1)",
      TwoGroupCounts(
        first: GroupCounts(events: events[0], total: totals[0]),
        second: GroupCounts(events: events[1], total: totals[1])))
  }
}
