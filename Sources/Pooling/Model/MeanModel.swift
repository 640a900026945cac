/// The weighted least-squares pieces at one τ², of the model y = Xβ + u + e with Var u = τ², Var eᵢ = vᵢ.
///
/// With wᵢ = 1/(vᵢ + τ²), W = diag(wᵢ), P = W − WX(XᵀWX)⁻¹XᵀW and residuals e = y − Xβ̂.
public struct WeightedMoments: Sendable, Equatable {
  /// Σwᵢ.
  public var sumOfWeights = 0.0
  /// Σwᵢ².
  public var sumOfSquaredWeights = 0.0
  /// yᵀPy = Σwᵢeᵢ², which at τ² = 0 is Cochran's Q.
  public var residualSumOfSquares = 0.0
  /// yᵀPPy = Σwᵢ²eᵢ².
  public var squaredResiduals = 0.0
  /// tr P.
  public var traceP = 0.0
}

/// Traces that the standard errors of τ² need, for given weights; V = diag(vᵢ).
public struct ProjectionTraces: Sendable, Equatable {
  /// tr P.
  public var p = 0.0
  /// tr PP.
  public var pp = 0.0
  /// tr PV.
  public var pv = 0.0
  /// tr PVP.
  public var pvp = 0.0
  /// tr PVPV.
  public var pvpv = 0.0
}

/// The data (y, v, X) of a random-effects model, as every estimator of τ² needs them.
///
/// Two types conform: ``InterceptModel`` for pooling, X = 1, in closed form, and ``RegressionModel`` for any
/// X. Each estimator is written once, on this protocol.
public protocol MeanModel: Sendable {
  /// The number of studies.
  var k: Int { get }
  /// The number of coefficients, the columns of X.
  var p: Int { get }
  /// The sampling variances, all positive.
  var vi: [Double] { get }
  /// The smallest sampling variance.
  var smallestVariance: Double { get }
  /// The largest sampling variance.
  var largestVariance: Double { get }
  /// Σ(yᵢ − ȳ)²/k, the scale from which Sidik and Jonkman start.
  var crudeVariance: Double { get }

  /// The pieces at weights 1/(vᵢ + τ²). O(kp²).
  func moments(tau2: Double) -> WeightedMoments
  /// The generalized Q(τ²) = yᵀPy alone, the residual sum of squares of ``moments(tau2:)``. O(kp²).
  func generalizedQ(tau2: Double) -> Double
  /// The traces at weights 1/(vᵢ + τ²). O(kp²).
  func traces(tau2: Double) -> ProjectionTraces
  /// yᵀMy and the traces for unit weights, M = I − X(XᵀX)⁻¹Xᵀ.
  func ordinary() -> (residualSumOfSquares: Double, traces: ProjectionTraces)
  /// yᵀPy and the traces for fixed weights aᵢ, P = A − AX(XᵀAX)⁻¹XᵀA with A = diag(aᵢ). O(kp²).
  func weighted(_ weights: [Double]) -> (residualSumOfSquares: Double, traces: ProjectionTraces)
  /// The distribution of yᵀPy for fixed weights aᵢ where the variances are vᵢ + τ².
  func quadraticForm(weights: [Double], tau2: Double) -> QuadraticForm
  /// Σ ln(vᵢ + τ²) and ln |XᵀWX|.
  func logDeterminants(tau2: Double) -> (variances: Double, information: Double)
  /// ln |XᵀX|.
  var logDesignDeterminant: Double { get }
}

extension MeanModel {
  /// k − p.
  var degreesOfFreedom: Double { Double(k - p) }

  /// A bound above which no estimating equation has a solution: RSS/(k − p) + max vᵢ, with unweighted RSS.
  ///
  /// For τ² above it the scores of ML and REML are negative and the generalized Q is below k − p.
  func upperBound(residualSumOfSquares: Double) -> Double {
    residualSumOfSquares / degreesOfFreedom + largestVariance
  }
}
