import Optimization

/// How the between-study variance τ² is estimated.
public enum Tau2Estimator: Sendable, Equatable {
  /// Restricted maximum likelihood.
  case reml
  /// DerSimonian and Laird's moment estimator.
  case derSimonianLaird
  /// Hedges and Olkin's moment estimator, also named after Cochran.
  case hedges
  /// Hunter and Schmidt's estimator.
  case hunterSchmidt
  /// Hunter and Schmidt's estimator with the small-sample factor k/(k − p).
  case hunterSchmidtCorrected
  /// Sidik and Jonkman's estimator.
  case sidikJonkman
  /// Maximum likelihood.
  case maximumLikelihood
  /// The empirical Bayes estimator of Morris, the same equation as Paule and Mandel's.
  case empiricalBayes
  /// Paule and Mandel's estimator.
  case pauleMandel
  /// The median-unbiased variant of Paule and Mandel's estimator.
  case pauleMandelMedian
  /// The general method of moments with fixed weights.
  case generalMoments(StudyWeights)
  /// The median-unbiased variant of the general method of moments.
  case generalMomentsMedian(StudyWeights)
  /// Two steps: the general method of moments with weights from DerSimonian and Laird's estimate.
  case derSimonianLairdTwoStep
  /// Two steps: the general method of moments with weights from Hedges and Olkin's estimate.
  case hedgesTwoStep
  /// The moment estimator with weights 1/(vᵢ + τ̂²) of its own result, which is Paule and Mandel's equation.
  ///
  /// metafor: `"DLIT"`; its version 3.8 iterated (Q − (k − p)) / tr P, which at these weights is no moment equation.
  case derSimonianLairdIterated
  /// A τ² given by hand.
  case given(Double)

  /// Every estimator that computes, in the order they are listed.
  public static let all: [Tau2Estimator] = [
    .reml, .derSimonianLaird, .hedges, .hunterSchmidt, .hunterSchmidtCorrected, .sidikJonkman,
    .maximumLikelihood, .empiricalBayes, .pauleMandel, .pauleMandelMedian,
    .generalMoments(.inverseStandardError), .generalMomentsMedian(.inverseStandardError),
    .derSimonianLairdTwoStep, .hedgesTwoStep, .derSimonianLairdIterated,
  ]

  /// The short code of the field.
  public var code: String {
    switch self {
    case .reml: "REML"
    case .derSimonianLaird: "DL"
    case .hedges: "HE"
    case .hunterSchmidt: "HS"
    case .hunterSchmidtCorrected: "HSK"
    case .sidikJonkman: "SJ"
    case .maximumLikelihood: "ML"
    case .empiricalBayes: "EB"
    case .pauleMandel: "PM"
    case .pauleMandelMedian: "PMM"
    case .generalMoments(let weights): "GENQ" + weights.suffix
    case .generalMomentsMedian(let weights): "GENQM" + weights.suffix
    case .derSimonianLairdTwoStep: "DL2"
    case .hedgesTwoStep: "CA2"
    case .derSimonianLairdIterated: "DLIT"
    case .given(let value): "\(value)"
    }
  }

  /// The name in words.
  public var name: String {
    switch self {
    case .reml: "restricted maximum likelihood"
    case .derSimonianLaird: "DerSimonian-Laird"
    case .hedges: "Hedges-Olkin"
    case .hunterSchmidt: "Hunter-Schmidt"
    case .hunterSchmidtCorrected: "Hunter-Schmidt, corrected for small samples"
    case .sidikJonkman: "Sidik-Jonkman"
    case .maximumLikelihood: "maximum likelihood"
    case .empiricalBayes: "empirical Bayes"
    case .pauleMandel: "Paule-Mandel"
    case .pauleMandelMedian: "Paule-Mandel, median-unbiased"
    case .generalMoments(let weights): "general method of moments, weights \(weights.name)"
    case .generalMomentsMedian(let weights):
      "general method of moments, median-unbiased, weights \(weights.name)"
    case .derSimonianLairdTwoStep: "DerSimonian-Laird, two-step"
    case .hedgesTwoStep: "Hedges-Olkin (Cochran), two-step"
    case .derSimonianLairdIterated: "DerSimonian-Laird, iterated"
    case .given: "given"
    }
  }

