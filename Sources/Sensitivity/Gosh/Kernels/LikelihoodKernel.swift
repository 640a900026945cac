import Pooling

/// Random effects by REML or ML.
///
/// The score is ½(f − g) with f = yᵀPPy and g = tr P, or Σw for ML. With c = yᵀPPPy = −½ df/dτ² and
/// d = tr PP = −dg/dτ² (or Σw²), ln(f/g) falls where 2c/f > d/g. Both shares fall with τ² (by the inequality of Cauchy
/// and Schwarz), so that between a and b
///
/// - there is one zero of the score at most, a maximum, if 2c(b)/f(b) ≥ d(a)/g(a);
/// - there is no maximum if f(a) ≤ g(b), f(b) ≥ g(a), or d(b)/g(b) ≥ 2c(a)/f(a).
///
/// These hold on every stretch of a ``Tau2Grid`` or the lane is left to the library's estimator, as it is if the grid
/// shows several maxima. A single one is approached from the inverse cubic through the ends of its stretch, by Newton's
/// method on (f − g)/(f + g) kept inside the bracket.
struct LikelihoodKernel: SubsetKernel {
  let columns: [[Double]]
  private let grid: Tau2Grid
  private let restricted: Bool
  private let definition: I2Definition

  /// The number of columns at each τ² of the grid.
  private static let width = 8

  init(restricted: Bool, yi: [Double], vi: [Double], definition: I2Definition) {
    self.restricted = restricted
    self.definition = definition
    let grid = Tau2Grid(yi: yi, vi: vi)
    self.grid = grid
    columns =
      CochranSums.columns(yi: yi, vi: vi)
      + grid.values.flatMap { tau2 -> [[Double]] in
        let wi = vi.map { 1 / ($0 + tau2) }
        let w2 = wi.map { $0 * $0 }
        let w3 = wi.map { $0 * $0 * $0 }
        let y2 = yi.map { $0 * $0 }
        return [
          wi, Self.product(wi, yi), w2, Self.product(w2, yi), Self.product(w2, y2), w3, Self.product(w3, yi),
          Self.product(w3, y2),
        ]
      }
  }

  private static func product(_ left: [Double], _ right: [Double]) -> [Double] {
    zip(left, right).map { $0 * $1 }
  }

  @inline(__always)
  func solve(_ packet: SubsetPacket) -> SubsetValues {
    let cochran = CochranSums(packet)
    let several = cochran.k .> 1
    let search = scan(packet)
    let inside = search.maxima .== 1 .& .!search.isAtZero .& several
    var unsolved = cochran.cancelled .| (several .& (search.maxima .!= 1 .| search.uncertain))
    let open = inside .& .!unsolved
    var (tau2, mean) = (Lanes.zero, cochran.mean)
    if any(open) {
      let root = solve(packet, search, open: open)
      unsolved .|= open .& .!root.solved
      tau2.replace(with: root.tau2, where: open)
      mean.replace(with: root.mean, where: open)
    }
    return SubsetValues(
      k: cochran.k, estimate: mean, tau2: tau2, i2: cochran.i2(definition, tau2: tau2), q: cochran.q,
      unsolved: unsolved)
  }

  /// The parts of the score at one τ² and how far they may be off, for which the sums are small differences.
  private struct Node {
    var (f, g, c, d) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
    var (fError, gError, cError, dError) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
    var mean = Lanes.zero

    @inline(__always)
    init(_ sums: UnsafeMutablePointer<Lanes>, restricted: Bool) {
      let inverse = 1 / sums[0]
      mean = sums[1] * inverse
      let square = mean * mean
      let weighted = sums[3] - mean * sums[2]
      f = sums[4] - mean * (2 * sums[3] - mean * sums[2])
      fError = 1e-13 * (sums[4] + square * sums[2])
      c = sums[7] - mean * (2 * sums[6] - mean * sums[5]) - weighted * weighted * inverse
      cError = 1e-13 * (sums[7] + square * sums[5])
      if restricted {
        let share = sums[2] * inverse
        g = sums[0] - share
        gError = 1e-13 * sums[0]
        d = sums[2] - 2 * sums[5] * inverse + share * share
        dError = 1e-13 * sums[2]
      } else {
        (g, d) = (sums[0], sums[2])
      }
    }
  }

