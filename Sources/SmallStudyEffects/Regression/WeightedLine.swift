import Pooling

/// The weighted least-squares line y = a + bx with a multiplicative dispersion.
///
/// With weights wᵢ, W = Σwᵢ, x̄ = Σwᵢxᵢ/W and Sxx = Σwᵢ(xᵢ − x̄)²,
///
///     b = Σwᵢ(xᵢ − x̄)(yᵢ − ȳ)/Sxx,   a = ȳ − bx̄,   φ = Σwᵢ(yᵢ − a − bxᵢ)²/(k − 2),
///     Var b = φ/Sxx,   Var a = φ(1/W + x̄²/Sxx),
///
/// with t on k − 2 degrees of freedom. Everything is centered first, so that neither the units nor a shift of x cost
/// digits. In R: `lm(y ~ x, weights = w)`. O(k).
public struct WeightedLine: Sendable, Equatable, Codable {
  /// The intercept a.
  public let intercept: Double
  /// The slope b.
  public let slope: Double
  /// The variance of the intercept where the dispersion is 1: 1/W + x̄²/Sxx.
  public let interceptVariance: Double
  /// The variance of the slope where the dispersion is 1: 1/Sxx.
  public let slopeVariance: Double
  /// The residual sum of squares Σwᵢ(yᵢ − a − bxᵢ)²; 0 where the points lie on the line but for rounding.
  public let residualSumOfSquares: Double
  /// Σwᵢ(yᵢ − ȳ)², around the mean.
  public let totalSumOfSquares: Double
  /// k − 2.
  public let df: Double

  /// The dispersion φ.
  public var dispersion: Double { residualSumOfSquares / df }

  /// The share of the sum of squares that the line explains; nil where there is nothing to explain.
  public var r2: Double? {
    totalSumOfSquares > 0 ? max(0, 1 - residualSumOfSquares / totalSumOfSquares) : nil
  }

  /// Fits the line.
  ///
  /// - Parameters:
  ///   - x: the predictor.
  ///   - y: the response.
  ///   - weights: the weights, all positive.
  ///   - name: what the predictor is, for the error.
  /// - Throws: ``SmallStudyError`` for fewer than three points, and where x does not vary.
  public init(x: [Double], y: [Double], weights: [Double], name: String) throws(SmallStudyError) {
    precondition(x.count == y.count && y.count == weights.count, "x, y and weight of each study")
    guard y.count > 2 else { throw .tooFewStudies(y.count, smallest: 3) }
    let total = weights.reduce(0, +)
    let xMean = Self.mean(x, weights, total)
    let yMean = Self.mean(y, weights, total)
    var (sxx, sxy, syy) = (0.0, 0.0, 0.0)
    for i in y.indices {
      let (dx, dy) = (x[i] - xMean, y[i] - yMean)
      sxx += weights[i] * dx * dx
      sxy += weights[i] * dx * dy
      syy += weights[i] * dy * dy
    }
    guard sxx > 1e-20 * total * xMean * xMean, sxx > 0 else { throw .noSpread(name) }
    let slope = sxy / sxx
    let residual = y.indices.reduce(0) { sum, i in
      let e = y[i] - yMean - slope * (x[i] - xMean)
      return sum + weights[i] * e * e
    }
    self.slope = slope
    intercept = yMean - slope * xMean
    slopeVariance = 1 / sxx
    interceptVariance = 1 / total + xMean * xMean / sxx
    residualSumOfSquares = residual > 1e-26 * syy ? residual : 0
    totalSumOfSquares = syy
    df = Double(y.count - 2)
  }

  /// The weighted mean, taken in two steps so that the second removes the rounding of the first.
  private static func mean(_ values: [Double], _ weights: [Double], _ total: Double) -> Double {
    let first = zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / total
    return first + zip(values, weights).reduce(0) { $0 + ($1.0 - first) * $1.1 } / total
  }

  /// The slope with its standard error and t-test against 0.
  public func slopeEstimate(level: Double) -> Estimate {
    Estimate(
      value: slope, se: (dispersion * slopeVariance).squareRoot(), df: df, level: level, null: 0)
  }

  /// The intercept with its standard error, tested against `null` where there is one.
  public func interceptEstimate(level: Double, null: Double?) -> Estimate {
    Estimate(
      value: intercept, se: (dispersion * interceptVariance).squareRoot(), df: df, level: level, null: null)
  }
}
