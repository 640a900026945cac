import Distributions

/// g(p) = Φ⁻¹(p), for 0 < p < 1.
enum Probit {
  static func forward(_ p: Double) -> Double { p >= 0 && p <= 1 ? Normal.standard.quantile(p) : .nan }
  static func inverse(_ y: Double) -> Double { Normal.standard.cumulative(y) }
  static func derivative(_ p: Double) -> Double { 1 / Normal.standard.density(forward(p)) }
}
