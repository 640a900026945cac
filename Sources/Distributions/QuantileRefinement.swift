#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Improves an approximate quantile of a distribution on (0, `highest`) until its tail is p.
///
/// Boost's inverses of the incomplete beta function are good to a few ulps for ordinary p and can be wrong
/// by orders of magnitude for p below 1e-60. The equation log tail(x) = log p is solved in log x by Newton's
/// method, within a bracket that shrinks at each step; bisection takes over when a step leaves it. In these
/// coordinates a power tail is a straight line, so few steps are needed. Meant for p below one half. A
/// quantile beyond the range of doubles is returned as the smallest or largest number inside the support.
///
/// - Parameters:
///   - start: the approximate quantile.
///   - p: the wanted probability, 0 < p < 1.
///   - highest: the upper end of the support, 1 or +∞.
///   - rising: whether `tail` is the lower tail, which rises with x.
///   - tail: the tail at x.
///   - slope: |d log tail / d log x| = x·f(x) / tail, from x and the tail there.
func refinedQuantile(
  start: Double, p: Double, highest: Double, rising: Bool, tail: (Double) -> Double,
  slope: (Double, Double) -> Double
) -> Double {
  let top = min(highest.nextDown, Double.greatestFiniteMagnitude)
  var low = log(Double.leastNonzeroMagnitude)
  var high = log(top)
  var x = min(max(start.isNaN ? 1 : start, Double.leastNonzeroMagnitude), top)
  for _ in 0..<100 {
    let value = tail(x)
    if value == p { return x }
    if (value < p) == rising { low = max(low, log(x)) } else { high = min(high, log(x)) }
    let slope = slope(x, value)
    let step = log(value / p) / (rising ? -slope : slope)
    if abs(step) < 1e-15 { return x }
    var next = x * exp(step)
    // Close to the solution log x is too coarse for the bracket, and Newton's step is safe.
    if abs(step) > 1e-6 || !step.isFinite {
      let position = log(next)
      if !(position > low && position < high) { next = exp(low + (high - low) / 2) }
    }
    if abs(step) < 1e-9 { return min(next, top) }
    x = min(max(next, Double.leastNonzeroMagnitude), top)
  }
  return x
}
