import EffectSizes

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The scales on which confidence intervals of survival are made.
///
/// The plain scale is the first implementation's; R's `survfit` takes log S by default, Stata and SAS log(−log S);
/// logit and arcsine are options of all three.
public enum IntervalScale: String, Sendable, CaseIterable, Codable {
  /// S ± z SE.
  case plain
  /// On ln S.
  case log
  /// On ln(−ln S).
  case logMinusLog = "log(-log)"
  /// On the logit of S.
  case logit
  /// On arcsin √S.
  case arcsine

  /// g.
  public var transformation: Transformation {
    switch self {
    case .plain: .identity
    case .log: .log
    case .logMinusLog: .logMinusLog
    case .logit: .logit
    case .arcsine: .arcsine
    }
  }

  /// The rung of the ladder.
  public var rung: SurvivalRung {
    switch self {
    case .plain: .plainInterval
    case .log: .logInterval
    case .logMinusLog: .logMinusLogInterval
    case .logit, .arcsine: .otherInterval
    }
  }
}
