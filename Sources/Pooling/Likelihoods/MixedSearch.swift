import Optimization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The search for the highest maximum of a mixed model's likelihood.
///
/// At given deviations the log-likelihood is concave in all other parameters (Prékopa), so that Newton's method
/// with halved steps finds their maximum from anywhere. Over one deviation s every maximum of the profile is
/// then bracketed: the profile's derivative by s², which exists at s = 0 too, is followed over the powers of
/// two from 2⁻⁸ to 2⁴ (on a log scale, where an s of 16 is beyond all data) and its roots from + to − are
/// solved for. Over two deviations the climb starts from the best of a coarse grid and from the edges.
struct MixedSearch {
  let design: MixedDesign
  var rule: GaussHermite
  /// How often the likelihood was computed.
  private(set) var evaluations = 0

  init(_ design: MixedDesign, rule: GaussHermite) {
    self.design = design
    self.rule = rule
  }

  /// What the search found.
  struct Result {
    var point: MixedPoint
    /// The parameters at an interior maximum.
    var interior: [Int]
    /// The deviations at 0.
    var atZero: [Int]
    /// Further maxima over a deviation: where, and how much lower.
    var others: [(deviation: Double, difference: Double)] = []
    /// Whether the likelihood still rises where the search ends, so that there is no maximum.
    var isUnbounded = false
  }

  // MARK: Climbing

  /// The maximum over some of the shared parameters and all own ones, near a point.
  mutating func climb(_ start: MixedPoint, _ slots: [Int]) -> MixedPoint {
    var here = evaluated(start)
    var last = Double.infinity
    var stalls = 0
    for _ in 0..<200 {
      let step = here.step(slots)
      guard step.promise.isFinite, step.promise > 0 else { break }
      // Where the quadrature has too few nodes, the steps end in its errors.
      stalls = step.promise < 1e-3 && step.promise > last / 2 ? stalls + 1 : 0
      if stalls == 3 { break }
      last = step.promise
      // Beyond this the rise is lost in the rounding of the log-likelihood; one last full step follows.
      let isLast = step.promise < 1e-13 * max(1, abs(here.logLikelihood))
      var length = 1.0
      var next = evaluated(here.moved(step, by: length))
      let slack = 1e-9 * max(1, abs(here.logLikelihood))
      while !(next.logLikelihood >= here.logLikelihood - slack), length > 1e-3 {
        length /= 2
        next = evaluated(here.moved(step, by: length))
      }
      if length <= 1e-3 { break }
      if isLast {
        if next.largestGradient(slots) <= here.largestGradient(slots) { here = next }
        break
      }
      here = next
    }
    return here
  }

  private mutating func evaluated(_ point: MixedPoint) -> MixedPoint {
    var point = point
    point.evaluate(design, rule: rule)
    evaluations += 1
    return point
  }

  // MARK: Searching

  /// The highest maximum.
  mutating func maximum(from start: MixedPoint) -> Result {
    let deviations = design.deviations
    switch deviations.count {
    case 0: return Result(point: climb(start, design.shared), interior: design.shared, atZero: [])
    case 1: return overOne(deviations[0], from: start)
    default: return overTwo(from: start)
    }
  }

  /// The derivative of the profile by s²/2.
  private func score(_ point: MixedPoint, _ slot: Int) -> Double {
    let s = point.psi[slot]
    return s > 0 ? point.gradient[slot] / s : point.hessian.column(slot)[slot]
  }

  private mutating func overOne(_ slot: Int, from start: MixedPoint) -> Result {
    let others = design.shared.filter { $0 != slot }
    var start = start
    start.psi[slot] = 0
    var last = climb(start, others)
    var maxima = score(last, slot) <= 0 ? [last] : []
    for exponent in -8...4 {
      var next = last
      next.psi[slot] = exp2(Double(exponent))
      next = climb(next, others)
      if score(last, slot) > 0, score(next, slot) <= 0 {
        maxima.append(climb(root(slot, others, between: last, and: next), design.shared))
      }
      last = next
      // A maximum lower by 30 would be no news.
      if exponent > 0, let best = maxima.map(\.logLikelihood).max(), next.logLikelihood < best - 30 { break }
    }
    guard let best = maxima.max(by: { $0.logLikelihood < $1.logLikelihood }) else {
      return Result(point: last, interior: design.shared, atZero: [], isUnbounded: true)
    }
    let lower = maxima.filter { $0.psi[slot] != best.psi[slot] }
    let isZero = best.psi[slot] == 0
    return Result(
      point: best, interior: isZero ? others : design.shared, atZero: isZero ? [slot] : [],
      others: lower.map { (abs($0.psi[slot]), $0.logLikelihood - best.logLikelihood) },
      isUnbounded: score(last, slot) > 0 && last.logLikelihood > best.logLikelihood)
  }

  /// The point between two where the score changes its sign.
  private mutating func root(
    _ slot: Int, _ others: [Int], between low: MixedPoint, and high: MixedPoint
  ) -> MixedPoint {
    var near = high
    var search = self
    let root = BracketedRoot(
      lower: low.psi[slot], upper: high.psi[slot], valueAtLower: score(low, slot),
      valueAtUpper: score(high, slot), relativeTolerance: 1e-5, resolution: 1e-12
    ) { s in
      near.psi[slot] = s
      near = search.climb(near, others)
      return search.score(near, slot)
    }
    evaluations = search.evaluations
    near.psi[slot] = root.root
    return near
  }

  private mutating func overTwo(from start: MixedPoint) -> Result {
    let fixed = design.shared.filter { !MixedDesign.isDeviation($0) }
    var best = start
    var point = start
    for tau in [0.1, 0.5, 2] {
      for sigma in [0.1, 0.5, 2] {
        (point.psi[Slot.effectDeviation], point.psi[Slot.interceptDeviation]) = (tau, sigma)
        point = climb(point, fixed)
        if point.logLikelihood > best.logLikelihood { best = point }
      }
    }
    best = climb(best, design.shared)
    var result = Result(point: best, interior: design.shared, atZero: [])
    for slot in design.deviations {
      guard let edge = edge(slot, from: start) else { continue }
      result.point.psi[slot] = abs(result.point.psi[slot])
      let tolerance = 1e-9 * max(1, abs(edge.point.logLikelihood))
      if edge.point.logLikelihood >= result.point.logLikelihood - tolerance { result = edge }
    }
    return result
  }

  /// The maximum with one deviation at 0; nil where the likelihood rises from there.
  private mutating func edge(_ slot: Int, from start: MixedPoint) -> Result? {
    var search = MixedSearch(design.without(slot), rule: rule)
    var start = start
    start.psi[slot] = 0
    var result = search.maximum(from: start)
    evaluations += search.evaluations
    result.point = evaluated(result.point)
    result.atZero.append(slot)
    return score(result.point, slot) <= 0 ? result : nil
  }
}
