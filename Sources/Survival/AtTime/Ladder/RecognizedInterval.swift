import Distributions
import EffectSizes
import StudyData

/// On which scale a confidence interval of survival was made, by its symmetry.
///
/// For every scale g the estimate should stand in the middle of the limits,
///
///     a = |½[g(L) + g(U)] − g(S)| / h,   h = ½|g(U) − g(L)|,
///
/// and the scale with the smallest a is taken; of scales that are equal to 1e-9 the first in the order of
/// ``IntervalScale``. Printed digits blur a: with limits and estimate each off by up to ε, half a unit of the last
/// decimal, a is off by about [½|g′(L)| + ½|g′(U)| + |g′(S)|] ε/h. Scales whose a is within that fit too.
///
/// The standard error of g(S) is h/z, that of S is h/(z |g′(S)|).
public struct RecognizedInterval: Sendable, Equatable {
  /// How well a scale fits.
  public struct Fit: Sendable, Equatable {
    /// The scale.
    public let scale: IntervalScale
    /// a, the distance of the estimate from the middle in half-widths.
    public let asymmetry: Double
    /// By how much the printed digits may blur a.
    public let blur: Double
    /// The standard error of S that the interval gives if it was made on this scale.
    public let standardError: Double
  }

  /// The scales on which the limits exist, the flattest first.
  public let fits: [Fit]

  /// Compares the scales; nil where the limits or the estimate are at 0 or 1, where they may be cut off.
  ///
  /// - Parameters:
  ///   - survival: S.
  ///   - limits: the limits.
  ///   - level: the level of the interval.
  public init?(survival: Double, limits: ReportedSurvival.Limits, level: Double) {
    let values = [limits.lower, survival, limits.upper]
    guard values.allSatisfy({ $0 > 0 && $0 < 1 }), limits.lower < limits.upper else { return nil }
    let unit = 0.5 * PrintedDigits.unit(of: values)
    let z = Normal.standard.upperQuantile((1 - level) / 2)
    let fits = IntervalScale.allCases.map { scale in
      let g = scale.transformation
      let half = abs(g.forward(limits.upper) - g.forward(limits.lower)) / 2
      let middle = (g.forward(limits.lower) + g.forward(limits.upper)) / 2
      let slopes = values.map { abs(g.derivative($0)) }
      return Fit(
        scale: scale, asymmetry: abs(middle - g.forward(survival)) / half,
        blur: (slopes[0] / 2 + slopes[1] + slopes[2] / 2) * unit / half, standardError: half / (z * slopes[1])
      )
    }
    guard let least = fits.map(\.asymmetry).min(),
      let best = fits.first(where: { $0.asymmetry <= least + 1e-9 })
    else { return nil }
    self.fits = [best] + fits.filter { $0 != best }.sorted { $0.asymmetry < $1.asymmetry }
  }

  /// The flattest scale.
  public var best: Fit { fits[0] }

  /// How much flatter the best scale is than the second best.
  public var margin: Double { fits[1].asymmetry - best.asymmetry }

  /// The scales that the printed digits leave open, the best among them; the best alone where none fits.
  public var possible: [Fit] { [best] + fits.dropFirst().filter { $0.asymmetry <= $0.blur } }

  /// Whether the digits leave more than one scale open.
  public var isAmbiguous: Bool { possible.count > 1 }

  /// "interval made on the log(-log) scale (off center by 0.027 half-widths; next logit, 0.059)".
  var words: String {
    var text =
      "interval made on the \(best.scale.rawValue) scale (off center by"
      + " \(ShortNumber.text(best.asymmetry, digits: 3)) half-widths; next \(fits[1].scale.rawValue),"
      + " \(ShortNumber.text(fits[1].asymmetry, digits: 3)))"
    if isAmbiguous {
      let others = possible.dropFirst().map(\.scale.rawValue).joined(separator: ", ")
      let errors = possible.map(\.standardError)
      text +=
        "; the printed digits fit \(others) too: SE \(ShortNumber.text(errors.min() ?? 0, digits: 3)) to"
        + " \(ShortNumber.text(errors.max() ?? 0, digits: 3))"
    } else if best.asymmetry > max(best.blur, 0.1) {
      text += "; no scale fits well: check the numbers"
    }
    return text
  }
}

/// What the digits of numbers tell about how they were rounded.
enum PrintedDigits {
  /// The unit of the last decimal of the number that has the most; 0 for numbers that are not rounded.
  static func unit(of values: [Double]) -> Double {
    var unit = 1.0
    for _ in 0...8 {
      let scale = (1 / unit).rounded()
      if values.allSatisfy({ ($0 * scale).rounded() / scale == $0 }) { return unit }
      unit /= 10
    }
    return 0
  }
}
