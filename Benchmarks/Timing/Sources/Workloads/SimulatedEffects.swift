import MetaAnalysis

/// Effect sizes drawn as such, with moderators: for numbers of studies at which counts would take long to draw.
///
/// Sampling variances of 0.01 to 0.11, τ² = 0.04 around a mean of 0.3 and slopes of 0.1, 0.2, …; moderators uniform
/// on −1 to 1. The same for the same numbers of studies and moderators.
public struct SimulatedEffects {
  /// The effect sizes.
  public let effects: EffectSizes
  /// The values of each moderator.
  public let moderators: [[Double]]

  /// Draws `count` studies.
  public init(count: Int, moderators columns: Int = 0) {
    var stream = SplitMix64(seed: 20_240_301)
    var moderators = [[Double]](repeating: [], count: columns)
    for column in 0..<columns { moderators[column].reserveCapacity(count) }
    let studies = (1...count).map { number in
      let vi = 0.01 + 0.1 * stream.uniform()
      var yi = 0.3 + (0.04 + vi).squareRoot() * stream.nearlyNormal()
      for column in 0..<columns {
        let value = 2 * stream.uniform() - 1
        moderators[column].append(value)
        yi += 0.1 * Double(column + 1) * value
      }
      let reach = 1.96 * vi.squareRoot()
      return StudyEffect(
        label: "\(number)", yi: yi, vi: vi, estimate: yi, lower: yi - reach, upper: yi + reach)
    }
    let measure = Measure(
      code: "ES", name: "effect size", quantity: "Effect size", transformation: .identity, null: 0,
      naturalRange: -Double.infinity...Double.infinity)
    effects = EffectSizes(measure: measure, studies: studies)
    self.moderators = moderators
  }

  /// The studies with a design of all moderators.
  public func moderated() throws -> ModeratedEffects {
    let named = moderators.enumerated().map { Moderator("x\($0 + 1)", numbers: $1) }
    let terms = named.map { ModeratorTerm([$0.name]) }
    let design = try RegressionDesign(terms: terms, moderators: named, k: effects.k)
    return ModeratedEffects(effects, design: design)
  }
}
