import Figures
import Survival

extension CurveResult {
  /// The points of all curves, flat; `lower` and `upper` are the limits asked for.
  public var table: ResultTable {
    var table = ResultTable(columns: [
      "group", "method", "time", "survival", "lower", "upper", "prediction_lower", "prediction_upper",
      "studies", "at_risk", "interval", "level", "log_se", "loglog_lower", "loglog_upper", "log_lower",
      "log_upper", "draws_lower", "draws_upper",
    ])
    for curve in curves {
      for point in curve.fit.points {
        table.append([
          .init(curve.group), .text(curve.method), .number(point.time), .init(point.survival),
          .init(point.limits.lower), .init(point.limits.upper), .init(point.prediction?.lower),
          .init(point.prediction?.upper), .integer(point.studies), .init(point.atRisk),
          .text(choices.interval.rawValue), .number(choices.level), .init(point.logSE),
          .init(point.logMinusLog.lower), .init(point.logMinusLog.upper), .init(point.log.lower),
          .init(point.log.upper), .init(point.draws?.lower), .init(point.draws?.upper),
        ])
      }
    }
    return table
  }
}
