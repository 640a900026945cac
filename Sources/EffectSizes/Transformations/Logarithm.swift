#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// g(x) = ln x, for x > 0.
enum Logarithm {
  static func forward(_ x: Double) -> Double { log(x) }
  static func inverse(_ y: Double) -> Double { exp(y) }
  static func derivative(_ x: Double) -> Double { 1 / x }
}
