/// The rungs of the ladder by which a reported survival gets its variance, the first that a study has the numbers
/// for.
///
/// Rungs a to g use what the study says about the precision of this very number. Rungs h to j rest on an assumption
/// about when people left that the report does not bear out: such rows are derived, and every pooled result is shown
/// again without them.
public enum SurvivalRung: String, Sendable, CaseIterable, Codable {
  /// The standard error itself.
  case standardError = "a"
  /// A confidence interval made on the plain scale.
  case plainInterval = "b"
  /// A confidence interval made on ln S.
  case logInterval = "c"
  /// A confidence interval made on ln(−ln S).
  case logMinusLogInterval = "d"
  /// A confidence interval made on the logit or on the arcsine scale.
  case otherInterval = "e"
  /// Greenwood's variance of a life table.
  case lifeTable = "f"
  /// Peto's variance from the number at risk.
  case atRisk = "g"
  /// The actuarial variance, from the number censored: they are taken to have left halfway.
  case censored = "h"
  /// The follow-up: censoring is taken as uniform over it, and the hazard as constant up to the time.
  case followUp = "i"
  /// The total alone, as if nobody had been censored: a lower bound of the variance.
  case total = "j"

  /// The letter.
  public var letter: String { rawValue }

  /// The name.
  public var name: String {
    switch self {
    case .standardError: "standard error"
    case .plainInterval: "interval on the plain scale"
    case .logInterval: "interval on the log scale"
    case .logMinusLogInterval: "interval on the log(-log) scale"
    case .otherInterval: "interval on the logit or arcsine scale"
    case .lifeTable: "life table (Greenwood)"
    case .atRisk: "number at risk (Peto)"
    case .censored: "number censored, leaving halfway on average"
    case .followUp: "follow-up, censoring uniform over it"
    case .total: "total alone, a lower bound of the variance"
    }
  }

  /// Whether the variance rests on an assumption about when people left.
  public var isDerived: Bool {
    switch self {
    case .censored, .followUp, .total: true
    default: false
    }
  }
}
