import EffectSizes
import StudyData

/// The variance of one reported survival, and where it comes from.
///
/// Where the study says nothing of its own, the variance is that of a binomial proportion of n people,
/// Var S = S(1 − S)/n, and the rungs differ in n; where it gives a standard error or an interval, n follows from
/// it. At S = 0 and S = 1 the variance is 0 and only n is of use.
public struct SurvivalVariance: Sendable, Equatable {
  /// Where the variance comes from.
  public let rung: SurvivalRung
  /// Var S.
  public let variance: Double
  /// n = S(1 − S)/Var S, the number of people with which a binomial proportion would be as precise.
  public let effectiveTotal: Double
  /// What to know about it, in words; nil where nothing was recognized or assumed.
  public let note: String?

  /// From a variance above 0 of a survival between 0 and 1.
  init(_ rung: SurvivalRung, survival: Double, variance: Double, note: String? = nil) {
    self.rung = rung
    self.variance = variance
    effectiveTotal = survival * (1 - survival) / variance
    self.note = note
  }

  /// From an effective number of people.
  init(_ rung: SurvivalRung, survival: Double, effectiveTotal: Double, note: String? = nil) {
    self.rung = rung
    variance = survival * (1 - survival) / effectiveTotal
    self.effectiveTotal = effectiveTotal
    self.note = note
  }

  /// The standard error of S.
  public var standardError: Double { variance.squareRoot() }

  /// A share of 0 or 1 as (x + ½)/(n + 1), x = n times the share, with its variance.
  func corrected(_ share: Double) -> (share: Double, variance: Double) {
    let moved = (effectiveTotal * share + 0.5) / (effectiveTotal + 1)
    return (moved, moved * (1 - moved) / (effectiveTotal + 1))
  }

  /// The correction in words.
  var correctionNote: String {
    "corrected to (x + 1/2)/(n + 1) with n = \(ShortNumber.text(effectiveTotal, digits: 3))"
  }
}

extension SurvivalVariance {
  /// The variance by the first rung of the ladder (`SurvivalRung`) that the study has the numbers
  /// for; nil where it has none.
  ///
  /// - Parameters:
  ///   - reported: what the study reports.
  ///   - intervalLevel: the level of its confidence interval.
  public init?(of reported: ReportedSurvival, intervalLevel: Double = 0.95) {
    let found =
      StandardErrorRung.variance(of: reported)
      ?? IntervalRung.variance(of: reported, level: intervalLevel)
      ?? AtRiskRung.variance(of: reported)
      ?? CensoredRung.variance(of: reported)
      ?? FollowUpRung.variance(of: reported)
      ?? TotalRung.variance(of: reported)
    guard let found else { return nil }
    self = found.comparedWithTotal(of: reported)
  }

  /// The same, with a note where the precision is more than that of everyone followed to the end.
  private func comparedWithTotal(of reported: ReportedSurvival) -> SurvivalVariance {
    guard let total = reported.total, effectiveTotal > 1.05 * total else { return self }
    let words =
      "as precise as \(ShortNumber.text(effectiveTotal, digits: 3)) people all followed, of \(ShortNumber.text(total)) in"
      + " the study: check the numbers and the level of the interval"
    return SurvivalVariance(
      rung: rung, variance: variance, effectiveTotal: effectiveTotal,
      note: [note, words].compactMap { $0 }.joined(separator: "; "))
  }

  private init(rung: SurvivalRung, variance: Double, effectiveTotal: Double, note: String?) {
    self.rung = rung
    self.variance = variance
    self.effectiveTotal = effectiveTotal
    self.note = note
  }
}

extension ReportedSurvival {
  /// Whether all or none survived, where scales end and variances vanish.
  var isAtEnd: Bool { survival == 0 || survival == 1 }
}
