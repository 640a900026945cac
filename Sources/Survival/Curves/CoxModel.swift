import Distributions
import Optimization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How a Cox model treats several events at one time.
public enum TiedEvents: String, Sendable, CaseIterable, Codable {
  /// Efron's average over the orders of the events.
  case efron
  /// Breslow's: all who have the event are at risk for each of the events.
  case breslow
}

/// The proportional-hazards model with one covariate, treatment (1) or control (0), by partial likelihood.
///
/// With d events at a time, d₁ of them treated, n₁ and n₀ at risk, and f_l = l/d for Efron (0 for Breslow), each
/// time adds
///
///     U = d₁ − Σ_l p_l,   I = Σ_l p_l (1 − p_l),   p_l = (n₁ − f_l d₁) e^β / [(n₁ − f_l d₁) e^β + n₀ − f_l d₀]
///
/// to score and information, l from 0 to d − 1. The score falls in β, so its root is bracketed and cannot be missed.
///
/// Source: Cox DR (1972), *J R Stat Soc B* 34:187–220; Efron B (1977), *J Am Stat Assoc* 72:557–565; Breslow N
/// (1974), *Biometrics* 30:89–99. R: `survival::coxph`. O(n log n) and O(events) for each evaluation.
public struct CoxModel: Sendable, Equatable, Codable {
  /// A test of β = 0 with one degree of freedom.
  public struct Test: Sendable, Equatable, Codable {
    /// χ² on 1 degree of freedom.
    public let chiSquared: Double
    /// Its p-value.
    public let p: Double

    init(_ chiSquared: Double) {
      self.chiSquared = max(0, chiSquared)
      p = ChiSquared(degreesOfFreedom: 1).upperTail(self.chiSquared)
    }
  }

  /// How ties were treated.
  public let ties: TiedEvents
  /// ln HR, treatment against control.
  public let logHazardRatio: Double
  /// Its standard error, I(β̂)^(−½).
  public let se: Double
  /// (β̂/se)².
  public let wald: Test
  /// U(0)²/I(0); without ties the log-rank test.
  public let score: Test
  /// 2 [l(β̂) − l(0)].
  public let likelihoodRatio: Test
  /// How the root was found.
  public let convergence: Convergence

  /// e^β̂.
  public var hazardRatio: Double { exp(logHazardRatio) }

  /// The limits of the hazard ratio.
  public func limits(level: Double = 0.95) -> ClosedRange<Double> {
    let reach = Normal.standard.upperQuantile((1 - level) / 2) * se
    return exp(logHazardRatio - reach)...exp(logHazardRatio + reach)
  }

  /// Fits the model; nil where the likelihood has no maximum: no events, or all events in one arm while the other is
  /// at risk, so that the ratio would be 0 or infinite.
  public init?(treatment: [SurvivalTime], control: [SurvivalTime], ties: TiedEvents = .efron) {
    let moments = RiskSets([treatment, control]).moments.filter { $0.atRisk[0] > 0 && $0.atRisk[1] > 0 }
    let likelihood = PartialLikelihood(moments: moments, ties: ties)
    // Beyond e^±30 no data of this world have their maximum.
    let edge = 30.0
    let (low, high) = (likelihood.score(-edge), likelihood.score(edge))
    guard low > 1e-9, high < -1e-9 else { return nil }
    let root = BracketedRoot(
      lower: -edge, upper: edge, valueAtLower: low, valueAtUpper: high, resolution: 1e-15,
      of: likelihood.score)
    let (fitted, null) = (likelihood.terms(root.root), likelihood.terms(0))
    self.ties = ties
    logHazardRatio = root.root
    se = 1 / fitted.information.squareRoot()
    wald = Test(root.root * root.root * fitted.information)
    score = Test(null.score * null.score / null.information)
    likelihoodRatio = Test(2 * (fitted.logLikelihood - null.logLikelihood))
    convergence = Convergence(
      method: "bracketed root of the score", iterations: root.evaluations, converged: root.converged,
      boundary: false)
  }
}

/// The partial likelihood of one binary covariate.
private struct PartialLikelihood {
  let moments: [RiskSets.Moment]
  let ties: TiedEvents

  func score(_ beta: Double) -> Double { terms(beta).score }

  func terms(_ beta: Double) -> (logLikelihood: Double, score: Double, information: Double) {
    let hazard = exp(beta)
    var (logLikelihood, score, information) = (0.0, 0.0, 0.0)
    for moment in moments {
      let (d1, d0) = (Double(moment.events[0]), Double(moment.events[1]))
      logLikelihood += d1 * beta
      score += d1
      for event in 0..<moment.totalEvents {
        let share = ties == .efron ? Double(event) / (d1 + d0) : 0
        let treated = (Double(moment.atRisk[0]) - share * d1) * hazard
        let total = treated + Double(moment.atRisk[1]) - share * d0
        let p = treated / total
        logLikelihood -= log(total)
        score -= p
        information += p * (1 - p)
      }
    }
    return (logLikelihood, score, information)
  }
}
