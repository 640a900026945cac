import Distributions
import StudyData

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The mean and the standard deviation of a sample that is reported by quantiles, if the values are about normal.
///
/// With a = minimum, q₁, m = median, q₃, b = maximum, sample size n:
///
///     a, m, b:         mean = w(a + b)/2 + (1 − w)m,     w = 4/(4 + n^0.75)
///                      sd   = (b − a) / [2Φ⁻¹((n − 0.375)/(n + 0.25))]
///     q₁, m, q₃:       mean = w(q₁ + q₃)/2 + (1 − w)m,   w = 0.7 + 0.39/n
///                      sd   = (q₃ − q₁) / [2Φ⁻¹((0.75n − 0.125)/(n + 0.25))]
///     all five:        mean = u(a + b)/2 + w(q₁ + q₃)/2 + (1 − u − w)m,   u = 2.2/(2.2 + n^0.75), w = 0.7 − 0.72/n^0.55
///                      sd   = (b − a)/θ₁ + (q₃ − q₁)/θ₂,   θ₁ = (2 + 0.14n^0.6) Φ⁻¹((n − 0.375)/(n + 0.25)),
///                      θ₂ = [2 + 2/(0.07n^0.6)] Φ⁻¹((0.75n − 0.125)/(n + 0.25))
///
/// Source: means: Luo D and others (2018), *Stat Methods Med Res* 27:1785–1805; standard deviations: Wan X and
/// others (2014), *BMC Med Res Methodol* 14:135, and for all five Shi J and others (2020), *Res Synth Methods*
/// 11:641–654. metafor from version 4 on: `conv.fivenum(test = FALSE)`.
public enum MeansFromQuantiles {
  /// The mean and the standard deviation of a sample of size `total`.
  public static func moments(_ quantiles: Quantiles, total n: Double) -> (mean: Double, sd: Double) {
    let m = quantiles.median
    let outer = Normal.standard.quantile((n - 0.375) / (n + 0.25))
    let inner = Normal.standard.quantile((0.75 * n - 0.125) / (n + 0.25))
    switch (ends(quantiles.min, quantiles.max), ends(quantiles.q1, quantiles.q3)) {
    case (let range?, nil):
      let w = 4 / (4 + pow(n, 0.75))
      return (w * range.middle + (1 - w) * m, range.width / (2 * outer))
    case (nil, let quartiles?):
      let w = 0.7 + 0.39 / n
      return (w * quartiles.middle + (1 - w) * m, quartiles.width / (2 * inner))
    case (let range?, let quartiles?):
      let u = 2.2 / (2.2 + pow(n, 0.75))
      let w = 0.7 - 0.72 / pow(n, 0.55)
      let power = pow(n, 0.6)
      let mean = u * range.middle + w * quartiles.middle + (1 - u - w) * m
      let sd =
        range.width / ((2 + 0.14 * power) * outer) + quartiles.width / ((2 + 2 / (0.07 * power)) * inner)
      return (mean, sd)
    case (nil, nil): return (m, .nan)
    }
  }

  /// Whether the quantiles are too skewed for a normal sample of size `total`, at the 5 % level.
  ///
  /// |a + b − 2m|/(b − a) against 1/ln(n + 9) + 2.5/(n + 1); |q₁ + q₃ − 2m|/(q₃ − q₁) against 2.65/√n − 6/n²; with
  /// all five the larger of 2.65 ln(0.6n)/√n times the first and of the second against 3/√n − 40/n³.
  /// Source: Shi J and others (2023), *Stat Methods Med Res* 32:1338–1360. metafor: `conv.fivenum(test = TRUE)`.
  public static func isSkewed(_ quantiles: Quantiles, total n: Double) -> Bool {
    func skew(_ ends: (middle: Double, width: Double)) -> Double {
      ends.width > 0 ? abs(2 * ends.middle - 2 * quantiles.median) / ends.width : 0
    }
    switch (ends(quantiles.min, quantiles.max), ends(quantiles.q1, quantiles.q3)) {
    case (let range?, nil): return skew(range) > 1 / log(n + 9) + 2.5 / (n + 1)
    case (nil, let quartiles?): return skew(quartiles) > 2.65 / n.squareRoot() - 6 / (n * n)
    case (let range?, let quartiles?):
      let statistic = max(2.65 * log(0.6 * n) / n.squareRoot() * skew(range), skew(quartiles))
      return statistic > 3 / n.squareRoot() - 40 / (n * n * n)
    case (nil, nil): return false
    }
  }

  private static func ends(_ low: Double?, _ high: Double?) -> (middle: Double, width: Double)? {
    guard let low, let high else { return nil }
    return ((low + high) / 2, high - low)
  }
}

extension GroupMean {
  /// The mean, and the standard deviation; derived by ``MeansFromQuantiles`` where quantiles are reported.
  public var moments: (mean: Double, sd: Double) {
    switch summary {
    case .moments(let mean, let sd): (mean, sd)
    case .quantiles(let quantiles): MeansFromQuantiles.moments(quantiles, total: total)
    }
  }

  /// The mean.
  public var mean: Double { moments.mean }

  /// The standard deviation.
  public var sd: Double { moments.sd }

  /// s²/(n m²), the variance of ln m.
  var relativeVariance: Double {
    let (mean, sd) = moments
    return sd * sd / (total * mean * mean)
  }

  /// What is to be said about a mean that was derived.
  var note: String? {
    guard case .quantiles(let quantiles) = summary else { return nil }
    let source =
      switch (quantiles.q1, quantiles.min) {
      case (nil, _): "median and range"
      case (_, nil): "median and quartiles"
      default: "median, quartiles and range"
      }
    let skewed = MeansFromQuantiles.isSkewed(quantiles, total: total)
    return "mean and SD derived from \(source)"
      + (skewed ? ", which are too skewed for a normal distribution" : "")
  }
}
