import LinearAlgebra
import Optimization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A mixed model fitted: the maximum with as many nodes as it takes, and the precision there.
///
/// Without a number of nodes, the fit is repeated with more until the log-likelihood changes by less than 1e-9
/// of itself. Standard errors come from the exact Hessian of the parameters that are not at an edge, and the
/// one of the effect is held against the profile likelihood.
struct MixedSolution {
  let result: MixedSearch.Result
  let nodes: Int
  let evaluations: Int
  /// Whether more nodes would not change the log-likelihood.
  let isSettled: Bool
  /// The covariance of `result.interior`.
  let covariance: Matrix
  /// The fall of the profile log-likelihood one standard error below and above the effect.
  let profileDrops: [Double]

  /// The numbers of nodes that are tried, for one and for two random effects.
  static let ladder = [15, 25, 41, 65, 101, 151, 221]

  init(_ problem: MixedProblem, design: MixedDesign, nodes requested: Int?) throws(PoolingError) {
    let hasNodes = !design.deviations.isEmpty
    let first = hasNodes ? requested ?? Self.ladder[0] : 1
    var search = MixedSearch(design, rule: GaussHermite(count: first))
    var result = search.maximum(from: problem.start)
    if result.isUnbounded {
      throw .notEstimable(
        "the likelihood rises with the between-study variance without end; the studies are all or nothing")
    }
    var nodes = first
    var isSettled = !hasNodes
    let next = requested.map { [2 * $0 + 1] } ?? Array(Self.ladder.dropFirst())
    for more in next where !isSettled {
      let rule = search.rule
      search.rule = GaussHermite(count: more)
      let finer = search.climb(result.point, result.interior)
      let change = abs(finer.logLikelihood - result.point.logLikelihood)
      isSettled = change < 1e-9 * max(1, abs(finer.logLikelihood))
      if requested == nil { (result.point, nodes) = (finer, more) } else { search.rule = rule }
    }
    for slot in design.deviations { result.point.psi[slot] = abs(result.point.psi[slot]) }
    // The signs of the derivatives belong to those of the deviations.
    result.point.evaluate(design, rule: search.rule)
    guard let factor = try? Cholesky(result.point.information(result.interior)) else {
      throw .notEstimable("the likelihood has no curvature at its maximum, so that no standard error exists")
    }
    covariance = factor.inverse
    profileDrops = Self.drops(&search, result, covariance)
    self.result = result
    self.nodes = nodes
    self.isSettled = isSettled
    evaluations = search.evaluations
  }

  private static func drops(
    _ search: inout MixedSearch, _ result: MixedSearch.Result, _ covariance: Matrix
  ) -> [Double] {
    guard let index = result.interior.firstIndex(of: Slot.effect) else { return [] }
    let se = covariance[index, index].squareRoot()
    let others = result.interior.filter { $0 != Slot.effect }
    return [-se, se].map { shift in
      var point = result.point
      point.psi[Slot.effect] += shift
      return result.point.logLikelihood - search.climb(point, others).logLikelihood
    }
  }

  /// The variance of a parameter; nil at an edge.
  func variance(_ slot: Int) -> Double? {
    result.interior.firstIndex(of: slot).map { covariance[$0, $0] }
  }
}