  /// τ̂² alone, without its standard error and other maxima: the same value as ``estimate(_:)`` gives, in less time and
  /// for the usual estimators without allocating.
  package func value(_ model: some MeanModel) -> Double {
    switch self {
    case .reml: LikelihoodMaximum.value(model, restricted: true)
    case .maximumLikelihood: LikelihoodMaximum.value(model, restricted: false)
    case .derSimonianLaird: DerSimonianLaird.value(model.moments(tau2: 0), df: model.degreesOfFreedom)
    case .empiricalBayes, .pauleMandel, .derSimonianLairdIterated:
      GeneralizedQ.solve(model, target: model.degreesOfFreedom).tau2
    default: estimate(model).value
    }
  }

  /// Estimates τ² for a model with more studies than coefficients.
  public func estimate(_ model: some MeanModel) -> Tau2Estimate {
    switch self {
    case .reml: LikelihoodMaximum.estimate(model, restricted: true)
    case .maximumLikelihood: LikelihoodMaximum.estimate(model, restricted: false)
    case .derSimonianLaird: DerSimonianLaird.estimate(model)
    case .hedges: HedgesOlkin.estimate(model)
    case .hunterSchmidt: HunterSchmidt.estimate(model, corrected: false)
    case .hunterSchmidtCorrected: HunterSchmidt.estimate(model, corrected: true)
    case .sidikJonkman: SidikJonkman.estimate(model)
    case .empiricalBayes, .pauleMandel, .derSimonianLairdIterated: PauleMandel.estimate(model)
    case .pauleMandelMedian: PauleMandel.estimate(model, median: true)
    case .generalMoments(let weights): GeneralMoments.estimate(model, weights: weights)
    case .generalMomentsMedian(let weights): GeneralMoments.median(model, weights: weights)
    case .derSimonianLairdTwoStep:
      GeneralMoments.secondStep(model, from: DerSimonianLaird.estimate(model))
    case .hedgesTwoStep: GeneralMoments.secondStep(model, from: HedgesOlkin.estimate(model))
    case .given(let value): Tau2Estimate(value: value)
    }
  }
}

/// An estimate of τ².
public struct Tau2Estimate: Sendable, Equatable {
  /// τ̂², never negative.
  public let value: Double
  /// Its standard error, where the estimator has one.
  public let standardError: Double?
  /// How an iterative estimator reached it; nil for closed forms.
  public let convergence: Convergence?
  /// Further local maxima of the likelihood, with the difference of their log-likelihood to the best.
  public let otherMaxima: [LocalMaximum]

  /// A local maximum of a likelihood that is not the highest one.
  public struct LocalMaximum: Sendable, Equatable, Codable {
    /// Where it is.
    public let tau2: Double
    /// Its log-likelihood minus that of the highest one, negative.
    public let logLikelihoodDifference: Double
  }

  init(
    value: Double, standardError: Double? = nil, convergence: Convergence? = nil,
    otherMaxima: [LocalMaximum] = []
  ) {
    self.value = value
    self.standardError = standardError
    self.convergence = convergence
    self.otherMaxima = otherMaxima
  }
}

extension Tau2Estimator {
  /// The estimator of that code, in any case, or the value itself where a number of at least 0 is given; nil for
  /// anything else.
  public init?(parsing text: String) {
    if let estimator = Self.all.first(where: { $0.code == text.uppercased() }) {
      self = estimator
    } else if let value = Double(text), value >= 0, value.isFinite {
      self = .given(value)
    } else {
      return nil
    }
  }
}
