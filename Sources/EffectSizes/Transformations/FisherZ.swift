#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Fisher's z of a correlation, g(r) = artanh r = ½ ln[(1 + r)/(1 − r)], for −1 < r < 1.
///
/// metafor: `transf.rtoz`, `transf.ztor`.
enum FisherZ {
  static func forward(_ r: Double) -> Double { atanh(r) }
  static func inverse(_ y: Double) -> Double { tanh(y) }
  static func derivative(_ r: Double) -> Double { 1 / (1 - r * r) }
}
