import EffectSizes

/// The effect sizes that studies can have where their reports do not settle it: a printed percentage fits several
/// counts, and each count gives another effect size.
public struct PossibleEffects: Sendable {
  /// The measure, level and exclusions that they have in common, with the middle possibility of each study.
  public let effects: EffectSizes
  /// What each study can have, one or more, from the smallest to the largest; studies in the order of `effects`.
  public let choices: [[StudyEffect]]

  /// Puts the possibilities together.
  ///
  /// - Precondition: there is a study, and each has at least one possibility.
  public init(_ effects: EffectSizes, choices: [[StudyEffect]]) {
    precondition(!choices.isEmpty && choices.allSatisfy { !$0.isEmpty }, "each study has a possibility")
    self.choices = choices.map { $0.sorted { ($0.yi, $0.vi) < ($1.yi, $1.vi) } }
    self.effects = effects.replacing(studies: self.choices.map { $0[($0.count - 1) / 2] })
  }

  /// The number of combinations; a Double, since it can exceed every integer type.
  public var combinations: Double { choices.reduce(1) { $0 * Double($1.count) } }

  /// One combination.
  func chosen(_ indices: [Int]) -> EffectSizes {
    effects.replacing(studies: zip(choices, indices).map { $0[$1] })
  }
}

extension EffectSizes {
  /// The same measure and exclusions with other studies.
  fileprivate func replacing(studies: [StudyEffect]) -> EffectSizes {
    EffectSizes(
      measure: measure, studies: studies, excluded: excluded, level: level, correction: correction,
      interval: interval)
  }
}
