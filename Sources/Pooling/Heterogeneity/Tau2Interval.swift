/// Which confidence interval for τ² is made.
public enum Tau2IntervalMethod: String, Sendable, CaseIterable, Codable {
  /// From the generalized Q at the weights 1/(vᵢ + τ²).
  case qProfile = "qp"
  /// From the distribution of a generalized Q at fixed weights, 1/√vᵢ or those of the estimator `GENQ`.
  case generalizedQ = "genq"
  /// From the likelihood of the estimator, REML or ML.
  case profileLikelihood = "pl"
  /// From the distribution of Cochran's Q.
  case biggerstaffJackson = "bj"

  /// The name in words.
  public var name: String {
    switch self {
    case .qProfile: "Q-profile"
    case .generalizedQ: "generalized Q"
    case .profileLikelihood: "profile likelihood"
    case .biggerstaffJackson: "Biggerstaff-Jackson"
    }
  }

  /// Whether it can be made beside this estimator.
  ///
  /// The profile likelihood needs the estimate that maximizes it.
  public func applies(to estimator: Tau2Estimator) -> Bool {
    self != .profileLikelihood || estimator == .reml || estimator == .maximumLikelihood
  }

  /// The limits; nil where no τ² ≥ 0 is compatible with the data.
  func interval(
    _ model: some MeanModel, estimate: Tau2Estimate, estimator: Tau2Estimator, level: Double
  ) -> (lower: Double, upper: Double)? {
    switch self {
    case .qProfile: return QProfile.interval(model, level: level)
    case .biggerstaffJackson:
      return GeneralizedQInterval.interval(model, weights: .inverseVariance, level: level)
    case .generalizedQ:
      let weights: StudyWeights
      switch estimator {
      case .generalMoments(let own), .generalMomentsMedian(let own): weights = own
      default: weights = .inverseStandardError
      }
      return GeneralizedQInterval.interval(model, weights: weights, level: level)
    case .profileLikelihood:
      return ProfileLikelihood.interval(
        model, estimate: estimate, restricted: estimator == .reml, level: level)
    }
  }
}
