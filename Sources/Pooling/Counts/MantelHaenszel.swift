import EffectSizes

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The Mantel–Haenszel common-effect estimate of a risk ratio, odds ratio, risk difference, rate ratio or rate
/// difference.
///
/// With a, b, c, d, n₁, n₂, N of each study:
///
///     OR = ΣR/ΣS,  R = ad/N,  S = bc/N,
///     Var ln OR = ΣPR/2(ΣR)² + Σ(PS + QR)/2ΣRΣS + ΣQS/2(ΣS)²,  P = (a + d)/N,  Q = (b + c)/N;
///     RR = ΣR/ΣS,  R = an₂/N,  S = cn₁/N,
///     Var ln RR = Σ[n₁n₂(a + c) − acN]/N² / ΣRΣS;
///     RD = Σ(an₂ − cn₁)/N / Σn₁n₂/N, with two variances, see ``RiskDifferenceVariance``;
///
/// and the ratio or difference of two rates.
///
/// Zero cells need no correction, and none is made unless asked for.
/// Source: Mantel N, Haenszel W (1959), *JNCI* 22:719–748; Robins J, Breslow N, Greenland S (1986),
/// *Biometrics* 42:311–323; Greenland S, Robins JM (1985), *Biometrics* 41:55–68. metafor: `rma.mh`.
public struct MantelHaenszel: PoolingModel, Equatable {
  /// Which variance the risk difference gets.
  public enum RiskDifferenceVariance: String, Sendable, CaseIterable, Codable {
    /// Valid for many small and for few large studies. Source: Sato T (1989), *Biometrics* 45:1323–1324.
    case sato
    /// Valid for few large studies. Source: Greenland S, Robins JM (1985), *Biometrics* 41:55–68.
    case greenlandRobins = "greenland-robins"
  }

  /// The variance of the risk difference.
  public var riskDifferenceVariance: RiskDifferenceVariance
  /// Whether the corrections of the studies' own effect sizes enter the pooled counts too; by default they do
  /// not, since the method needs none.
  public var poolsCorrectedCounts: Bool
  /// The confidence level of the intervals.
  public var level: Double

  /// A Mantel–Haenszel model.
  public init(
    riskDifferenceVariance: RiskDifferenceVariance = .sato, poolsCorrectedCounts: Bool = false,
    level: Double = 0.95
  ) {
    precondition(level > 0 && level < 1, "a confidence level lies between 0 and 1")
    self.riskDifferenceVariance = riskDifferenceVariance
    self.poolsCorrectedCounts = poolsCorrectedCounts
    self.level = level
  }

  /// Fits the model.
  ///
  /// - Throws: ``PoolingError`` where the effect sizes cannot be pooled.
  public func fit(_ effects: EffectSizes) throws(PoolingError) -> PooledFit {
    let model = try effects.interceptModel()
    let pooled = try pooled(effects)
    guard pooled.value.isFinite, pooled.variance.isFinite, pooled.variance > 0 else {
      throw .notEstimable("one of the groups has no events, or nothing but events, in all studies together")
    }
    let usesVariance = effects.measure.code == TwoGroupMeasure.riskDifference.rawValue
    return CountFit.fit(
      effects, model: model, method: "mh", value: pooled.value, variance: pooled.variance,
      weights: pooled.weights, level: level,
      varianceName: usesVariance ? riskDifferenceVariance.rawValue : nil)
  }

  /// The estimate by the measure's formula.
  private func pooled(
    _ effects: EffectSizes
  ) throws(PoolingError) -> (value: Double, variance: Double, weights: [Double]) {
    let method = "the Mantel-Haenszel method"
    let corrected = poolsCorrectedCounts
    switch effects.measure.code {
    case TwoGroupMeasure.oddsRatio.rawValue:
      return Self.oddsRatio(try effects.tables(method: method, corrected: corrected))
    case TwoGroupMeasure.riskRatio.rawValue:
      return Self.riskRatio(try effects.tables(method: method, corrected: corrected))
    case TwoGroupMeasure.riskDifference.rawValue:
      return riskDifference(try effects.tables(method: method, corrected: corrected))
    case TwoGroupRateMeasure.rateRatio.rawValue:
      return MantelHaenszelRates.rateRatio(try effects.rates(method: method, corrected: corrected))
    case TwoGroupRateMeasure.rateDifference.rawValue:
      return MantelHaenszelRates.rateDifference(try effects.rates(method: method, corrected: corrected))
    default:
      throw .measureNotSupported(
        method: method, measure: effects.measure.code, supported: ["RR", "OR", "RD", "IRR", "IRD"])
    }
  }

