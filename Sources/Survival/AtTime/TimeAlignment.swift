#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Survival moved from its time t to another t*, as a Weibull distribution of shape k has it:
///
///     ln(−ln S(t*)) = ln(−ln S(t)) + k ln(t*/t),   that is S(t*) = S(t)^r,  r = (t*/t)^k,
///
/// with the same variance on that scale. k = 1 is a constant hazard, the exponential distribution; with k > 1 the
/// hazard rises. It is an assumption, and the rows that it moves say so.
public struct TimeAlignment: Sendable, Equatable {
  /// t*.
  public var time: Double
  /// k.
  public var shape: Double

  /// Moves survival to a time, under a shape; 1 is the exponential distribution.
  public init(to time: Double, shape: Double = 1) {
    precondition(time > 0 && shape > 0, "time and shape are above 0")
    self.time = time
    self.shape = shape
  }

  /// S(t*) and its variance, from those at `start`; S lies between 0 and 1.
  public func moved(
    survival: Double, variance: Double, from start: Double
  ) -> (survival: Double, variance: Double) {
    if start == time { return (survival, variance) }
    let power = pow(time / start, shape)
    let moved = pow(survival, power)
    let slope = power * moved / survival
    return (moved, slope * slope * variance)
  }

  /// The name of the assumption.
  public var name: String { shape == 1 ? "exponential" : "Weibull, shape \(ShortNumber.text(shape))" }
}
