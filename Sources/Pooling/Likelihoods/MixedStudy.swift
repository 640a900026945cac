import EffectSizes
import StudyData

/// The parameters of the mixed models on counts, by their place in a vector of four.
enum Slot {
  /// The pooled effect β.
  static let effect = 0
  /// The intercept α: of each study by itself, or of all.
  static let intercept = 1
  /// The standard deviation τ of the effect.
  static let effectDeviation = 2
  /// The standard deviation σ of the intercept.
  static let interceptDeviation = 3
}

/// One count of a study: its likelihood and its linear predictor,
///
///     η = offset + x₀β + x₁α + z₂τb₂ + z₃σb₃,   b₂, b₃ standard normal.
struct MixedCell: Sendable {
  let likelihood: CountLikelihood
  var offset = 0.0
  /// x₀, x₁.
  var fixed = SIMD2<Double>(1, 0)
  /// z₂, z₃.
  var random = SIMD2<Double>(1, 0)

  /// dη/dψ for the parameters ψ = (β, α, τ, σ), which is also what η is linear in.
  @inline(__always)
  func gradient(_ b: SIMD2<Double>) -> SIMD4<Double> {
    SIMD4(lowHalf: fixed, highHalf: random * b)
  }
}

/// A study: one count or two, which the random effects bind together.
struct MixedStudy: Sendable {
  var cells: [MixedCell]
}

/// A mixed model on counts: the studies, and which of the four parameters there are.
struct MixedDesign: Sendable {
  var studies: [MixedStudy]
  /// The parameters that all studies share.
  var shared: [Int]
  /// The parameter that each study has for itself; nil where there is none.
  var own: Int?

  /// Whether a parameter is a standard deviation.
  static func isDeviation(_ slot: Int) -> Bool { slot >= Slot.effectDeviation }

  /// The deviations among the shared parameters.
  var deviations: [Int] { shared.filter(Self.isDeviation) }

  /// The same with a deviation at 0.
  func without(_ slot: Int) -> MixedDesign {
    MixedDesign(studies: studies, shared: shared.filter { $0 != slot }, own: own)
  }
}
