import EffectSizes
import StudyData

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The Mantel–Haenszel estimates of two groups' rates, x events in the person-time t, T = t₁ + t₂:
///
///     IRR = ΣR/ΣS,  R = x₁t₂/T,  S = x₂t₁/T,   Var ln IRR = Σ t₁t₂(x₁ + x₂)/T² / ΣRΣS;
///     IRD = Σ(x₁t₂ − x₂t₁)/T / Σt₁t₂/T,   Var IRD = Σ(t₁t₂/T)²(x₁/t₁² + x₂/t₂²) / (Σt₁t₂/T)².
///
/// Source: Greenland S, Robins JM (1985), *Biometrics* 41:55–68; Rothman KJ and others (2008), *Modern
/// Epidemiology*, ch. 15. metafor: `rma.mh(measure = "IRR")`, `"IRD"`.
enum MantelHaenszelRates {
  /// The pooled value, its variance and the studies' weights.
  typealias Pooled = (value: Double, variance: Double, weights: [Double])

  static func rateRatio(_ rates: [TwoGroupRates]) -> Pooled {
    var (sumR, sumS, numerator) = (0.0, 0.0, 0.0)
    for rate in rates {
      let (f1, f2) = shares(rate)
      sumR += rate.first.events * f2
      sumS += rate.second.events * f1
      numerator += f1 * f2 * (rate.first.events + rate.second.events)
    }
    return (
      log(sumR / sumS), numerator / (sumR * sumS),
      rates.map { $0.second.events * shares($0).first / sumS }
    )
  }

  static func rateDifference(_ rates: [TwoGroupRates]) -> Pooled {
    let weights = rates.map { shares($0).first * $0.second.time }
    let sum = weights.reduce(0, +)
    let differences = rates.map { rate in
      let (f1, f2) = shares(rate)
      return rate.first.events * f2 - rate.second.events * f1
    }
    let numerator = zip(rates, weights).reduce(0.0) { total, pair in
      let (rate, weight) = pair
      let first = rate.first.events / (rate.first.time * rate.first.time)
      let second = rate.second.events / (rate.second.time * rate.second.time)
      return total + weight * weight * (first + second)
    }
    return (differences.reduce(0, +) / sum, numerator / (sum * sum), weights.map { $0 / sum })
  }

  /// t₁/T and t₂/T.
  private static func shares(_ rates: TwoGroupRates) -> (first: Double, second: Double) {
    let all = rates.first.time + rates.second.time
    return (rates.first.time / all, rates.second.time / all)
  }
}

extension EffectSizes {
  /// The studies' rates, with the corrections of their effect sizes, which go to the events, if asked for.
  func rates(method: String, corrected: Bool) throws(PoolingError) -> [TwoGroupRates] {
    var rates: [TwoGroupRates] = []
    for study in studies {
      guard case .twoGroupRates(var own) = study.counts else {
        throw .needsTwoGroupCounts(method: method, study: study.label)
      }
      if corrected {
        own.first.events += study.correction
        own.second.events += study.correction
      }
      rates.append(own)
    }
    return rates
  }
}
