import Pooling

/// Which lanes.
typealias LaneMask = SIMDMask<Lanes.MaskStorage>

/// The results of four subsets, on y as the kernel has it (centered).
struct SubsetValues {
  /// The number of studies.
  var k: Lanes
  var estimate: Lanes
  var tau2: Lanes
  var i2: Lanes
  var q: Lanes
  /// The lanes whose numbers would not be exact enough; they are left to the library's own estimator.
  var unsolved: LaneMask
}

/// A model fitted to four subsets at a time.
protocol SubsetKernel: Sendable {
  /// One number per study in each column; those of ``CochranSums`` come first.
  var columns: [[Double]] { get }
  /// Whether it looks at the studies of a packet, and not at its sums alone.
  static var needsStudies: Bool { get }

  /// Fits the model to four subsets; a lane without studies gets any numbers.
  func solve(_ packet: SubsetPacket) -> SubsetValues
}

extension SubsetKernel {
  static var needsStudies: Bool { true }
}

/// What every model needs of a subset: Cochran's Q around the mean at weights w = 1/v, from the sums of w, wy, wy² and
/// w² with y centered before.
struct CochranSums {
  static let width = 5

  static func columns(yi: [Double], vi: [Double]) -> [[Double]] {
    let wi = vi.map { 1 / $0 }
    return [
      yi.map { _ in 1 }, wi, zip(wi, yi).map { $0 * $1 }, zip(wi, yi).map { $0 * $1 * $1 },
      wi.map { $0 * $0 },
    ]
  }

  let k: Lanes
  let sumOfWeights: Lanes
  let mean: Lanes
  let q: Lanes
  /// tr P = Σw − Σw²/Σw.
  let traceP: Lanes
  /// Lanes in which Q or tr P is a small difference of large sums and has lost digits.
  let cancelled: LaneMask

  /// How many times larger than the result the terms of a difference may be: 8 bits are lost at most.
  private static let largestQCancellation = 256.0
  private static let smallestTrace = 1e-3

  @inline(__always)
  init(_ packet: SubsetPacket) {
    k = packet.sums[0]
    sumOfWeights = packet.sums[1]
    let inverse = 1 / sumOfWeights
    mean = packet.sums[2] * inverse
    let raw = packet.sums[3] - packet.sums[2] * mean
    let isSingle = k .<= 1
    q = raw.kept(where: raw .> 0 .& .!isSingle)
    traceP = (sumOfWeights - packet.sums[4] * inverse).kept(where: .!isSingle)
    let lostQ = packet.sums[3] .> Self.largestQCancellation * (q + (k - 1))
    let lostTrace = traceP .< Self.smallestTrace * sumOfWeights
    cancelled = (lostQ .| lostTrace) .& .!isSingle
  }

  /// I² as it is defined; 0 for a single study, as in metafor.
  @inline(__always)
  func i2(_ definition: I2Definition, tau2: Lanes) -> Lanes {
    let df = k - 1
    let excess: Lanes
    let whole: Lanes
    switch definition {
    case .q: (excess, whole) = (q - df, q)
    case .tau2: (excess, whole) = (tau2 * traceP, df + tau2 * traceP)
    }
    return (excess / whole).kept(where: excess .> 0)
  }
}
