#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The natural logarithm, under a name that methods and cases called `log` do not hide.
func logarithm(_ x: Double) -> Double { log(x) }

/// The exponential function.
func exponential(_ x: Double) -> Double { exp(x) }
