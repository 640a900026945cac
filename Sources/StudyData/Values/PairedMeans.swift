/// Two measurements of the same people, such as after and before: their means, standard deviations, correlation.
public struct PairedMeans: Sendable, Equatable, Codable {
  /// The mean of the first measurement, such as after.
  public var mean1: Double
  /// Its standard deviation.
  public var sd1: Double
  /// The mean of the second measurement, such as before.
  public var mean2: Double
  /// Its standard deviation.
  public var sd2: Double
  /// The number of people.
  public var total: Double
  /// The correlation between the two measurements.
  public var correlation: Double

  /// Makes a pair; reading a table guarantees sd > 0, a whole total ≥ 1 and a correlation from −1 to 1.
  public init(mean1: Double, sd1: Double, mean2: Double, sd2: Double, total: Double, correlation: Double) {
    self.mean1 = mean1
    self.sd1 = sd1
    self.mean2 = mean2
    self.sd2 = sd2
    self.total = total
    self.correlation = correlation
  }
}
