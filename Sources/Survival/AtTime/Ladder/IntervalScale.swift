import EffectSizes

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The scales on which confidence intervals of survival are made.
///
/// By default R's `survfit` takes log S (`conf.type = "log"`), Stata's `sts` and SAS's `LIFETEST` log(−log S); the
/// plain scale, and in R and SAS logit and arcsine, are options.
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
