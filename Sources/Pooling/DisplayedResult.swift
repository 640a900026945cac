import Distributions
import EffectSizes
import Optimization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The sample size by which a pooled double arcsine is transformed back; there is no right one.
public enum FreemanTukeySize: Sendable, Equatable {
  /// k / Σ(1/nᵢ), Miller's choice.
  case harmonicMean
  /// (Πnᵢ)^(1/k).
  case geometricMean
  /// Σnᵢ/k.
  case arithmeticMean
  /// 1/(4 Var μ̂), the size of one study as precise as the pooled value.
  ///
  /// Source: Barendregt JJ and others (2013), *J Epidemiol Community Health* 67:974–978.
  case inverseVariance
  /// A size given by hand.
  case given(Double)

  /// The rules that need nothing but the studies and the fit.
  public static let rules: [FreemanTukeySize] = [
    .harmonicMean, .geometricMean, .arithmeticMean, .inverseVariance,
  ]

  /// The name of the rule.
  public var name: String {
    switch self {
    case .harmonicMean: "harmonic"
    case .geometricMean: "geometric"
    case .arithmeticMean: "arithmetic"
    case .inverseVariance: "inverse-variance"
    case .given: "given"
    }
  }

  /// The size for these studies and this standard error of the pooled value.
  public func size(of sizes: [Double], se: Double) -> Double {
    let k = Double(sizes.count)
    switch self {
    case .harmonicMean: return k / sizes.reduce(0) { $0 + 1 / $1 }
    case .geometricMean: return exp(sizes.reduce(0) { $0 + log($1) } / k)
    case .arithmeticMean: return sizes.reduce(0, +) / k
    case .inverseVariance: return 1 / (4 * se * se)
    case .given(let size): return size
    }
  }
}

extension FreemanTukeySize {
  /// The rule of that name, in any case, or the size itself where a number above 0 is given; nil for anything else.
  public init?(parsing text: String) {
    if let rule = Self.rules.first(where: { $0.name == text.lowercased() }) {
      self = rule
    } else if let size = Double(text), size > 0, size.isFinite {
      self = .given(size)
    } else {
      return nil
    }
  }
}

/// A fit read back on the display scale, through one and the same inverse for all of its values.
public struct DisplayedResult: Sendable, Equatable {
  /// The back-transformation under another choice of the sample size.
  public struct Alternative: Sendable, Equatable {
    /// The rule for the size.
    public let rule: FreemanTukeySize
    /// The size.
    public let size: Double
    /// The pooled value.
    public let value: Double
    /// The lower limit.
    public let lower: Double
    /// The upper limit.
    public let upper: Double
  }

  /// The transformation that was inverted.
  public let transformation: Transformation
  /// The pooled value: of a proportion, the median of the distribution of true proportions.
  public let value: Double
  /// The lower confidence limit.
  public let lower: Double
  /// The upper confidence limit.
  public let upper: Double
  /// The lower prediction limit.
  public let predictionLower: Double?
  /// The upper prediction limit.
  public let predictionUpper: Double?
  /// The mean E g⁻¹(μ̂ + τ̂Z) of the distribution of true proportions; nil for other quantities and where
  /// τ̂² = 0 or the scale is raw, so that it is the value itself.
  public let marginalMean: Double?
  /// The double arcsine's results by the other rules; empty for other measures.
  public let alternatives: [Alternative]
  /// What is unwise about these values.
  public let warnings: [AnalysisWarning]

