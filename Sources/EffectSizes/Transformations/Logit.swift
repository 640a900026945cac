#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// g(p) = ln(p / (1 − p)), for 0 < p < 1.
enum Logit {
  static func forward(_ p: Double) -> Double { log(p) - log1p(-p) }

  /// 1 / (1 + e⁻ʸ), without overflow at either end.
  static func inverse(_ y: Double) -> Double {
    if y >= 0 { return 1 / (1 + exp(-y)) }
    let odds = exp(y)
    return odds / (1 + odds)
  }

  static func derivative(_ p: Double) -> Double { 1 / (p * (1 - p)) }
}
