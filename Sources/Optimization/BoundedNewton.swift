import LinearAlgebra

/// A maximum of a smooth function within bounds, by Newton's method made safe.
///
/// Each step solves with |H| instead of −H: the Hessian, scaled to a unit diagonal, is decomposed and its
/// eigenvalues are taken by their size, so that the step always leads upward (Gill and Murray; "saddle-free").
/// It is cut at the first bound that it meets and halved until the function rises enough (Armijo). A parameter at
/// its bound stays there while the gradient points outward. All is scale-free: parameters are measured by the
/// curvature, and the search stops where the rise that a step promises, ½gᵀ|H|⁻¹g, is lost in the rounding of
/// the function; one more full step then squares the remaining error.
///
/// Source: Gill PE, Murray W, Wright MH (1981), *Practical Optimization*, 4.4 and 5.2; Bertsekas DP (1982), *SIAM J
/// Control Optim* 20:221–246, for the bounds. Complexity: one evaluation and O(n³) per step.
public struct BoundedNewton: Sendable {
  /// The function at a point with its derivatives.
  public struct Evaluation: Sendable {
    /// The value.
    public let value: Double
    /// The first derivatives.
    public let gradient: [Double]
    /// The second derivatives.
    public let hessian: Matrix

    /// A value with its derivatives.
    public init(value: Double, gradient: [Double], hessian: Matrix) {
      self.value = value
      self.gradient = gradient
      self.hessian = hessian
    }
  }

  /// Where the search ended.
  public let point: [Double]
  /// The function there.
  public let evaluation: Evaluation
  /// The parameters that are neither given nor held at a bound.
  public let free: [Int]
  /// The parameters held at a bound.
  public let atBound: [Int]
  /// The rise that a further step promises, ½gᵀ|H|⁻¹g over the free parameters.
  public let promise: Double
  /// How many times the function was evaluated.
  public let evaluations: Int
  /// Whether no step promises a rise any more, and the function curves downward along all free parameters.
  public let converged: Bool

  /// Climbs from a start; nil where the function has no value there.
  ///
  /// - Parameters:
  ///   - start: where to begin; it is first moved within the bounds.
  ///   - lower: the lower bounds, −∞ where there are none.
  ///   - upper: the upper bounds.
  ///   - given: parameters that keep their value.
  ///   - maximumSteps: after how many steps to give up.
  ///   - function: the function; nil where it has no value, such as beyond the range of numbers.
  public init?(
    from start: [Double], lower: [Double], upper: [Double], given: Set<Int> = [], maximumSteps: Int = 200,
    of function: ([Double]) -> Evaluation?
  ) {
    precondition(lower.count == start.count && upper.count == start.count, "two bounds for each parameter")
    var x = start.indices.map {
      given.contains($0) ? start[$0] : Swift.min(Swift.max(start[$0], lower[$0]), upper[$0])
    }
    guard var here = function(x), here.value.isFinite else { return nil }
    var evaluations = 1
    var step = Step(here, at: x, lower: lower, upper: upper, given: given)
    var isLast = false
    for _ in 0..<maximumSteps {
      let scale = Swift.max(1, abs(here.value))
      if isLast || step.directions.isEmpty || step.promise == 0 { break }
      isLast = step.promise < 1e-14 * scale && step.isConcave
      // Where the function is flat to its last digits the rise cannot be measured.
      let slack = 4e-15 * scale
      var length = Swift.min(1, step.room)
      var next: (point: [Double], evaluation: Evaluation)?
      while next == nil, length > 1e-12 * Swift.min(1, step.room) {
        let moved = step.moved(x, by: length, lower: lower, upper: upper)
        evaluations += 1
        let needed = here.value + 1e-4 * length * 2 * step.promise
        if let value = function(moved), value.value >= Swift.min(needed, here.value + slack) - slack {
          next = (moved, value)
        } else if isLast {
          break
        }
        length /= 2
      }
      guard let next else { break }
      let following = Step(next.evaluation, at: next.point, lower: lower, upper: upper, given: given)
      if isLast, following.promise > step.promise { break }
      (x, here, step) = (next.point, next.evaluation, following)
    }
    point = x
    evaluation = here
    free = step.free
    atBound = step.atBound
    promise = step.promise
    self.evaluations = evaluations
    converged = step.free.isEmpty || (step.isConcave && step.promise < 1e-11 * Swift.max(1, abs(here.value)))
  }

