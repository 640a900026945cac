import EffectSizes
import Foundation
import StudyData
import Testing

/// The double arcsine, whose inverse depends on the size of the sample.
struct FreemanTukeyTests {
  @Test(arguments: [1.0, 2, 10, 37, 500, 1e6]) func inverseGivesCountsBack(n: Double) {
    let transformation = Transformation.freemanTukey(size: n)
    let step = max(1, (n / 50).rounded())
    for x in stride(from: 0, through: n, by: step) {
      let y = transformation.forward(x / n)
      // Near the ends p grows with the square of y.
      #expect(abs(transformation.inverse(y) - x / n) <= 1e-12, "\(x)")
      #expect(transformation.range.contains(y))
    }
  }

  @Test(arguments: [1.0, 8, 250]) func clippedAtBothEnds(n: Double) {
    let transformation = Transformation.freemanTukey(size: n)
    let range = transformation.range
    // g(0, n) = ½ arcsin √(1/(n + 1)), and g(n, n) = π/2 − g(0, n).
    #expect(abs(range.lowerBound - 0.5 * asin(1 / (n + 1).squareRoot())) <= 4e-16)
    #expect(abs(range.lowerBound + range.upperBound - .pi / 2) <= 4e-16)
    #expect(transformation.inverse(range.lowerBound) == 0 && transformation.inverse(range.upperBound) == 1)
    #expect(transformation.inverse(0) == 0 && transformation.inverse(-1) == 0)
    #expect(transformation.inverse(.pi / 2) == 1 && transformation.inverse(3) == 1)
    // No jump at the ends, and no value outside [0, 1].
    #expect(transformation.inverse(range.lowerBound + 1e-9) < 1e-5)
    #expect(transformation.inverse(range.upperBound - 1e-9) > 1 - 1e-5)
    #expect(abs(transformation.inverse(.pi / 4) - 0.5) <= 1e-15)
  }

  @Test func inverseIncreases() {
    for n in [1.0, 5, 100, 1e5] {
      let transformation = Transformation.freemanTukey(size: n)
      var last = -1.0
      for step in 0...400 {
        let p = transformation.inverse(1.6 * Double(step) / 400)
        #expect(p >= last && p >= 0 && p <= 1)
        last = p
      }
    }
  }

  @Test func effectAndVariance() {
    let (yi, vi) = ProportionMeasure.freemanTukey.effect(of: GroupCounts(events: 3, total: 8))
    // ½ [arcsin √(3/9) + arcsin √(4/9)] and 1/(4·8 + 2).
    #expect(abs(yi - 0.5 * (asin((1.0 / 3).squareRoot()) + asin(2.0 / 3))) <= 1e-16)
    #expect(vi == 1.0 / 34)
  }

  /// The size of a set of studies is their harmonic mean; each study is read back by its own.
  @Test func sizes() {
    let studies = [
      Study("a", GroupCounts(events: 3, total: 10)), Study("b", GroupCounts(events: 9, total: 40)),
    ]
    let effects = EffectSizes(.freemanTukey, of: studies, interval: .onScale)
    #expect(effects.measure.transformation == .freemanTukey(size: 16))
    #expect(effects.sampleSizes == [10, 40])
    #expect(
      abs(effects.studies[0].estimate - 0.3) <= 1e-14 && abs(effects.studies[1].estimate - 0.225) <= 1e-14)
    let one = effects.filter { $0.label == "b" }
    #expect(one.measure.transformation == .freemanTukey(size: 40))
  }
}
