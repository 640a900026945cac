import Pooling

/// The common-effect model, by inverse variance (and Peto's method, which is that): nothing but sums.
struct CommonEffectKernel: SubsetKernel {
  static let needsStudies = false
  let columns: [[Double]]

  init(yi: [Double], vi: [Double]) { columns = CochranSums.columns(yi: yi, vi: vi) }

  @inline(__always)
  func solve(_ packet: SubsetPacket) -> SubsetValues {
    let cochran = CochranSums(packet)
    return SubsetValues(
      k: cochran.k, estimate: cochran.mean, tau2: .zero, i2: cochran.i2(.q, tau2: .zero), q: cochran.q,
      unsolved: cochran.cancelled)
  }
}

/// Random effects whose τ² is a closed formula of sums; the mean needs one pass over the studies.
struct ClosedTau2Kernel: SubsetKernel {
  /// The formula.
  enum Formula: Sendable {
    /// (Q − (k − 1)) / tr P.
    case derSimonianLaird
    /// (cQ − k) / Σw, c = 1 or k/(k − 1).
    case hunterSchmidt(corrected: Bool)
    /// (Q_A − tr PV) / tr P at fixed weights.
    case moments
    /// A given τ².
    case given(Double)
  }

  let columns: [[Double]]
  private let formula: Formula
  private let definition: I2Definition

  /// - Parameter weights: the fixed weights of the formula `moments`.
  init(_ formula: Formula, yi: [Double], vi: [Double], weights: [Double] = [], definition: I2Definition) {
    self.formula = formula
    self.definition = definition
    var columns = CochranSums.columns(yi: yi, vi: vi)
    if case .moments = formula {
      let squares = weights.map { $0 * $0 }
      columns += [
        weights, zip(weights, yi).map { $0 * $1 }, zip(weights, yi).map { $0 * $1 * $1 }, squares,
        zip(weights, vi).map { $0 * $1 }, zip(squares, vi).map { $0 * $1 },
      ]
    }
    self.columns = columns
  }

  @inline(__always)
  func solve(_ packet: SubsetPacket) -> SubsetValues {
    let cochran = CochranSums(packet)
    let df = cochran.k - 1
    var unsolved = cochran.cancelled
    var tau2: Lanes
    switch formula {
    case .derSimonianLaird: tau2 = (cochran.q - df) / cochran.traceP
    case .hunterSchmidt(let corrected):
      let factor = corrected ? cochran.k / df : Lanes(repeating: 1)
      tau2 = (factor * cochran.q - cochran.k) / cochran.sumOfWeights
    case .moments:
      let sums = packet.sums + CochranSums.width
      let squares = sums[2] - sums[1] * sums[1] / sums[0]
      let traceP = sums[0] - sums[3] / sums[0]
      let tracePV = sums[4] - sums[5] / sums[0]
      tau2 = (squares - tracePV) / traceP
      unsolved .|= (sums[2] .> 256 * (squares + tracePV)) .| (traceP .< 1e-3 * sums[0])
    case .given(let value): tau2 = Lanes(repeating: value)
    }
    if case .given = formula {
    } else {
      tau2 = tau2.kept(where: tau2 .> 0 .& cochran.k .> 1)
      unsolved .&= cochran.k .> 1
    }
    return SubsetValues(
      k: cochran.k, estimate: packet.mean(tau2: tau2), tau2: tau2,
      i2: cochran.i2(definition, tau2: tau2), q: cochran.q, unsolved: unsolved)
  }
}
