#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Values of τ², the same for every subset, at which the sums of a subset come from columns and cost no pass over its
/// studies.
///
/// They run from 0 to above any solution (½(max y − min y)² + max v, since no sum of squares of k studies exceeds k − 1
/// times ½(max y − min y)²), evenly spaced in ln(min v + τ²), by a factor of
/// 1.6 unless the variances differ so much that it would be too many.
struct Tau2Grid: Sendable {
  let values: [Double]

  private static let factor = 1.6
  private static let mostValues = 48.0

  /// - Parameter stretch: by how much a solution may exceed that of an equation whose target is k − 1.
  init(yi: [Double], vi: [Double], stretch: Double = 1) {
    let smallest = vi.min() ?? 1
    let range = (yi.max() ?? 0) - (yi.min() ?? 0)
    let upper = (stretch * range * range / 2 + (vi.max() ?? 1)) * (1 + 1e-9)
    let whole = log1p(upper / smallest)
    let steps = min(max((whole / log(Self.factor)).rounded(.up), 2), Self.mostValues)
    values = (0...Int(steps)).map { smallest * expm1(whole * Double($0) / steps) }
  }
}
