import Distributions

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Which results are likelier to be published: those that are small on a one-sided test in one direction, or on the
/// two-sided one.
public enum SelectionAlternative: String, Sendable, CaseIterable, Codable {
  /// The p-value is against an effect at most null: large positive effects have small ones.
  case greater
  /// The p-value is against an effect at least null: large negative effects have small ones.
  case less
  /// The p-value is two-sided.
  case twoSided = "two-sided"

  /// The p-value of a standardized effect.
  public func p(ofZ z: Double) -> Double {
    switch self {
    case .greater: Normal.standard.upperTail(z)
    case .less: Normal.standard.cumulative(z)
    case .twoSided: 2 * Normal.standard.upperTail(abs(z))
    }
  }

  /// −1 where effects are mirrored, so that everything can be computed as for ``greater``.
  var sign: Double { self == .less ? -1 : 1 }
}

/// A p-value with what the weight functions need of it.
struct PValue: Sendable, Equatable {
  /// p.
  let p: Double
  /// log p.
  let logP: Double
  /// log(1 − p), exact for p near 0 and near 1.
  let logQ: Double

  /// p = Φ(−z), or 2Φ(−|z|).
  init(z: Double, isTwoSided: Bool) {
    if isTwoSided {
      let size = abs(z)
      p = 2 * Normal.standard.upperTail(size)
      logP = log(p)
      logQ = size > 1 ? log1p(-p) : log(erf(size / 2.0.squareRoot()))
    } else {
      p = Normal.standard.upperTail(z)
      logP = log(p)
      logQ = log(Normal.standard.cumulative(z))
    }
  }

  /// A p-value by itself.
  init(_ p: Double) {
    self.p = p
    logP = log(p)
    logQ = log1p(-p)
  }

  /// The same, not nearer to 0 or 1 than `least`.
  func held(from least: Double) -> PValue {
    if least > 0, p < least { return PValue(least) }
    return least > 0 && p > 1 - least ? PValue(1 - least) : self
  }
}
