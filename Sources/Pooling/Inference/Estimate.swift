/// A pooled value on the analysis scale.
public struct Estimate: Sendable, Equatable, Codable {
  /// The pooled value.
  public let value: Double
  /// Its standard error.
  public let se: Double
  /// The lower confidence limit.
  public let lower: Double
  /// The upper confidence limit.
  public let upper: Double
  /// (value − null)/SE; nil where the measure has no null value or the standard error is 0.
  public let statistic: Double?
  /// The degrees of freedom of t; nil for the normal distribution.
  public let df: Double?
  /// The two-sided p-value; nil where there is no statistic.
  public let p: Double?

  /// An interval of a distribution of its own.
  init(value: Double, se: Double, halfWidth: Double, statistic: Double?, p: Double?) {
    self.value = value
    self.se = se
    df = nil
    lower = value - halfWidth
    upper = value + halfWidth
    self.statistic = statistic
    self.p = p
  }

  package init(value: Double, se: Double, df: Double?, level: Double, null: Double?) {
    let reference = ReferenceDistribution(degreesOfFreedom: df)
    let half = reference.quantile(level: level) * se
    self.value = value
    self.se = se
    self.df = df
    lower = value - half
    upper = value + half
    statistic = se > 0 ? null.map { (value - $0) / se } : nil
    p = statistic.map { reference.pValue($0) }
  }
}
