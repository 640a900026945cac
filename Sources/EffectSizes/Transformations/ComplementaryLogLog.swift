#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// g(p) = ln(−ln(1 − p)), for 0 < p < 1: ``LogMinusLog`` of the complement, increasing in p. On it the cumulative risk of
/// an event is pooled as the survival without it is.
enum ComplementaryLogLog {
  static func forward(_ p: Double) -> Double { log(-log1p(-p)) }
  static func inverse(_ y: Double) -> Double { -expm1(-exp(y)) }
  static func derivative(_ p: Double) -> Double { -1 / ((1 - p) * log1p(-p)) }
}
