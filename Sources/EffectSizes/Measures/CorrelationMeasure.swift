import StudyData

/// The measures of a correlation r in n people:
///
///     COR    yᵢ = r,                                   vᵢ = (1 − yᵢ²)²/(n − 1)
///     UCOR   yᵢ = r · ₂F₁(½, ½; (n − 2)/2; 1 − r²),    vᵢ = (1 − yᵢ²)²/(n − 1)
///     ZCOR   yᵢ = artanh r,                            vᵢ = 1/(n − 3)
///
/// UCOR takes the bias from r; ZCOR is Fisher's z. Source: Olkin I, Pratt JW (1958), *Ann Math Stat* 29:201–211.
/// metafor: `escalc(measure = "COR")`, `"UCOR"`, `"ZCOR"`, the variance `vtype = "LS"`.
public enum CorrelationMeasure: String, Sendable, CaseIterable, Codable {
  /// Raw correlation.
  case raw = "COR"
  /// Correlation corrected for its bias.
  case unbiased = "UCOR"
  /// Fisher's z.
  case fisherZ = "ZCOR"

  /// The description of this measure.
  public var measure: Measure {
    let (name, transformation): (String, Transformation) =
      switch self {
      case .raw: ("raw correlation", .identity)
      case .unbiased: ("correlation, corrected for bias", .identity)
      case .fisherZ: ("Fisher's z-transformed correlation", .fisherZ)
      }
    return Measure(
      code: rawValue, name: name, quantity: "Correlation", transformation: transformation, null: 0,
      naturalRange: -1...1)
  }

  /// Why a correlation cannot be used, or nil where it can.
  public func whyNotEstimable(_ sample: SampleCorrelation) -> String? {
    if abs(sample.correlation) == 1 { return "a correlation of -1 or 1 has no variance" }
    let fewest = self == .unbiased ? 5.0 : 4.0
    return sample.total < fewest ? "fewer than \(Int(fewest)) people" : nil
  }

  /// yᵢ and vᵢ of one study.
  public func effect(of sample: SampleCorrelation) -> (yi: Double, vi: Double) {
    let (r, n) = (sample.correlation, sample.total)
    switch self {
    case .raw: return (r, Self.variance(r, n))
    case .unbiased:
      let yi = r * Hypergeometric2F1.halves(c: (n - 2) / 2, z: (1 - r) * (1 + r))
      return (yi, Self.variance(yi, n))
    case .fisherZ: return (FisherZ.forward(r), 1 / (n - 3))
    }
  }

  private static func variance(_ y: Double, _ n: Double) -> Double {
    let rest = (1 - y) * (1 + y)
    return rest * rest / (n - 1)
  }
}
