import Distributions
import Pooling

/// The test that several coefficients are 0: Q = bᵀV⁻¹b, as χ² on m degrees of freedom for the test z, as
/// F = Q/m on m and k − p degrees of freedom for t and Hartung–Knapp, and as F = λQ/m on m and ν for Kenward–Roger
/// and Satterthwaite, see `ScaledF`.
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

  /// The test of the coefficients at these places; nil where there are none, their covariance is singular, or the
  /// degrees of freedom cannot be found.
  init?(_ statistics: RegressionStatistics, _ indices: [Int]) {
    guard !indices.isEmpty, let q = statistics.quadraticForm(indices),
      let reference = statistics.reference(indices)
    else { return nil }
    df1 = Double(indices.count)
    df2 = reference.degreesOfFreedom
    guard let df2 else {
      statistic = q
      p = ChiSquared(degreesOfFreedom: df1).upperTail(q)
      return
    }
    statistic = reference.scale * q / df1
    p = FDistribution(numeratorDF: df1, denominatorDF: df2).upperTail(statistic)
  }
}
