import Distributions
import Optimization

/// Where a formula in p is evaluated to be integrated over the standardized effect z: panels of Gauss–Legendre nodes
/// between the places beyond which p does not change any more.
///
/// For two-sided p the panels are mirrored at z = 0, where p has a corner. Where p is held from 1 the weights behave as
/// a power of |z| there, and the panels shrink towards 0 by factors of 4.
struct WeightGrid: Sendable {
  /// The nodes.
  let places: [Double]
  /// Their weights in the quadrature.
  let sizes: [Double]
  /// The p-values there.
  let points: [PValue]
  /// The stretches on which p does not change.
  let ends: [(lower: Double, upper: Double, point: PValue)]

  init(leastP: Double, isTwoSided: Bool, width: Double) {
    let far = leastP > 0 ? Normal.standard.upperQuantile(isTwoSided ? leastP / 2 : leastP) : 9
    let near = leastP > 0 && isTwoSided ? Normal.standard.upperQuantile((1 - leastP) / 2) : 0
    var borders = isTwoSided ? [near] : [-far]
    while isTwoSided, leastP > 0, let last = borders.last, last * 4 < width { borders.append(last * 4) }
    let start = borders[borders.count - 1]
    let panels = max(1, Int(((far - start) / width).rounded(.up)))
    borders += (1...panels).map { start + (far - start) * Double($0) / Double(panels) }
    let rule = GaussLegendre(count: 16)
    var (places, sizes): ([Double], [Double]) = ([], [])
    for (lower, upper) in zip(borders, borders.dropFirst()) {
      let half = (upper - lower) / 2
      for (node, weight) in zip(rule.nodes, rule.weights) {
        places.append(lower + half * (1 + node))
        sizes.append(weight * half)
      }
    }
    let smallest = leastP > 0 ? PValue(leastP) : PValue(z: far, isTwoSided: isTwoSided)
    if isTwoSided {
      let (right, itsSizes) = (places, sizes)
      places = right.reversed().map { -$0 } + right
      sizes = itsSizes.reversed() + itsSizes
      ends =
        [(-.infinity, -far, smallest), (far, .infinity, smallest)]
        + (near > 0 ? [(-near, near, PValue(1 - leastP))] : [])
    } else {
      let largest = leastP > 0 ? PValue(1 - leastP) : PValue(z: -far, isTwoSided: false)
      ends = [(-.infinity, -far, largest), (far, .infinity, smallest)]
    }
    self.places = places
    self.sizes = sizes
    points = places.map { PValue(z: $0, isTwoSided: isTwoSided) }
  }
}
