import Figures
import Pooling
import StudyData
import Survival

/// Hazard ratios by all routes, and what they add up to.
public struct HazardRatioResult: Sendable {
  /// The studies with their routes.
  public let studies: [HazardRatioEstimates]
  /// The pooled result of the routes used.
  public let pooled: PoolResult

  /// A result.
  public init(studies: [HazardRatioEstimates], pooled: PoolResult) {
    self.studies = studies
    self.pooled = pooled
  }

  /// The level of the intervals.
  var level: Double { pooled.fit.effects.level }

  /// What is unwise about the routes used, by study: for `PoolResult`'s warnings on the data.
  public static func warnings(about studies: [HazardRatioEstimates]) -> [AnalysisWarning] {
    studies.flatMap { study in
      study.remarks.map {
        AnalysisWarning(code: $0.code, message: "\(study.label): \($0.text)", study: study.label)
      }
    }
  }
}

extension HazardRatioResult {
  /// One row for each possible route of each study.
  public var table: ResultTable {
    var table = ResultTable(columns: [
      "study", "route", "log_hr", "se", "hr", "lower", "upper", "used", "note", "o_minus_e", "v", "p",
      "bound",
      "approximate", "group",
    ])
    for study in studies {
      for route in study.possible {
        let limits = route.limits(level: level)
        table.append([
          .text(study.label), .text(route.route.rawValue), .init(route.logHR), .init(route.se),
          .init(route.hr), .init(limits.lower), .init(limits.upper),
          .bool(route.route == study.used?.route),
          .init(route.notes.map(\.text).joined(separator: "; ")), .init(route.oMinusE), .init(route.v),
          .init(route.p), .init(route.bound?.rawValue), .bool(route.route.isApproximate),
          .init(study.group),
        ])
      }
    }
    return table
  }
}
