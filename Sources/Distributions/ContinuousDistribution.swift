/// A distribution on the real line or on an interval of it.
///
/// The two tails are computed separately, never as 1 minus the other, so small probabilities keep their
/// relative accuracy down to 1e-300. Outside the support a density is 0 and the tails are 0 and 1. A NaN
/// argument gives NaN; a probability outside [0, 1] is a mistake of the programmer and stops the program.
public protocol ContinuousDistribution: Sendable {
  /// The density f(x); +∞ at an end of the support where it has no bound.
  func density(_ x: Double) -> Double
  /// The lower tail P(X ≤ x).
  func cumulative(_ x: Double) -> Double
  /// The upper tail P(X > x).
  func upperTail(_ x: Double) -> Double
  /// The x with P(X ≤ x) = p; the ends of the support at p = 0 and p = 1.
  func quantile(_ p: Double) -> Double
  /// The x with P(X > x) = p; the ends of the support at p = 1 and p = 0.
  func upperQuantile(_ p: Double) -> Double
}

/// Stops the program unless p is a probability or NaN.
func requireProbability(_ p: Double) {
  precondition((p >= 0 && p <= 1) || p.isNaN, "a probability must lie between 0 and 1")
}
