import Distributions

/// How far the studies' conditional survivals differ beyond chance,
///
///     Q = Σᵢ Σⱼ (yᵢⱼ − β̂ⱼ)²/vᵢⱼ   around the common-effect β̂,
///
/// χ² with N − T degrees of freedom if they do not, for N observations in T intervals: T means were estimated.
/// Combescure and others divide by N − (number of studies) instead, which is shown beside. H² = Q/df,
/// I² = max(0, 1 − 1/H²).
public struct CurveHeterogeneity: Sendable, Equatable, Codable {
  /// Q divided by some degrees of freedom.
  public struct Share: Sendable, Equatable, Codable {
    /// The degrees of freedom.
    public let df: Double
    /// How they are counted.
    public let dfDefinition: String
    /// H²; nil without degrees of freedom.
    public let h2: Double?
    /// I², a proportion; nil without degrees of freedom.
    public let i2: Double?

    init(q: Double, df: Int, _ definition: String) {
      self.df = Double(df)
      dfDefinition = definition
      h2 = df > 0 ? q / Double(df) : nil
      i2 = h2.map { $0 > 1 ? 1 - 1 / $0 : 0 }
    }
  }

  /// Q.
  public let q: Double
  /// The number of observed conditional survivals, without interpolated ones.
  public let observations: Int
  /// The number of intervals T.
  public let times: Int
  /// The number of studies.
  public let studies: Int
  /// By N − T degrees of freedom.
  public let share: Share
  /// P(χ² > Q) with N − T degrees of freedom; nil without.
  public let p: Double?
  /// By the authors' N − (number of studies).
  public let original: Share

  init(_ series: [IntervalSeries], common: PooledIntervals) {
    var sum = 0.0
    for study in series {
      for j in 0..<study.count {
        let distance = study.yi[j] - common.beta[j]
        sum += distance * distance / study.vi[j]
      }
    }
    q = sum
    observations = series.reduce(0) { $0 + $1.count - $1.interpolated.count }
    times = common.beta.count
    studies = series.count
    share = Share(q: sum, df: observations - times, "observations - times")
    original = Share(q: sum, df: observations - studies, "observations - studies")
    p = observations > times ? ChiSquared(degreesOfFreedom: Double(observations - times)).upperTail(sum) : nil
  }
}
