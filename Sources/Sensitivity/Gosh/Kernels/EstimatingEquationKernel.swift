import Distributions
import Pooling

/// Random effects by the equation of Paule and Mandel, Q(τ²) = yᵀPy = target; the target is k − 1, or the median of χ².
///
/// Q falls and is convex, so that the root is unique: a ``Tau2Grid`` brackets it without a pass over the studies, and
/// Newton's method on 1/Q finishes, dQ/dτ² = −yᵀPPy.
struct EstimatingEquationKernel: SubsetKernel {
  let columns: [[Double]]
  private let grid: Tau2Grid
  /// What Q is set to, by the number of studies.
  private let targets: [Double]
  private let definition: I2Definition

  private static let width = 6

  init(median: Bool, yi: [Double], vi: [Double], definition: I2Definition) {
    self.definition = definition
    targets = (0...yi.count).map { k in
      guard k > 1 else { return 0 }
      return median ? ChiSquared(degreesOfFreedom: Double(k - 1)).quantile(0.5) : Double(k - 1)
    }
    // The median of χ² is below its degrees of freedom, most so with one: 0.455.
    let grid = Tau2Grid(yi: yi, vi: vi, stretch: median && targets.count > 2 ? 1 / targets[2] : 1)
    self.grid = grid
    columns =
      CochranSums.columns(yi: yi, vi: vi)
      + grid.values.flatMap { tau2 -> [[Double]] in
        let wi = vi.map { 1 / ($0 + tau2) }
        return [wi, wi.map { $0 * $0 }].flatMap { weights in
          [
            weights, zip(weights, yi).map { $0 * $1 },
            zip(weights, yi).map { $0 * $1 * $1 },
          ]
        }
      }
  }

  @inline(__always)
  func solve(_ packet: SubsetPacket) -> SubsetValues {
    let cochran = CochranSums(packet)
    var target = Lanes.zero
    for lane in 0..<Lanes.scalarCount { target[lane] = targets[Int(cochran.k[lane])] }
    let open = (cochran.k .> 1) .& (cochran.q .> target) .& .!cochran.cancelled
    var unsolved = cochran.cancelled
    var (tau2, mean) = (Lanes.zero, cochran.mean)
    if any(open) {
      let root = root(packet, target: target, open: open)
      unsolved .|= open .& .!root.solved
      tau2.replace(with: root.tau2, where: open)
      mean.replace(with: root.mean, where: open)
    }
    return SubsetValues(
      k: cochran.k, estimate: mean, tau2: tau2, i2: cochran.i2(definition, tau2: tau2), q: cochran.q,
      unsolved: unsolved)
  }

  @inline(__always)
  private func root(
    _ packet: SubsetPacket, target: Lanes, open: LaneMask
  ) -> (tau2: Lanes, mean: Lanes, solved: LaneMask) {
    var (low, high) = (Lanes.zero, Lanes(repeating: grid.values[grid.values.count - 1]))
    var (tau2, center) = (Lanes(repeating: 1), Lanes.zero)
    for node in 0..<grid.values.count {
      let sums = packet.sums + CochranSums.width + node * Self.width
      let mean = sums[1] / sums[0]
      let q = sums[2] - sums[1] * mean
      let f = sums[5] - mean * (2 * sums[4] - mean * sums[3])
      let isLow = q .> target
      low.replace(with: grid.values[node], where: isLow)
      high.replace(with: .minimum(high, Lanes(repeating: grid.values[node])), where: .!isLow)
      tau2.replace(with: grid.values[node] + (q - target) * q / (target * f), where: isLow .& open)
      center.replace(with: mean, where: isLow .& open)
    }
    let outside = .!(tau2 .>= low .& tau2 .<= high) .& open
    tau2.replace(with: 0.5 * (low + high), where: outside)
    return LaneNewton.solve(from: tau2, mean: center, bracket: (low, high), open: open) { tau2, center in
      let at = ResidualPass(packet, tau2: tau2, center: center)
      return LaneNewton.Pass(
        isLow: at.q .> target, next: tau2 + (at.q - target) * at.q / (target * at.f), mean: at.mean,
        meanSlope: at.meanSlope)
    }
  }
}

/// Q(τ²) and its derivative from one pass over the studies, by residuals from a center close to the mean.
struct ResidualPass {
  /// yᵀPy.
  let q: Lanes
  /// yᵀPPy.
  let f: Lanes
  let mean: Lanes
  /// Minus the mean's derivative by τ².
  let meanSlope: Lanes

  @inline(__always)
  init(_ packet: SubsetPacket, tau2: Lanes, center: Lanes) {
    var (w1, w1e, w1ee) = (Lanes.zero, Lanes.zero, Lanes.zero)
    var (w2, w2e, w2ee) = (Lanes.zero, Lanes.zero, Lanes.zero)
    packet.forEachStudy(tau2: tau2) { y, w in
      let e = y - center
      let we = w * e
      w1 += w
      w1e += we
      w1ee += we * e
      w2 += w * w
      w2e += w * we
      w2ee += we * we
    }
    let shift = w1e / w1
    mean = center + shift
    q = w1ee - shift * w1e
    f = w2ee - shift * (2 * w2e - shift * w2)
    meanSlope = (w2e - shift * w2) / w1
  }
}

extension Lanes {
  /// The smaller one in each lane.
  @inline(__always)
  static func minimum(_ left: Lanes, _ right: Lanes) -> Lanes {
    left.replacing(with: right, where: right .< left)
  }
}
