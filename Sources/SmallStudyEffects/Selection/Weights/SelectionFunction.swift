#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// How the probability that a study is published falls with its p-value, up to a constant factor.
///
/// The selection parameters δ are estimated by maximum likelihood. Sources: Hedges LV (1992), *Stat Sci* 7:246–255
/// and Vevea JL, Hedges LV (1995), *Psychometrika* 60:419–435 (step); Citkowicz M, Vevea JL (2017), *Psychol Methods*
/// 22:28–41 (beta); Preston C and others (2004), *Adv Complex Syst* 7:525–542 (half-normal, negative-exponential,
/// logistic); Iyengar S, Greenhouse JB (1988), *Stat Sci* 3:109–117 (power); Rust RT and others (1990), *Commun Stat
/// Simul Comput* 19:1061–1079 and Duval S, Tweedie R (2000), *JASA* 95:89–98 (truncation). metafor: `selmodel(type = )`.
public enum SelectionFunction: Sendable, Equatable {
  /// w = δⱼ where p lies above the j-th cut point and not above the next; w = 1 up to the first.
  case step([Double])
  /// w = p^(δ₁ − 1) (1 − p)^(δ₂ − 1); no selection at δ = (1, 1). p is held between 1e-5 and 1 − 1e-5.
  case beta
  /// w = exp(−δp²).
  case halfNormal
  /// w = exp(−δp).
  case negativeExponential
  /// w = 2/(1 + exp(δp)).
  case logistic
  /// w = (1 − p)^δ; p is held between 1e-5 and 1 − 1e-5.
  case power
  /// w = 1 for effects beyond `at` in the direction of selection, δ for the others.
  case truncation(at: Double)
  /// The same with a cut that is estimated.
  case truncationEstimated

  /// Its name on the command line, in JSON and in metafor.
  public var name: SelectionName {
    switch self {
    case .step: .step
    case .beta: .beta
    case .halfNormal: .halfNormal
    case .negativeExponential: .negativeExponential
    case .logistic: .logistic
    case .power: .power
    case .truncation: .truncation
    case .truncationEstimated: .truncationEstimated
    }
  }

  /// The smallest p-value that is told from 0, and 1 less it from 1. Without it a study with p = 0 would have all
  /// weight, and the integral of p^(δ₁ − 1) over effects with τ² > 0 would be infinite for δ₁ < τ²/(vᵢ + τ²).
  var leastP: Double { self == .beta || self == .power ? 1e-5 : 0 }

  /// Above which value a parameter counts as growing without end.
  var largest: Double { self == .beta || self == .power ? 100 : 1e4 }

  /// The value of each continuous parameter at which nothing is selected.
  var nulls: [Double] { self == .beta ? [1, 1] : [0] }

  /// log w and its derivatives by the parameters.
  func logWeight(_ point: PValue, _ delta: [Double]) -> LogWeight {
    switch self {
    case .beta:
      let value = (delta[0] - 1) * point.logP + (delta[1] - 1) * point.logQ
      return LogWeight(value: value, d1: point.logP, d2: point.logQ)
    case .halfNormal: return LogWeight(value: -delta[0] * point.p * point.p, d1: -point.p * point.p)
    case .negativeExponential: return LogWeight(value: -delta[0] * point.p, d1: -point.p)
    case .power: return LogWeight(value: delta[0] * point.logQ, d1: point.logQ)
    case .logistic:
      let x = delta[0] * point.p
      let share = 1 / (1 + exp(-x))
      return LogWeight(
        value: log(2) - x - log1p(exp(-x)), d1: -point.p * share,
        d11: -point.p * point.p * share * (1 - share))
    case .step, .truncation, .truncationEstimated:
      preconditionFailure("a function of steps has no formula in p")
    }
  }
}

/// The names of the selection functions.
public enum SelectionName: String, Sendable, CaseIterable, Codable {
  /// A step function of p.
  case step
  /// A beta density of p.
  case beta
  /// A half-normal function of p.
  case halfNormal = "halfnorm"
  /// A negative-exponential function of p.
  case negativeExponential = "negexp"
  /// A logistic function of p.
  case logistic
  /// A power of 1 − p.
  case power
  /// A step function of the effect, with a given cut.
  case truncation = "trunc"
  /// A step function of the effect, with an estimated cut.
  case truncationEstimated = "truncest"
}

/// log w with its derivatives by at most two parameters.
struct LogWeight: Sendable, Equatable {
  var value: Double
  var d1 = 0.0
  var d2 = 0.0
  var d11 = 0.0
}
