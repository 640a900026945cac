import Distributions
import StudyData

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Which p-values a printed estimate with its interval can have, by z = (estimate − null)/se with
/// se = (high − low)/(2 z₁₋α/₂) on the interval's scale, over the rounding of all three numbers.
public struct IntervalTest: Sendable, Equatable {
  /// The smallest and the largest |z|.
  public let z: ClosedRange<Double>

  /// The test of a ratio against 1 (on ln) or of a difference against 0; nil where a limit is not positive on the
  /// log scale, or the width can be 0.
  ///
  /// - Parameters:
  ///   - estimate: the estimate as printed.
  ///   - low: the lower limit.
  ///   - high: the upper limit.
  ///   - level: the level of the interval, between 0 and 1.
  ///   - isRatio: whether it is a ratio.
  public init?(estimate: PrintedNumber, low: PrintedNumber, high: PrintedNumber, level: Double, isRatio: Bool)
  {
    precondition(level > 0 && level < 1, "a level lies between 0 and 1")
    let scale: (Double) -> Double = { isRatio ? ($0 > 0 ? log($0) : -.infinity) : $0 }
    let quantile = Normal.standard.upperQuantile((1 - level) / 2)
    let narrowest = scale(high.rounded.lowerBound) - scale(low.rounded.upperBound)
    let widest =
      scale(high.rounded.upperBound)
      - scale(max(low.rounded.lowerBound, isRatio ? low.value / 2 : -.infinity))
    guard narrowest > 0, widest.isFinite, estimate.value > 0 || !isRatio else { return nil }
    let ends = [estimate.rounded.lowerBound, estimate.rounded.upperBound].map(scale)
    guard ends.allSatisfy(\.isFinite) else { return nil }
    let crosses = ends[0] <= 0 && ends[1] >= 0
    let least = crosses ? 0 : min(abs(ends[0]), abs(ends[1]))
    let most = max(abs(ends[0]), abs(ends[1]))
    z = (least * 2 * quantile / widest)...(most * 2 * quantile / narrowest)
  }

  /// The p-values, two-sided.
  public var p: ClosedRange<Double> {
    (2 * Normal.standard.upperTail(z.upperBound))...(2 * Normal.standard.upperTail(z.lowerBound))
  }

  /// How far |z| of a printed p-value, rounded or cut off, is from these; 0 if it can be among them.
  public func distance(to printed: PrintedNumber) -> Double {
    let low = max(1e-300, min(printed.rounded.lowerBound, printed.truncated.lowerBound))
    let high = min(1, max(printed.rounded.upperBound, printed.truncated.upperBound))
    guard low < 1 else { return 0 }
    let most = Normal.standard.upperQuantile(low / 2)
    let least = Normal.standard.upperQuantile(high / 2)
    return max(0, least - z.upperBound, z.lowerBound - most)
  }
}
