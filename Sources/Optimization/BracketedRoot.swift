/// The root of a continuous function between two points of opposite sign.
///
/// Chandrupatla's method: inverse quadratic interpolation where the last three points allow it, bisection
/// otherwise, so that the bracket always shrinks. Scale-free: it stops when the bracket is within
/// `relativeTolerance` of the root itself.
///
/// Source: Chandrupatla TR (1997), *Advances in Engineering Software* 28:145–149.
/// Complexity: about 10 evaluations for smooth functions, never more than a few times the bisections.
public struct BracketedRoot: Sendable, Equatable {
  /// The point where the function is smallest in magnitude.
  public let root: Double
  /// The number of evaluations of the function.
  public let evaluations: Int
  /// Whether the bracket was narrowed to the tolerance.
  public let converged: Bool

  /// Solves `function(x) = 0` for x in [`lower`, `upper`].
  ///
  /// - Parameters:
  ///   - lower: the left end of the bracket.
  ///   - upper: the right end of the bracket.
  ///   - valueAtLower: `function(lower)`, where known already.
  ///   - valueAtUpper: `function(upper)`, where known already.
  ///   - relativeTolerance: half-width of the last bracket, relative to the root.
  ///   - resolution: absolute half-width below which two points count as one (for roots at or near 0).
  ///   - maximumEvaluations: after how many evaluations to give up; then ``converged`` is false.
  ///   - function: the function, continuous between the ends.
  /// - Precondition: the function has opposite signs, or a zero, at the two ends.
  @inlinable
  public init(
    lower: Double, upper: Double, valueAtLower: Double? = nil, valueAtUpper: Double? = nil,
    relativeTolerance: Double = 1e-14, resolution: Double = 0, maximumEvaluations: Int = 400,
    of function: (Double) -> Double
  ) {
    var near = upper
    var far = lower
    var nearValue = valueAtUpper ?? function(upper)
    var farValue = valueAtLower ?? function(lower)
    var evaluations = (valueAtUpper == nil ? 1 : 0) + (valueAtLower == nil ? 1 : 0)
    precondition(
      nearValue.sign != farValue.sign || nearValue == 0 || farValue == 0,
      "a bracketed root needs opposite signs at its two ends")
    var fraction = 0.5
    var converged = false
    while evaluations < maximumEvaluations {
      let best = abs(nearValue) < abs(farValue) ? near : far
      let bestValue = abs(nearValue) < abs(farValue) ? nearValue : farValue
      let width = abs(far - near)
      let tolerance = 2 * (Swift.max(relativeTolerance, 2 * .ulpOfOne) * abs(best) + resolution)
      if bestValue == 0 || width <= tolerance {
        converged = true
        break
      }
      let margin = Swift.min(tolerance / 2 / width, 0.5)
      let point = near + Swift.min(Swift.max(fraction, margin), 1 - margin) * (far - near)
      let value = function(point)
      evaluations += 1
      let previous: (point: Double, value: Double)
      if value.sign == nearValue.sign {
        previous = (near, nearValue)
      } else {
        previous = (far, farValue)
        far = near
        farValue = nearValue
      }
      near = point
      nearValue = value
      fraction = Self.nextFraction(near: (near, nearValue), far: (far, farValue), previous: previous)
    }
    self.root = abs(nearValue) < abs(farValue) ? near : far
    self.evaluations = evaluations
    self.converged = converged
  }

  /// Where to look next, as a fraction of the way from `near` to `far`.
  @inlinable
  static func nextFraction(
    near: (point: Double, value: Double), far: (point: Double, value: Double),
    previous: (point: Double, value: Double)
  ) -> Double {
    let xi = (near.point - far.point) / (previous.point - far.point)
    let phi = (near.value - far.value) / (previous.value - far.value)
    guard phi * phi < xi, (1 - phi) * (1 - phi) < 1 - xi else { return 0.5 }
    let slope = (previous.point - near.point) / (far.point - near.point)
    return near.value / (far.value - near.value) * previous.value / (far.value - previous.value)
      + slope * near.value / (previous.value - near.value) * far.value / (previous.value - far.value)
  }
}
