import Distributions
import EffectSizes
import StudyData
import Testing

@testable import Pooling

@Suite("Pooled values over all counts that fit")
struct RoundingTests {
  /// Studies with one to four possible counts each, drawn at random.
  private static func possible(
    seed: UInt64, studies k: Int, most: Int, measure: Bool
  ) -> PossibleEffects {
    var random = RandomStream(seed: seed)
    func counts(_ n: Int) -> [Double] {
      let low = 1 + Int(random.uniform() * Double(n / 2))
      return (0..<(1 + Int(random.uniform() * Double(most)))).map { Double(low + $0) }
    }
    var choices: [[StudyEffect]] = []
    var base: EffectSizes?
    for study in 0..<k {
      let (n1, n2) = (20 + Int(random.uniform() * 80), 20 + Int(random.uniform() * 80))
      let label = "study \(study)"
      let effects: EffectSizes
      if measure {
        let pairs = counts(n1).flatMap { a in counts(n2).map { (a, $0) } }
        effects = EffectSizes(
          .oddsRatio,
          of: pairs.map {
            Study(
              label,
              TwoGroupCounts(
                first: GroupCounts(events: $0.0, total: Double(n1)),
                second: GroupCounts(events: $0.1, total: Double(n2))))
          })
      } else {
        effects = EffectSizes(
          .logit, of: counts(n1).map { Study(label, GroupCounts(events: $0, total: Double(n1))) })
      }
      choices.append(effects.studies)
      base = effects
    }
    return PossibleEffects(
      base ?? EffectSizes(measure: ProportionMeasure.logit.measure(size: 1), studies: []), choices: choices)
  }

  private static let models: [any PoolingModel] = [
    CommonEffect(), RandomEffects(), RandomEffects(tau2: .reml, test: .z),
    RandomEffects(tau2: .derSimonianLaird, test: .hartungKnapp),
    RandomEffects(tau2: .pauleMandel, test: .t), RandomEffects(tau2: .maximumLikelihood, test: .z),
    RandomEffects(tau2: .given(0.1), test: .hartungKnapp),
  ]

  @Test("branch and bound finds what trying everything finds", arguments: 0..<5)
  func exact(seed: Int) throws {
    for hasNull in [false, true] {
      let possible = Self.possible(seed: UInt64(seed), studies: 4, most: hasNull ? 3 : 5, measure: hasNull)
      for model in Self.models { try compare(model, possible) }
    }
  }

  private func compare(_ model: some PoolingModel, _ possible: PossibleEffects) throws {
    let evaluation = try RoundingEvaluation(model, possible)
    let bound = try #require(RoundingBound(model, possible))
    let hasNull = possible.effects.measure.analysisNull != nil
    let goals: [RoundingGoal] = hasNull ? RoundingGoal.allCases : [.smallestValue, .largestValue]
    let tried = try evaluation.enumerate(goals)
    for (goal, expected) in zip(goals, tried) {
      var search = RoundingSearch(goal, evaluation, bound)
      let found = try search.run()
      #expect(found.isProven)
      #expect(
        abs(found.merit - expected.merit) <= 1e-11 * (1 + abs(expected.merit)),
        "\(goal): \(found.merit), by trying everything \(expected.merit)")
    }
  }

  @Test("no combination exceeds the bound of its box", arguments: 0..<6)
  func bounds(seed: Int) throws {
    let possible = Self.possible(seed: UInt64(100 + seed), studies: 3, most: 3, measure: true)
    for model in Self.models {
      let evaluation = try RoundingEvaluation(model, possible)
      let made = RoundingBound(model, possible)
      let bound = try #require(made)
      var box = RoundingBox(possible)
      for _ in 0..<4 {
        for goal in RoundingGoal.allCases {
          let value = bound.value(box, goal, within: nil)
          let all = try evaluation.enumerate([goal], in: box)
          let best = try #require(all.first)
          #expect(best.merit <= value.merit + 1e-9 * (1 + abs(value.merit)))
        }
        guard box.combinations > 1 else { break }
        box = box.halves(of: bound.value(box, .largestValue, within: nil).widestStudy).1
      }
    }
  }

  @Test("one count each: both ends are the fit itself")
  func single() throws {
    let possible = Self.possible(seed: 3, studies: 5, most: 1, measure: true)
    let single = PossibleEffects(possible.effects, choices: possible.choices.map { [$0[0]] })
    let range = try RoundingRange(RandomEffects(), over: single)
    let fit = try RandomEffects().fit(single.effects)
    #expect(range.combinations == 1)
    #expect(range.smallest.value == fit.estimate.value && range.largest.value == fit.estimate.value)
    #expect(range.smallestP?.p == fit.estimate.p && range.largestP?.p == fit.estimate.p)
    #expect(range.isExact && range.search == .enumeration)
  }

  @Test("too many to try: branch and bound proves the ends, within those of the studies")
  func many() throws {
    let possible = Self.possible(seed: 8, studies: 8, most: 5, measure: false)
    #expect(possible.combinations > RoundingRange.enumerationLimit)
    for model in [RandomEffects()] {
      let range = try RoundingRange(model, over: possible)
      #expect(range.isExact && range.search == .branchAndBound)
      let fit = try model.fit(possible.effects)
      #expect(range.smallest.value <= fit.estimate.value && fit.estimate.value <= range.largest.value)
      let refit = try model.fit(possible.effects.with(range.largest.studies))
      #expect(abs(refit.estimate.value - range.largest.value) < 1e-12)
      // No single change does better.
      for (study, choices) in possible.choices.enumerated() {
        for choice in choices {
          var studies = range.largest.studies
          studies[study] = choice
          #expect(try model.fit(possible.effects.with(studies)).estimate.value <= range.largest.value + 1e-12)
        }
      }
    }
  }

  @Test("a model without bounds refuses what it cannot try one by one")
  func refusal() {
    let possible = Self.possible(seed: 8, studies: 8, most: 5, measure: false)
    #expect(throws: PoolingError.self) {
      try RoundingRange(RandomEffects(tau2: .sidikJonkman), over: possible)
    }
  }
}

extension EffectSizes {
  fileprivate func with(_ studies: [StudyEffect]) -> EffectSizes {
    EffectSizes(measure: measure, studies: studies, level: level, correction: correction, interval: interval)
  }
}