  /// One step: where it leads and how far it may go.
  private struct Step {
    var free: [Int] = []
    var atBound: [Int] = []
    var directions: [(parameter: Int, value: Double)] = []
    var promise = 0.0
    var isConcave = true
    /// The length at which the first bound is met.
    var room = Double.infinity

    init(_ here: Evaluation, at x: [Double], lower: [Double], upper: [Double], given: Set<Int>) {
      for i in x.indices where !given.contains(i) {
        let isHeld =
          (x[i] <= lower[i] && here.gradient[i] <= 0) || (x[i] >= upper[i] && here.gradient[i] >= 0)
        if isHeld { atBound.append(i) } else { free.append(i) }
      }
      // A step out of bounds, by what another parameter does, is taken without the one at its bound.
      var moving = free
      while !moving.isEmpty {
        solve(here, moving)
        let outward = directions.filter {
          (x[$0.parameter] <= lower[$0.parameter] && $0.value < 0)
            || (x[$0.parameter] >= upper[$0.parameter] && $0.value > 0)
        }.map(\.parameter)
        if outward.isEmpty { break }
        moving.removeAll { outward.contains($0) }
      }
      if moving.count < free.count, promise < 1e-9 * Swift.max(1, abs(here.value)) {
        // The others have settled: the one at its bound moves inward by itself.
        solve(here, free.filter { !moving.contains($0) }.prefix(1).map { $0 })
      }
      for direction in directions {
        let (i, value) = (direction.parameter, direction.value)
        if value < 0 { room = Swift.min(room, (lower[i] - x[i]) / value) }
        if value > 0 { room = Swift.min(room, (upper[i] - x[i]) / value) }
      }
    }

    private mutating func solve(_ here: Evaluation, _ moving: [Int]) {
      directions = []
      promise = 0
      let curvature = moving.map { abs(here.hessian[$0, $0]) }
      let largest = curvature.max() ?? 0
      let scale = curvature.map { 1 / Swift.max($0, 1e-300, 1e-30 * largest).squareRoot() }
      let scaled = Matrix(rows: moving.count, columns: moving.count) { i, j in
        -here.hessian[moving[i], moving[j]] * scale[i] * scale[j]
      }
      guard let eigen = try? SymmetricEigen(scaled) else { return }
      isConcave = (eigen.values.first ?? 1) > 1e-12
      let floor = 1e-10 * Swift.max(abs(eigen.values.first ?? 1), abs(eigen.values.last ?? 1), 1e-300)
      var step = [Double](repeating: 0, count: moving.count)
      for (place, value) in eigen.values.enumerated() {
        let vector = eigen.vectors.column(place)
        let slope = moving.indices.reduce(0) { $0 + vector[$1] * scale[$1] * here.gradient[moving[$1]] }
        let size = Swift.max(abs(value), floor)
        promise += slope * slope / size / 2
        for i in moving.indices { step[i] += vector[i] * slope / size }
      }
      if !promise.isFinite { promise = 0 }
      directions = moving.indices.map { (moving[$0], step[$0] * scale[$0]) }
    }

    func moved(_ x: [Double], by length: Double, lower: [Double], upper: [Double]) -> [Double] {
      var x = x
      for (i, value) in directions {
        // The parameter that meets its bound lands on it.
        let isMet =
          length == room
          && abs(x[i] + length * value - (value < 0 ? lower[i] : upper[i]))
            <= 1e-12 * Swift.max(abs(x[i]), abs(length * value))
        x[i] =
          isMet
          ? (value < 0 ? lower[i] : upper[i])
          : Swift.min(Swift.max(x[i] + length * value, lower[i]), upper[i])
      }
      return x
    }
  }
}
