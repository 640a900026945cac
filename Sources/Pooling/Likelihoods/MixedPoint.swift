import LinearAlgebra
import Optimization

/// A point of a mixed model's parameters with the log-likelihood and its derivatives there.
///
/// Studies are independent given the shared parameters, so that with an own parameter each the Hessian is an
/// arrow: `hessian` and `gradient` are the shared block with the own parameters eliminated (Schur complement),
/// those of the profile likelihood where the own gradients are 0.
struct MixedPoint {
  /// β, α, τ, σ.
  var psi: SIMD4<Double>
  /// Each study's own parameter; empty where there is none.
  var own: [Double]
  /// Where each study's integrand was largest.
  var modes: [SIMD2<Double>]

  private(set) var logLikelihood = -Double.infinity
  private(set) var gradient = SIMD4<Double>.zero
  private(set) var hessian = SymmetricFour()
  /// The largest derivative by an own parameter.
  private(set) var largestOwnGradient = 0.0
  private var ownRows: [(gradient: Double, curvature: Double, column: SIMD4<Double>)] = []

  init(psi: SIMD4<Double>, own: [Double], modes: [SIMD2<Double>]) {
    self.psi = psi
    self.own = own
    self.modes = modes
  }

  /// Computes the log-likelihood and its derivatives.
  mutating func evaluate(_ design: MixedDesign, rule: GaussHermite) {
    let active = (
      design.shared.contains(Slot.effectDeviation), design.shared.contains(Slot.interceptDeviation)
    )
    (logLikelihood, gradient, hessian, largestOwnGradient) = (0, .zero, SymmetricFour(), 0)
    ownRows.removeAll(keepingCapacity: true)
    for index in design.studies.indices {
      var psi = psi
      if let slot = design.own { psi[slot] = own[index] }
      let study = MarginalLikelihood(
        design.studies[index], at: psi, active: active, rule: rule, mode: &modes[index])
      logLikelihood += study.value
      gradient += study.gradient
      hessian.add(study.hessian, times: 1)
      if let slot = design.own { eliminate(slot, study) }
    }
    if !logLikelihood.isFinite { logLikelihood = -.infinity }
  }

  private mutating func eliminate(_ slot: Int, _ study: MarginalLikelihood) {
    let column = study.hessian.column(slot)
    let curvature = min(column[slot], -1e-12)
    let ownGradient = study.gradient[slot]
    ownRows.append((ownGradient, curvature, column))
    gradient -= ownGradient / curvature * column
    hessian.add(column, times: -1 / curvature)
    largestOwnGradient = max(largestOwnGradient, abs(ownGradient))
  }

  /// The largest derivative by one of these parameters or an own one.
  func largestGradient(_ slots: [Int]) -> Double {
    slots.reduce(largestOwnGradient) { max($0, abs(gradient[$1])) }
  }

  /// −H restricted to some parameters.
  func information(_ slots: [Int]) -> Matrix {
    Matrix(rows: slots.count, columns: slots.count) { i, j in -hessian.column(slots[j])[slots[i]] }
  }

  /// Newton's step for some parameters and the own ones, and twice the rise that it promises. Where the
  /// log-likelihood is not concave the information is made so by raising its diagonal.
  func step(_ slots: [Int]) -> (shared: SIMD4<Double>, own: [Double], promise: Double) {
    var shared = SIMD4<Double>.zero
    if !slots.isEmpty {
      let information = information(slots)
      let target = slots.map { gradient[$0] }
      let scale = max(information.diagonal.map(abs).max() ?? 1, 1e-300)
      var ridge = 0.0
      for _ in 0..<60 {
        var raised = information
        for i in slots.indices { raised[i, i] += ridge }
        if let factor = try? Cholesky(raised) {
          for (slot, value) in zip(slots, factor.solve(target)) { shared[slot] = value }
          break
        }
        ridge = max(4 * ridge, 1e-3 * scale)
      }
    }
    var promise = (shared * gradient).sum()
    let own = ownRows.map { row in
      promise -= row.gradient * row.gradient / row.curvature
      return -(row.gradient + (row.column * shared).sum()) / row.curvature
    }
    return (shared, own, promise)
  }

  /// The point one step of some length further, not evaluated yet.
  func moved(_ step: (shared: SIMD4<Double>, own: [Double], promise: Double), by length: Double) -> MixedPoint
  {
    var next = self
    next.psi += length * step.shared
    for index in own.indices { next.own[index] += length * step.own[index] }
    return next
  }
}
