#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How the limits of a summary survival curve are made.
public enum CurveInterval: String, Sendable, CaseIterable, Codable {
  /// On ln(−ln S): S̄^exp(±z·SE(ln S̄)/|ln S̄|), which stays between 0 and 1.
  case logMinusLog = "loglog"
  /// On ln S, as in the original paper: S̄·exp(±z·SE(ln S̄)), which may exceed 1.
  case log
  /// The percentiles of curves drawn from the normal distribution of the pooled conditional survivals.
  case draws
}

/// A lower and an upper limit.
public struct CurveLimits: Sendable, Equatable, Codable {
  /// The lower limit.
  public let lower: Double
  /// The upper limit.
  public let upper: Double

  /// The limits on ln(−ln S); 0 and 1 where S is 0.
  static func onLogMinusLog(_ survival: Double, logSE: Double, z: Double) -> CurveLimits {
    guard survival > 0 else { return CurveLimits(lower: 0, upper: 1) }
    guard survival < 1 else { return CurveLimits(lower: 1, upper: 1) }
    let factor = exp(z * logSE / -log(survival))
    return CurveLimits(lower: pow(survival, factor), upper: pow(survival, 1 / factor))
  }

  /// The limits on ln S.
  static func onLog(_ survival: Double, logSE: Double, z: Double) -> CurveLimits {
    CurveLimits(lower: survival * exp(-z * logSE), upper: survival * exp(z * logSE))
  }
}
