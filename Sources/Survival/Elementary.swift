#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The natural logarithm, under a name that methods and cases called `log` do not hide.
func logarithm(_ x: Double) -> Double { log(x) }

/// The exponential function.
func exponential(_ x: Double) -> Double { exp(x) }

/// A number with at most three decimals, as remarks want it.
func decimals3(_ value: Double) -> String {
  let rounded = (value * 1000).rounded() / 1000
  guard rounded.isFinite else { return "no limit" }
  return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int64(rounded))" : "\(rounded)"
}