  /// What the grid shows: how many maxima, and the stretch that holds one.
  private struct Search {
    var maxima: Lanes
    var isAtZero: LaneMask
    var uncertain: LaneMask
    var low = Lanes.zero
    var high = Lanes.zero
    var start = Lanes.zero
    var mean = Lanes.zero
  }

  @inline(__always)
  private func scan(_ packet: SubsetPacket) -> Search {
    var sums = packet.sums + CochranSums.width
    var a = Node(sums, restricted: restricted)
    let isAtZero = a.f .<= a.g
    var search = Search(
      maxima: Lanes.zero.replacing(with: 1, where: isAtZero), isAtZero: isAtZero,
      uncertain: LaneMask(repeating: false))
    for stretch in 1..<grid.values.count {
      sums += Self.width
      let b = Node(sums, restricted: restricted)
      let falls = 2 * (b.c - b.cError) * (a.g - a.gError) .>= (a.d + a.dError) * (b.f + b.fError)
      let below = a.f + a.fError .<= b.g - b.gError
      let above = b.f - b.fError .>= a.g + a.gError
      let rises = (b.d - b.dError) * (a.f - a.fError) .>= 2 * (a.c + a.cError) * (b.g + b.gError)
      let crosses = (a.f .> a.g) .& (b.f .<= b.g)
      search.uncertain .|= .!(falls .| ((below .| above .| rises) .& .!crosses))
      if any(crosses) {
        let (low, high) = (grid.values[stretch - 1], grid.values[stretch])
        search.maxima.replace(with: search.maxima + 1, where: crosses)
        search.low.replace(with: low, where: crosses)
        search.high.replace(with: high, where: crosses)
        let start = Self.inverseCubic(low, a, high, b)
        search.start.replace(with: start, where: crosses)
        let share = (start - low) / (high - low)
        search.mean.replace(with: a.mean + share * (b.mean - a.mean), where: crosses)
      }
      a = b
    }
    return search
  }

  /// Where the inverse of (f − g)/(f + g) is 0 by the cubic through the values and slopes at both ends; inside the
  /// stretch.
  @inline(__always)
  private static func inverseCubic(_ low: Double, _ a: Node, _ high: Double, _ b: Node) -> Lanes {
    let (aSum, bSum) = (a.f + a.g, b.f + b.g)
    let (x0, x1) = ((a.f - a.g) / aSum, (b.f - b.g) / bSum)
    // dτ²/dx of the function x = (f − g)/(f + g), whose slope is 2(f′g − fg′)/(f + g)².
    let slope0 = aSum * aSum / (2 * (a.d * a.f - 2 * a.c * a.g))
    let slope1 = bSum * bSum / (2 * (b.d * b.f - 2 * b.c * b.g))
    let width = x1 - x0
    let s = -x0 / width
    let r = 1 - s
    let first: Lanes = r * r * (1 + 2 * s)
    let last: Lanes = s * s * (3 - 2 * s)
    let ends: Lanes = low * first + high * last
    let slopes: Lanes = slope0 * r - slope1 * s
    let value = ends + width * s * r * slopes
    let secant = low + (high - low) * s
    return value.replacing(with: secant, where: .!(value .> low .& value .< high))
  }

  @inline(__always)
  private func solve(
    _ packet: SubsetPacket, _ search: Search, open: LaneMask
  ) -> (tau2: Lanes, mean: Lanes, solved: LaneMask) {
    LaneNewton.solve(
      from: search.start.replacing(with: 1, where: .!open),
      mean: search.mean.replacing(with: 0, where: .!open), bracket: (search.low, search.high), open: open
    ) { tau2, center in
      let at = ScorePass(packet, tau2: tau2, center: center, restricted: restricted)
      let step = (at.f * at.f - at.g * at.g) / (2 * (2 * at.c * at.g - at.d * at.f))
      return LaneNewton.Pass(
        isLow: at.f .> at.g, next: tau2 + step, mean: at.mean, meanSlope: at.meanSlope)
    }
  }
}
