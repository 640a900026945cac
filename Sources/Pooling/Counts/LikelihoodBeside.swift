import EffectSizes
import StudyData

extension EffectSizes {
  /// The fit by the counts' own likelihood that belongs beside an inverse-variance result of studies in which
  /// nobody, or everybody, had the event: those need a correction there, and none here.
  ///
  /// One group's proportions on whichever scale get the binomial–normal model, rates the Poisson–normal one, odds
  /// and rate ratios the unconditional mixed model.
  ///
  /// - Returns: nil where no study is of that kind, or the measure has no such model, or it cannot be fitted.
  public func fitBesideZeros(level: Double) -> PooledFit? {
    guard studies.contains(where: \.counts.hasZeroCell), let effects = onLikelihoodScale else { return nil }
    return try? MixedModel(level: level).fit(effects)
  }

  /// The same studies on the scale of the likelihood.
  private var onLikelihoodScale: EffectSizes? {
    switch studies.first?.counts {
    case .oneGroup:
      return EffectSizes(
        .logit,
        of: studies.compactMap { study in
          if case .oneGroup(let counts) = study.counts { Study(study.label, counts) } else { nil }
        })
    case .oneGroupRate:
      return measure.code == RateMeasure.log.rawValue ? self : nil
    case .twoGroups:
      return measure.code == TwoGroupMeasure.oddsRatio.rawValue ? self : nil
    case .twoGroupRates:
      return measure.code == TwoGroupRateMeasure.rateRatio.rawValue ? self : nil
    default: return nil
    }
  }
}

extension StudyCounts {
  /// Whether nobody, or everybody, of a group had the event.
  fileprivate var hasZeroCell: Bool {
    switch self {
    case .oneGroup(let counts): counts.hasZeroCell
    case .twoGroups(let counts): counts.hasZeroCell
    case .oneGroupRate(let rate): rate.events == 0
    case .twoGroupRates(let rates): rates.first.events == 0 || rates.second.events == 0
    default: false
    }
  }
}
