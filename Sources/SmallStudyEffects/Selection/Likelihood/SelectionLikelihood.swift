import LinearAlgebra
import Optimization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The log-likelihood of published studies,
///
///     ℓ = Σ log w(yᵢ; δ) + log φ(yᵢ; xᵢβ, vᵢ + τ²) − log Aᵢ,   Aᵢ = ∫ w(y; δ) φ(y; xᵢβ, vᵢ + τ²) dy,
///
/// with its first and second derivatives by θ = (β, τ², ω), ω the natural parameters of the weights. O(k · nodes).
struct SelectionLikelihood: Sendable {
  let data: SelectionData
  let weights: any SelectionWeights
  /// Whether τ² is estimated; it is 0 otherwise.
  let isRandom: Bool

  /// The number of parameters.
  var count: Int { data.p + (isRandom ? 1 : 0) + weights.parameters }
  /// The place of τ²; nil where it is not estimated.
  var tau2Place: Int? { isRandom ? data.p : nil }
  /// The places of ω.
  var weightPlaces: Range<Int> { (data.p + (isRandom ? 1 : 0))..<count }

  var lower: [Double] {
    Array(repeating: -Double.infinity, count: data.p) + (isRandom ? [0] : []) + weights.lower
  }
  var upper: [Double] {
    Array(repeating: Double.infinity, count: data.p + (isRandom ? 1 : 0)) + weights.upper
  }

  /// The log-likelihood and its derivatives; nil where they are beyond the range of numbers.
  func evaluate(_ theta: [Double]) -> BoundedNewton.Evaluation? {
    let tau2 = isRandom ? theta[data.p] : 0
    let natural = Array(theta[weightPlaces])
    let pieces = weights.pieces(natural)
    let observed = weights.observed(natural)
    var sum = Sums(value: observed.value, count: count)
    for (j, place) in weightPlaces.enumerated() {
      sum.gradient[place] = observed.gradient[j]
      for (l, other) in weightPlaces.enumerated() {
        sum.hessian[place, other] = observed.hessian[j * weights.parameters + l]
      }
    }
    for i in 0..<data.k {
      let variance = data.vi[i] + tau2
      let deviation = variance.squareRoot()
      let mean = data.mean(i, theta[0..<data.p])
      let moments = HermiteMoments(
        pieces, mean: mean, deviation: deviation, unit: weights.isOfP ? data.sei[i] : 1)
      guard moments.weight[0] > 0, moments.weight[0].isFinite else { return nil }
      add(study: i, residual: data.yi[i] - mean, variance: variance, moments, to: &sum)
    }
    guard sum.value.isFinite, sum.gradient.allSatisfy(\.isFinite), sum.hessian.isFinite else { return nil }
    return BoundedNewton.Evaluation(value: sum.value, gradient: sum.gradient, hessian: sum.hessian)
  }

  fileprivate struct Sums {
    var value: Double
    var gradient: [Double]
    var hessian: Matrix

    init(value: Double, count: Int) {
      self.value = value
      gradient = Array(repeating: 0, count: count)
      hessian = Matrix(rows: count, columns: count)
    }
  }

  private func add(
    study i: Int, residual r: Double, variance t: Double, _ moments: HermiteMoments, to sum: inout Sums
  ) {
    let (a, deviation) = (moments.weight, t.squareRoot())
    sum.value += -0.5 * (log(2 * Double.pi * t) + r * r / t) - log(a[0])
    // The derivatives of log A by the mean m and by T.
    let (am, at) = (a[1] / (a[0] * deviation), a[2] / (2 * t * a[0]))
    let gm = r / t - am
    let gt = -0.5 / t + r * r / (2 * t * t) - at
    let hmm = -1 / t - (a[2] / (t * a[0]) - am * am)
    let hmt = -r / (t * t) - (a[3] / (2 * t * deviation * a[0]) - am * at)
    let htt = 0.5 / (t * t) - r * r / (t * t * t) - (a[4] / (4 * t * t * a[0]) - at * at)
    let (p, parameters) = (data.p, weights.parameters)
    for j in 0..<p {
      let x = data.design[i * p + j]
      sum.gradient[j] += x * gm
      for l in 0..<p { sum.hessian[j, l] += x * data.design[i * p + l] * hmm }
      if let place = tau2Place { sum.addSymmetric(j, place, x * hmt) }
    }
    if let place = tau2Place {
      sum.gradient[place] += gt
      sum.hessian[place, place] += htt
    }
    for (j, place) in weightPlaces.enumerated() {
      let aj = moments.first[3 * j] / a[0]
      sum.gradient[place] -= aj
      let mixed = moments.first[3 * j + 1] / (a[0] * deviation) - aj * am
      for l in 0..<p { sum.addSymmetric(l, place, -data.design[i * p + l] * mixed) }
      if let tau2 = tau2Place {
        sum.addSymmetric(tau2, place, -(moments.first[3 * j + 2] / (2 * t * a[0]) - aj * at))
      }
      for (l, other) in weightPlaces.enumerated() {
        let al = moments.first[3 * l] / a[0]
        sum.hessian[place, other] -= moments.second[j * parameters + l] / a[0] - aj * al
      }
    }
  }
}

extension SelectionLikelihood.Sums {
  fileprivate mutating func addSymmetric(_ i: Int, _ j: Int, _ value: Double) {
    hessian[i, j] += value
    hessian[j, i] += value
  }
}
