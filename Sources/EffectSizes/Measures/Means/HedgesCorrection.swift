import Distributions

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The factor that takes the bias from a standardized mean difference,
///
///     J(m) = Γ(m/2) / [√(m/2) Γ((m − 1)/2)],
///
/// exactly and not by 1 − 3/(4m − 1). Source: Hedges LV (1981), *J Educ Stat* 6:107–128.
public enum HedgesCorrection {
  /// J(m) for m > 1 degrees of freedom; NaN otherwise. Relative error about 1e-15 whatever m is.
  public static func factor(df: Double) -> Double {
    guard df > 1 else { return .nan }
    let x = df / 2
    if x < 30 { return exp(logGamma(x) - logGamma(x - 0.5)) / x.squareRoot() }
    // By Stirling's series, of which the large terms cancel on paper.
    return exp(-(x - 1) * log1p(-0.5 / x) - 0.5 + stirling(x) - stirling(x - 0.5))
  }

  /// ln Γ(z) − [(z − ½) ln z − z + ½ ln 2π] for z > 29; the next term is below 1e-18.
  private static func stirling(_ z: Double) -> Double {
    let s = 1 / (z * z)
    return (1 / 12.0 - s * (1 / 360.0 - s * (1 / 1260.0 - s * (1 / 1680.0 - s / 1188)))) / z
  }
}
