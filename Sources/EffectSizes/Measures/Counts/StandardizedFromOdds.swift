import StudyData

/// The standardized mean difference that a log odds ratio stands for: yᵢ = ln OR / c, vᵢ = Var(ln OR)/c².
///
/// c = π/√3 for logistic distributions, 1.65 for normal ones. Source: as `OddsRatioFromMeans`. metafor:
/// `escalc(measure = "OR2DL")`, `"OR2DN"`.
enum StandardizedFromOdds {
  static let logistic = Double.pi / 3.0.squareRoot()
  static let normal = 1.65

  static func measure(code: String, distribution: String) -> Measure {
    Measure(
      code: code, name: "standardized mean difference from odds (\(distribution) distributions)",
      quantity: "Standardized mean difference", transformation: .identity, null: 0,
      naturalRange: -Double.infinity...Double.infinity)
  }

  static func effect(of counts: TwoGroupCounts, factor: Double) -> (yi: Double, vi: Double) {
    let (yi, vi) = OddsRatio.effect(of: counts)
    return (yi / factor, vi / (factor * factor))
  }
}
