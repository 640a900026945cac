#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// g(p) = ln(−ln p), for 0 < p < 1: decreasing in p, the scale on which survival is commonly pooled.
enum LogMinusLog {
  static func forward(_ p: Double) -> Double { log(-log(p)) }
  static func inverse(_ y: Double) -> Double { exp(-exp(y)) }
  static func derivative(_ p: Double) -> Double { 1 / (p * log(p)) }
}
