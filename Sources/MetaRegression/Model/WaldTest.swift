import Distributions
import Pooling

/// The test that several coefficients are 0: Q = bᵀV⁻¹b, as χ² on m degrees of freedom for the test z, and
/// F = Q/m on m and k − p degrees of freedom for the others.
///
/// Source: Knapp G, Hartung J (2003), *Stat Med* 22:2693–2710. metafor: `QM`, `anova(fit, btt = )`.
public struct WaldTest: Sendable, Equatable, Codable {
  /// χ² or F.
  public let statistic: Double
  /// The number of coefficients.
  public let df1: Double
  /// The degrees of freedom of the denominator; nil for χ².
  public let df2: Double?
  /// The p-value.
  public let p: Double

  /// The test of the coefficients at these places; nil where there are none or their covariance is singular.
  init?(_ statistics: RegressionStatistics, _ indices: [Int], df: Double?) {
    guard !indices.isEmpty, let q = statistics.quadraticForm(indices) else { return nil }
    df1 = Double(indices.count)
    df2 = df
    statistic = df == nil ? q : q / df1
    p =
      df.map {
        FDistribution(numeratorDF: Double(indices.count), denominatorDF: $0).upperTail(
          q / Double(indices.count))
      }
      ?? ChiSquared(degreesOfFreedom: df1).upperTail(q)
  }
}
