import Distributions
import StudyData

/// The confidence interval of one study's proportion x/n.
public enum ProportionInterval: String, Sendable, CaseIterable, Codable {
  /// Exact, from the tails of the binomial distribution.
  case clopperPearson = "clopper-pearson"
  /// The score interval.
  case wilson
  /// Wald's interval around a shrunken proportion.
  case agrestiCoull = "agresti-coull"
  /// p ± z √(p(1 − p)/n), cut at 0 and 1.
  case wald
  /// yᵢ ± z √vᵢ on the analysis scale, transformed back.
  case onScale = "on-scale"

  /// The limits at the given confidence level.
  ///
  /// - Returns: nil for ``onScale``, which needs the effect size and not the counts.
  public func limits(of counts: GroupCounts, level: Double) -> (lower: Double, upper: Double)? {
    switch self {
    case .clopperPearson: ClopperPearson.limits(of: counts, level: level)
    case .wilson: Wilson.limits(of: counts, level: level)
    case .agrestiCoull: AgrestiCoull.limits(of: counts, level: level)
    case .wald: Wald.limits(of: counts, level: level)
    case .onScale: nil
    }
  }
}
