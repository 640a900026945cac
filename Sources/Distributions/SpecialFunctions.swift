import CBoostMath

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// log Γ(x) for x > 0 (a precondition); relative accuracy also near its zeros 1 and 2. Unlike the C
/// library's `lgamma` it sets no global variable.
public func logGamma(_ x: Double) -> Double {
  precondition(x > 0 || x.isNaN, "logGamma needs a positive argument")
  return copse_log_gamma(x)
}

/// log C(n, k), the logarithm of the number of ways to choose k of n, for 0 ≤ k ≤ n (a precondition).
///
/// For the smaller of k and n − k up to 30 the sum of the logarithms of the factors; above, Stirling's series
/// with terms of one sign, so that nothing cancels: with m = n − k and δ(n) = log n! − its Stirling
/// approximation, log C = k log(n/k) + m log(n/m) + ½ log(n/(2πkm)) + δ(n) − δ(k) − δ(m). Source: Loader
/// (2000), Fast and accurate computation of binomial probabilities.
public func logBinomialCoefficient(_ n: Int, _ k: Int) -> Double {
  precondition(k >= 0 && k <= n, "C(n, k) needs 0 ≤ k ≤ n")
  let few = min(k, n - k)
  if few <= 30 {
    var product = 1.0
    var sum = 0.0
    for i in 0..<few {
      product *= Double(n - i) / Double(i + 1)
      if product > 1e200 {
        sum += log(product)
        product = 1
      }
    }
    return sum + log(product)
  }
  let (n, k, m) = (Double(n), Double(few), Double(n - few))
  let powers = k * log(n / k) - m * log1p(-k / n)
  let correction = stirlingRemainder(n) - stirlingRemainder(k) - stirlingRemainder(m)
  return powers + 0.5 * log(n / (2 * Double.pi * k) / m) + correction
}

/// log n! − (½ log(2πn) + n log n − n) by its asymptotic series; below 1e-17 off for n > 30.
private func stirlingRemainder(_ n: Double) -> Double {
  let s = 1 / (n * n)
  return (1 / 12.0 - s * (1 / 360.0 - s * (1 / 1260.0 - s * (1 / 1680.0 - s / 1188)))) / n
}

/// The regularized incomplete beta function I_x(a, b), for a, b > 0 and 0 ≤ x ≤ 1 (a precondition). It is
/// `Beta(alpha: a, beta: b).cumulative(x)`.
public func regularizedIncompleteBeta(_ a: Double, _ b: Double, _ x: Double) -> Double {
  precondition((x >= 0 && x <= 1) || x.isNaN, "I_x(a, b) needs 0 ≤ x ≤ 1")
  return Beta(alpha: a, beta: b).cumulative(x)
}
