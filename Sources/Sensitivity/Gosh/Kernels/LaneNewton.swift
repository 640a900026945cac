/// Newton's method for τ² on the lanes of a packet at once, each kept within its bracket: a step that leaves it is
/// replaced by the middle. Lanes that have come to their root wait for the others.
enum LaneNewton {
  /// Passes after which a lane that still moves is left to the library's estimator.
  private static let mostPasses = 30
  /// The last step, relative to τ²; Newton's method then leaves an error in the order of its square.
  private static let closeStep = 1e-7

  /// One look at τ²: on which side of the root it lies, where to go next, and the mean with minus its derivative.
  struct Pass {
    let isLow: LaneMask
    let next: Lanes
    let mean: Lanes
    let meanSlope: Lanes
  }

  /// The roots and the means there, of the lanes that are open.
  ///
  /// - Parameters:
  ///   - start: where each lane begins.
  ///   - startMean: the mean there.
  ///   - bracket: the ends between which each root lies.
  ///   - open: the lanes that have a root to find.
  ///   - look: a pass over the studies at τ², with residuals from a center.
  @inline(__always)
  static func solve(
    from start: Lanes, mean startMean: Lanes, bracket: (low: Lanes, high: Lanes), open: LaneMask,
    _ look: (_ tau2: Lanes, _ center: Lanes) -> Pass
  ) -> (tau2: Lanes, mean: Lanes, solved: LaneMask) {
    var (low, high) = bracket
    var (tau2, center) = (start, startMean)
    var (root, mean) = (tau2, center)
    var running = open
    for _ in 0..<mostPasses {
      let pass = look(tau2, center)
      low.replace(with: tau2, where: pass.isLow)
      high.replace(with: tau2, where: .!pass.isLow)
      var next = pass.next
      next.replace(with: 0.5 * (low + high), where: .!(next .>= low .& next .<= high))
      let step = next - tau2
      let isClose = Lanes.magnitude(step) .<= closeStep * next
      let ends = running .& isClose
      root.replace(with: next, where: ends)
      mean.replace(with: pass.mean - step * pass.meanSlope, where: ends)
      running .&= .!isClose
      if !any(running) { break }
      tau2.replace(with: next, where: running)
      center.replace(with: pass.mean, where: running)
    }
    return (root, mean, .!running)
  }
}

extension Lanes {
  /// The absolute values.
  @inline(__always)
  static func magnitude(_ value: Lanes) -> Lanes { value.replacing(with: -value, where: value .< 0) }
}
