import EffectSizes
import Pooling
import StudyData

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The Mantel–Haenszel risk, odds or rate ratio, ln(ΣR/ΣS), with Q of the studies' own effect sizes around it.
struct MantelHaenszelKernel: SubsetKernel {
  static let needsStudies = false
  let columns: [[Double]]
  /// What y was centered at.
  private let center: Double

  /// - Returns: nil where the measure is no ratio of counts or rates, or the counts are not there.
  init?(_ model: MantelHaenszel, effects: EffectSizes, centered yi: [Double], at center: Double) {
    var terms: [Terms] = []
    for study in effects.studies {
      guard let term = Terms(study, measure: effects.measure.code, corrected: model.poolsCorrectedCounts)
      else {
        return nil
      }
      terms.append(term)
    }
    self.center = center
    columns =
      CochranSums.columns(yi: yi, vi: effects.vi) + [terms.map(\.r), terms.map(\.s), terms.map(\.variance)]
  }

  @inline(__always)
  func solve(_ packet: SubsetPacket) -> SubsetValues {
    let cochran = CochranSums(packet)
    let sums = packet.sums + CochranSums.width
    var estimate = Lanes.zero
    for lane in 0..<Lanes.scalarCount { estimate[lane] = log(sums[0][lane] / sums[1][lane]) - center }
    let squares = packet.sums[3] - estimate * (2 * packet.sums[2] - estimate * cochran.sumOfWeights)
    let df = cochran.k - 1
    let q = squares.replacing(with: 0, where: .!(squares .> 0))
    let hasLost = packet.sums[3] .> 256 * (q + df)
    let isPoor = .!(sums[0] .> 0 .& sums[1] .> 0 .& sums[2] .> 0)
    var i2 = (q - df) / q
    i2.replace(with: 0, where: .!(i2 .> 0) .| cochran.k .<= 1)
    return SubsetValues(
      k: cochran.k, estimate: estimate, tau2: .zero, i2: i2, q: q, unsolved: hasLost .| isPoor)
  }

  /// A study's terms R and S, and that of the variance's numerator, which must not be 0 in all.
  private struct Terms {
    let r, s, variance: Double

    init?(_ study: StudyEffect, measure: String, corrected: Bool) {
      switch (study.counts, measure) {
      case (.twoGroups(let raw), TwoGroupMeasure.oddsRatio.rawValue),
        (.twoGroups(let raw), TwoGroupMeasure.riskRatio.rawValue):
        let counts = corrected ? raw.corrected(by: study.correction, second: study.secondCorrection) : raw
        let (a, b) = (counts.first.events, counts.first.nonEvents)
        let (c, d) = (counts.second.events, counts.second.nonEvents)
        let (n1, n2) = (a + b, c + d)
        let all = n1 + n2
        if measure == TwoGroupMeasure.oddsRatio.rawValue {
          (r, s, variance) = (a * d / all, b * c / all, 1)
        } else {
          (r, s) = (a * n2 / all, c * n1 / all)
          variance = n1 / all * (n2 / all) * (a + c) - a * c / all
        }
      case (.twoGroupRates(let rates), TwoGroupRateMeasure.rateRatio.rawValue):
        let added = corrected ? study.correction : 0
        let all = rates.first.time + rates.second.time
        r = (rates.first.events + added) * rates.second.time / all
        s = (rates.second.events + added) * rates.first.time / all
        variance = 1
      default: return nil
      }
    }
  }
}