  /// Reads a fit back.
  ///
  /// - Parameters:
  ///   - fit: the fit, on the analysis scale.
  ///   - size: by which size the double arcsine is inverted; without meaning for other measures.
  public init(_ fit: PooledFit, size: FreemanTukeySize = .harmonicMean) {
    let measure = fit.effects.measure
    let sizes = fit.effects.sampleSizes
    var transformation = measure.transformation
    var alternatives: [Alternative] = []
    if case .freemanTukey = transformation {
      transformation = .freemanTukey(size: size.size(of: sizes, se: fit.estimate.se))
      alternatives = FreemanTukeySize.rules.filter { $0 != size }.map { rule in
        let own = rule.size(of: sizes, se: fit.estimate.se)
        let scale = Transformation.freemanTukey(size: own)
        let limits = scale.inverse(lower: fit.estimate.lower, upper: fit.estimate.upper)
        return Alternative(
          rule: rule, size: own, value: scale.inverse(fit.estimate.value), lower: limits.lower,
          upper: limits.upper)
      }
    }
    let limits = transformation.inverse(lower: fit.estimate.lower, upper: fit.estimate.upper)
    let prediction = fit.prediction.map { transformation.inverse(lower: $0.lower, upper: $0.upper) }
    self.transformation = transformation
    self.alternatives = alternatives
    value = transformation.inverse(fit.estimate.value)
    (lower, upper) = limits
    (predictionLower, predictionUpper) = (prediction?.lower, prediction?.upper)
    marginalMean =
      measure.isProportion
      ? MarginalMean.value(
        transformation, mean: fit.estimate.value, tau2: fit.heterogeneity.tau2 ?? 0) : nil
    warnings =
      DisplayWarnings.freemanTukey(transformation, sizes: sizes, value: value, fit: fit)
      + DisplayWarnings.range(measure, lower: lower, upper: upper)
  }
}

/// The mean of g⁻¹(θ) for θ normal with mean μ and variance τ².
enum MarginalMean {
  /// The mean; nil where it is g⁻¹(μ) itself, τ² = 0 or g the identity.
  ///
  /// The integral over the standard normal variable, split where θ leaves the range of g; relative error
  /// below 1e-10.
  static func value(_ transformation: Transformation, mean: Double, tau2: Double) -> Double? {
    guard tau2 > 0, transformation != .identity else { return nil }
    let tau = tau2.squareRoot()
    let range = transformation.range
    let edge = 12.0
    let cuts = [range.lowerBound, range.upperBound]
      .map { min(max(($0 - mean) / tau, -edge), edge) }
    return zip([-edge] + cuts, cuts + [edge]).reduce(0) { total, piece in
      guard piece.0 < piece.1 else { return total }
      return total
        + integral(from: piece.0, to: piece.1) {
          transformation.inverse(mean + tau * $0) * Normal.standard.density($0)
        }
    }
  }
}

private enum DisplayWarnings {
  static func freemanTukey(
    _ transformation: Transformation, sizes: [Double], value: Double, fit: PooledFit
  ) -> [AnalysisWarning] {
    guard case .freemanTukey = transformation, let smallest = sizes.min(), let largest = sizes.max() else {
      return []
    }
    var warnings: [AnalysisWarning] = []
    let estimates = fit.effects.studies.map(\.estimate)
    if let low = estimates.min(), let high = estimates.max(), value < low || value > high {
      warnings.append(
        AnalysisWarning(
          code: "outside-studies",
          message: "the back-transformed double arcsine leaves the range of the studies; use another scale,"
            + " such as PLO, or a model on the counts"))
    }
    if largest / smallest > 10 {
      warnings.append(
        AnalysisWarning(
          code: "unequal-sizes",
          message: "the sizes of the studies differ by a factor of"
            + " \(CommonWarnings.rounded(largest / smallest)): the back-transformed double arcsine depends"
            + " strongly on the size that is put in"))
    }
    return warnings
  }

  static func range(_ measure: Measure, lower: Double, upper: Double) -> [AnalysisWarning] {
    guard lower < measure.naturalRange.lowerBound || upper > measure.naturalRange.upperBound else {
      return []
    }
    let advice = measure.isProportion ? "; PLO, PAS and PCL stay inside" : ""
    return [
      AnalysisWarning(
        code: "interval-leaves-range",
        message: "the confidence interval on the \(measure.transformation.name) scale leaves the values"
          + " that a \(measure.quantity.lowercased()) can take" + advice)
    ]
  }
}
