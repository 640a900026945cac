import Distributions

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The test-based interval for H² from Q: exp(ln H ± z SE(ln H)) squared, no limit below 1, with
///
///     SE(ln H) = ½ (ln Q − ln(k − 1)) / (√(2Q) − √(2k − 3))            where Q > k,
///                √{ [1 − 1/(3(k − 2)²)] / (2(k − 2)) }                 otherwise, for k > 2.
///
/// Source: Higgins JPT, Thompson SG (2002), *Stat Med* 21:1539–1558, section 3.4 and appendix A2.
enum HigginsThompson {
  /// The limits for H²; nil where k < 3 and Q ≤ k, for which there is no formula.
  static func interval(q: Double, k: Int, level: Double) -> (lower: Double, upper: Double)? {
    let count = Double(k)
    let df = count - 1
    let se: Double
    if q > count {
      se = 0.5 * (log(q) - log(df)) / ((2 * q).squareRoot() - (2 * count - 3).squareRoot())
    } else if k > 2 {
      let rest = count - 2
      se = ((1 - 1 / (3 * rest * rest)) / (2 * rest)).squareRoot()
    } else {
      return nil
    }
    let z = Normal.standard.upperQuantile((1 - level) / 2)
    let logH = 0.5 * log(max(q / df, 1))
    return (max(1, exp(2 * (logH - z * se))), max(1, exp(2 * (logH + z * se))))
  }
}
