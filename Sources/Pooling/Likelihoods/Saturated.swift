import Distributions

/// The model with an effect θᵢ for each study: its log-likelihood, and Wald's statistic for equal effects,
///
///     Q = Σ wᵢ(θ̂ᵢ − θ̄)²,   wᵢ the information about θᵢ at θ̂ᵢ.
///
/// A study whose θ̂ᵢ is infinite has its highest likelihood in the first, and in the second the weight 0 to
/// which wᵢ tends. metafor: `QE.LRT` and `QE.Wld` of `rma.glmm`.
struct Saturated: Sendable {
  var logLikelihood: Double?
  /// Q and its degrees of freedom, one less than the studies with a finite effect; nil for fewer than two.
  var wald: (q: Double, df: Double)?

  init() {}

  /// Of studies with one count each.
  init(conditional cells: [MixedCell]) {
    self.init(
      cells.map { cell in
        let best = cell.likelihood.supremum
        return (best.value, best.eta.map { $0 - cell.offset }, best.information)
      })
  }

  /// Of studies with two counts each, the second with an intercept of its own.
  init(unconditional studies: [MixedStudy]) {
    self.init(
      studies.map { study in
        let parts = study.cells.map { ($0.likelihood.supremum, $0.offset) }
        let value = parts.reduce(0) { $0 + $1.0.value }
        guard let first = parts[0].0.eta, let second = parts[1].0.eta else { return (value, nil, 0) }
        let variance = parts.reduce(0) { $0 + 1 / $1.0.information }
        return (value, first - second, 1 / variance)
      })
  }

  private init(_ studies: [(value: Double, effect: Double?, information: Double)]) {
    logLikelihood = studies.reduce(0) { $0 + $1.value }
    let finite = studies.compactMap { study in
      study.effect.flatMap { effect in
        study.information > 0 ? (yi: effect, vi: 1 / study.information) : nil
      }
    }
    guard finite.count > 1 else { return }
    let model = InterceptModel(yi: finite.map(\.yi), vi: finite.map(\.vi))
    wald = (model.generalizedQ(tau2: 0), Double(finite.count - 1))
  }
}