  private static func oddsRatio(
    _ tables: [TwoByTwo]
  ) -> (value: Double, variance: Double, weights: [Double]) {
    var (sumR, sumS, pr, psqr, qs) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for t in tables {
      let r = t.a * t.d / t.all
      let s = t.b * t.c / t.all
      let p = (t.a + t.d) / t.all
      let q = (t.b + t.c) / t.all
      sumR += r
      sumS += s
      pr += p * r
      psqr += p * s + q * r
      qs += q * s
    }
    let variance = pr / (2 * sumR * sumR) + psqr / (2 * sumR * sumS) + qs / (2 * sumS * sumS)
    return (log(sumR / sumS), variance, tables.map { $0.b * $0.c / $0.all / sumS })
  }

  private static func riskRatio(
    _ tables: [TwoByTwo]
  ) -> (value: Double, variance: Double, weights: [Double]) {
    var (sumR, sumS, numerator) = (0.0, 0.0, 0.0)
    for t in tables {
      sumR += t.a * t.n2 / t.all
      sumS += t.c * t.n1 / t.all
      numerator += t.n1 / t.all * (t.n2 / t.all) * (t.a + t.c) - t.a * t.c / t.all
    }
    return (
      log(sumR / sumS), numerator / (sumR * sumS), tables.map { $0.c * $0.n1 / $0.all / sumS }
    )
  }

  private func riskDifference(
    _ tables: [TwoByTwo]
  ) -> (value: Double, variance: Double, weights: [Double]) {
    let weights = tables.map { $0.n1 * $0.n2 / $0.all }
    let sum = weights.reduce(0, +)
    let difference = tables.reduce(0) { $0 + ($1.a * $1.n2 - $1.c * $1.n1) / $1.all } / sum
    let variance: Double
    switch riskDifferenceVariance {
    case .sato:
      let first = tables.reduce(0.0) { total, t in
        let (f1, f2) = (t.n1 / t.all, t.n2 / t.all)
        return total + t.c * f1 * f1 - t.a * f2 * f2 + f1 * f2 * (t.n2 - t.n1) / 2
      }
      let second = tables.reduce(0.0) { $0 + ($1.a * $1.d + $1.c * $1.b) / $1.all } / 2
      variance = (difference * first + second) / (sum * sum)
    case .greenlandRobins:
      let numerator = tables.reduce(0.0) { total, t in
        let (f1, f2) = (t.n1 / t.all, t.n2 / t.all)
        return total + t.a * t.b / t.n1 * f2 * f2 + t.c * t.d / t.n2 * f1 * f1
      }
      variance = numerator / (sum * sum)
    }
    return (difference, variance, weights.map { $0 / sum })
  }
}

/// What the models on counts share: z, and Q of the studies' own effect sizes around the pooled value.
enum CountFit {
  static func fit(
    _ effects: EffectSizes, model: InterceptModel, method: String, value: Double, variance: Double,
    weights: [Double], level: Double, varianceName: String?
  ) -> PooledFit {
    let q = zip(model.yi, model.vi).reduce(0.0) { $0 + ($1.0 - value) * ($1.0 - value) / $1.1 }
    return PooledFit(
      model: ModelDescription(
        effects: "common", method: method, tau2: nil, test: MeanTest.z.rawValue, prediction: nil,
        i2: I2Definition.q.rawValue, level: level, variance: varianceName),
      effects: effects,
      estimate: Estimate(
        value: value, se: variance.squareRoot(), df: nil, level: level,
        null: effects.measure.analysisNull),
      prediction: nil,
      heterogeneity: Heterogeneity(model, q: q, tau2: nil, definition: .q, level: level),
      weights: weights, convergence: nil, otherMaxima: [],
      warnings: CommonWarnings.smallK(k: model.k))
  }
}
