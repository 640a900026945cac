import Distributions

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a fit by the likelihood of the counts has to say beside the estimate.
public struct LikelihoodSummary: Sendable, Equatable, Codable {
  /// A test that all studies have one effect.
  public struct Test: Sendable, Equatable, Codable {
    /// The statistic.
    public let q: Double
    /// Its degrees of freedom.
    public let df: Double
    /// Its p-value by the χ² distribution.
    public let p: Double
  }

  /// The name of the likelihood, such as "binomial-normal".
  public let name: String
  /// The maximum of the log-likelihood, with all constants.
  public let logLikelihood: Double
  /// The number of estimated parameters, the studies' own included.
  public let parameters: Int
  /// The number of counts that the likelihood is made of: studies, or groups of studies.
  public let observations: Int
  /// Nodes of the quadrature for each random effect; 1 where nothing was integrated.
  public let nodes: Int
  /// The largest derivative of the log-likelihood at the estimate, absolutely.
  public let largestGradient: Double
  /// By how much the profile log-likelihood falls one standard error below and above the estimate; ½ for a
  /// parabola, which the standard error takes it for.
  public let profileDrops: [Double]
  /// The variance σ² of the studies' intercepts, where these are random.
  public let interceptVariance: Double?
  /// The intraclass correlation ρ of the beta-binomial distribution.
  public let intraclassCorrelation: Double?
  /// The likelihood-ratio test against an effect for each study.
  public let likelihoodRatioTest: Test?
  /// Wald's test of the same.
  public let waldTest: Test?

  /// Akaike's criterion, −2 log L + 2p.
  public var aic: Double { -2 * logLikelihood + 2 * Double(parameters) }
  /// The Bayesian criterion, −2 log L + p log n.
  public var bic: Double { -2 * logLikelihood + Double(parameters) * log(Double(observations)) }
  /// Akaike's criterion for small samples, −2 log L + 2pn′/(n′ − p − 1) with n′ = max(n, p + 2).
  public var aicc: Double {
    let p = Double(parameters)
    let n = max(Double(observations), p + 2)
    return -2 * logLikelihood + 2 * p * n / (n - p - 1)
  }
}

extension LikelihoodSummary.Test {
  /// The test of a statistic; nil without degrees of freedom.
  init?(q: Double, df: Double) {
    guard df >= 1 else { return nil }
    let q = max(0, q)
    self.init(q: q, df: df, p: ChiSquared(degreesOfFreedom: df).upperTail(q))
  }
}
