import EffectSizes
import Foundation
import Testing

@testable import SmallStudyEffects

/// What selection models refuse, and how they tell of the ends of their ranges.
@Suite("Edges of selection models")
struct SelectionEdgeTests {
  private let yi = [0.8, 0.45, 0.62, 0.3, 0.33, 0.35, 0.51, 0.9, 0.24, 0.32]
  private let vi = [0.04, 0.03, 0.05, 0.01, 0.02, 0.02, 0.03, 0.06, 0.01, 0.012]

  private func refusal(_ model: SelectionModel, _ effects: EffectSizes? = nil) -> String {
    do {
      _ = try model.fit(effects ?? selectionEffects(yi, vi))
      return ""
    } catch {
      return error.description
    }
  }

  @Test("an interval of p without a study is named")
  func emptyInterval() {
    #expect(
      refusal(SelectionModel(.step([0.025, 0.5]), alternative: .greater)).contains(
        "no study has a one-sided (greater) p-value above 0.025 and up to 0.5"))
    #expect(
      refusal(SelectionModel(.step([0.025, 0.5]), alternative: .less)).contains(
        "no study has a one-sided (less) p-value up to 0.025"))
    #expect(
      refusal(SelectionModel(.step([0.3, 0.4]), alternative: .twoSided)).contains(
        "no study has a two-sided p-value above 0.3 and up to 0.4"))
    #expect(
      refusal(SelectionModel(.truncation(at: 0), alternative: .greater)).contains("at or below the cut 0"))
    #expect(
      refusal(SelectionModel(.truncation(at: 0), alternative: .less)).contains("above the cut") == false)
  }

  @Test("what cannot be meant is refused")
  func refused() {
    #expect(refusal(SelectionModel(.step([0.5, 0.025]))).contains("must rise"))
    #expect(refusal(SelectionModel(.step([]))).contains("must rise"))
    #expect(refusal(SelectionModel(.step([0.5, 1]))).contains("between 0 and 1"))
    #expect(refusal(SelectionModel(.step([0.025]), weights: [1])).contains("need as many weights, not 1"))
    #expect(refusal(SelectionModel(.step([0.025]), weights: [1, 0])).contains("positive"))
    #expect(refusal(SelectionModel(.beta, weights: [1, 1])).contains("not for beta"))
    #expect(refusal(SelectionModel(.truncation(at: 0.4), alternative: .twoSided)).contains("has a direction"))
    #expect(refusal(SelectionModel(.truncationEstimated, alternative: .twoSided)).contains("has a direction"))
    #expect(
      refusal(SelectionModel(.beta), selectionEffects([0.1, 0.2, 0.4], [1, 1, 2])).contains(
        "3 studies do not"))
    #expect(refusal(SelectionModel(.beta), selectionEffects([], [])).contains("no study"))
    let logits = EffectSizes(
      measure: ProportionMeasure.logit.measure(size: 1), studies: selectionEffects(yi, vi).studies)
    #expect(refusal(SelectionModel(.beta), logits).contains("no value of no effect"))
  }

  /// Lengths of stay after stroke care (Normand 1999), rounded: the results against the mean are not too few.
  @Test("δ = 0 is said to be the end of its range")
  func noSelection() throws {
    let yi = [-0.355, -0.348, -2.318, -1.888, -0.384, 0.172, 0.272, -0.425, 0.29]
    let vi = [0.0131, 0.0645, 0.0458, 0.1606, 0.2054, 0.0369, 0.0603, 0.0149, 0.0363]
    let fit = try SelectionModel(.negativeExponential, alternative: .less).fit(selectionEffects(yi, vi))
    #expect(fit.parameters[0].value == 0 && fit.parameters[0].edge == .zero && fit.parameters[0].se == nil)
    #expect(fit.likelihoodRatio?.statistic == 0 && fit.likelihoodRatio?.p == 1)
    #expect(fit.warnings.contains { $0.code == "selection-edge" })
    #expect(abs(fit.coefficients[0].estimate.value - fit.unadjusted.coefficients[0].value) < 1e-9)
    #expect(fit.parameters[0].profile?.lower == 0 && fit.parameters[0].profile?.upper != nil)
  }

  /// No result is published unless p < .001: the weights fall beyond any bound.
  @Test("a parameter that grows without end has no number")
  func unbounded() throws {
    let yi = (0..<24).map { 0.335 + 0.002 * Double($0 % 7) }
    let fit = try SelectionModel(.power, alternative: .greater)
      .fit(selectionEffects(yi, Array(repeating: 0.01, count: 24)))
    #expect(fit.parameters[0].value == nil && fit.parameters[0].edge == .unbounded)
    #expect(fit.warnings.contains { $0.code == "selection-unbounded" })
  }

  /// The magnesium trials of Egger and others (2001) have two maxima; the higher one is at τ² = 0.
  @Test("several maxima are found and told")
  func severalMaxima() throws {
    let effects = try SelectionReference.load().effects("egger")
    let fit = try SelectionModel(.step([0.025]), alternative: .less).fit(effects)
    #expect(fit.tau2?.edge == .zero && fit.tau2?.se == nil && fit.tau2?.profile?.lower == 0)
    #expect(fit.warnings.contains { $0.code == "selection-several-maxima" })
    // metafor's estimate is our lower maximum.
    #expect(fit.otherMaxima.contains { abs($0.coefficient - -0.382806) < 1e-4 })
  }

  /// The sets of Vevea and Woods: more selection, smaller effects.
  @Test("supposed selections lower the mean in their order")
  func severities() throws {
    let effects = try SelectionReference.load().effects("hackshaw")
    let means = try [SelectionSeverity.moderateOneTailed, .severeOneTailed].map { severity in
      try SelectionModel(.step(SelectionSeverity.steps), alternative: .greater, weights: severity.weights)
        .fit(effects)
    }
    #expect(means[0].unadjusted.coefficients[0].value > means[0].coefficients[0].estimate.value)
    #expect(means[0].coefficients[0].estimate.value > means[1].coefficients[0].estimate.value)
    for severity in SelectionSeverity.allCases {
      #expect(severity.weights.count == SelectionSeverity.steps.count + 1)
    }
    for severity in [SelectionSeverity.moderateTwoTailed, .severeTwoTailed] {
      #expect(severity.weights == severity.weights.reversed())
    }
  }

  @Test("the curve steps where p does")
  func curve() throws {
    let effects = try SelectionReference.load().effects("hackshaw")
    let step = try SelectionModel(.step([0.025, 0.5]), alternative: .greater, hasProfiles: false).fit(effects)
    #expect(step.curve.map(\.p) == [0, 0.025, 0.025, 0.5, 0.5, 1])
    #expect(step.curve[2].weight == step.parameters[0].value && step.curve[0].lower == 1)
    #expect(step.curve[2].lower! < step.curve[2].weight && step.curve[2].weight < step.curve[2].upper!)
    let smooth = try SelectionModel(.halfNormal, alternative: .greater, hasProfiles: false).fit(effects)
    let delta = try #require(smooth.parameters[0].value)
    #expect(smooth.curve.first?.weight == 1 && smooth.curve.allSatisfy { $0.upper != nil })
    #expect(smooth.curve.contains { abs($0.weight - exp(-delta * 0.25)) < 1e-15 && $0.p == 0.5 })
    #expect(smooth.weight(at: 0.3) == exp(-delta * 0.3 * 0.3))
  }
}
