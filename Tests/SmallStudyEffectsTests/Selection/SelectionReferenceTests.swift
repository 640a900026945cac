import EffectSizes
import Foundation
import LinearAlgebra
import MetaRegression
import Testing

@testable import SmallStudyEffects

/// Selection models against metafor 3.8, whose searches end within about 1e-7 of the maximum.
@Suite("Selection models and metafor")
struct SelectionReferenceTests {
  private func design(_ model: SelectionReference.Model, _ reference: SelectionReference) -> Matrix? {
    guard let name = model.mods, name == "ablat", let values = reference.data[model.data]?.ablat else {
      return nil
    }
    return Matrix(rows: values.map { [1, $0] })
  }

  /// metafor integrates to a relative 1e-11 here, so that its own log-likelihood is good to 1e-9.
  @Test("the log-likelihood at metafor's estimates is metafor's")
  func logLikelihood() throws {
    let reference = try SelectionReference.load()
    #expect(reference.models.count == 24)
    for model in reference.models {
      let sample = try #require(reference.data[model.data])
      let likelihood = try selectionLikelihood(
        model.function, sample.yi, sample.vi, #require(SelectionAlternative(rawValue: model.alternative)),
        weights: model.weights.isEmpty ? nil : model.weights, isRandom: model.method == "ML",
        design: design(model, reference))
      let point = model.beta + (model.method == "ML" ? [model.tau2] : []) + model.natural
      let value = try #require(likelihood.evaluate(point)).value
      #expect(abs(value - model.ll) < 1e-9 * max(1, abs(model.ll)), "\(model.name): \(value) for \(model.ll)")
    }
  }

  @Test("the maximum is not below metafor's, and where it is the same so are the estimates")
  func estimates() throws {
    let reference = try SelectionReference.load()
    var (compared, higher): (Int, [String]) = (0, [])
    for model in reference.models {
      var choice = SelectionModel(
        model.function, alternative: SelectionAlternative(rawValue: model.alternative),
        isRandom: model.method == "ML", weights: model.weights.isEmpty ? nil : model.weights)
      choice.hasProfiles = false
      let effects = try reference.effects(model.data)
      let fit =
        try design(model, reference) == nil
        ? choice.fit(effects)
        : choice.fit(Self.moderated(effects, #require(reference.data[model.data]?.ablat)))
      #expect(fit.convergence.converged && fit.promise < 1e-18, "\(model.name)")
      let gain = fit.criteria.logLikelihood - model.ll
      #expect(gain > -1e-10 * max(1, abs(model.ll)), "\(model.name): lower by \(-gain)")
      // metafor stops the search without selection at a change of 1e-5 in τ².
      let before = fit.unadjusted.logLikelihood - model.ll0
      #expect(before > -1e-10 && before < 1e-6, "\(model.name)")
      guard gain < 1e-6 else {
        higher.append(model.name)
        continue
      }
      compared += 1
      // At a height of d below the maximum an estimate is up to √(2d) standard errors away from it.
      let slack = 1.01 * (2 * max(gain, 0)).squareRoot() + 1e-6
      for (ours, (value, se)) in zip(fit.coefficients, zip(model.beta, model.se)) {
        #expect(abs(ours.estimate.value - value) < slack * ours.estimate.se, "\(model.name)")
        if let se, fit.tau2?.edge == nil {
          #expect(abs(ours.estimate.se / se - 1) < 1e-3, "\(model.name): SE \(ours.estimate.se) for \(se)")
        }
      }
      if let tau2 = fit.tau2, let se = tau2.se {
        #expect(abs(tau2.value! - model.tau2) < slack * se, "\(model.name)")
      }
      let delta = model.type == "step" ? Array(model.delta.dropFirst()) : model.delta
      for (ours, value) in zip(fit.parameters, delta) {
        guard let se = ours.se else { continue }
        #expect(abs(ours.value! - value) < slack * se, "\(model.name): \(ours.name)")
      }
      if model.lrtDF > 0 {
        let test = try #require(fit.likelihoodRatio)
        #expect(test.df == model.lrtDF && abs(test.statistic - model.lrt) < 3e-6, "\(model.name)")
      }
      #expect(abs(fit.criteria.aic - model.aic) < 3e-6 && abs(fit.criteria.bic - model.bic) < 3e-6)
      #expect(abs(fit.criteria.aicc - model.aicc) < 3e-6, "\(model.name)")
    }
    #expect(compared >= 19)
    // metafor's search ends on a lower maximum here, see Tests/Reference/README.md.
    #expect(higher.contains("egger step less ML 0.025"))
  }

  private static func moderated(_ effects: EffectSizes, _ values: [Double]) throws -> ModeratedEffects {
    let moderator = Moderator("ablat", numbers: values)
    let design = try RegressionDesign(
      terms: [ModeratorTerm(["ablat"])], moderators: [moderator], k: values.count)
    return ModeratedEffects(effects, design: design)
  }

  /// metafor's `confint`, whose roots are found to 1e-9 with a search of lower accuracy inside; coefficients have none there.
  @Test("profile intervals of τ² and δ are metafor's")
  func profiles() throws {
    let reference = try SelectionReference.load()
    var compared = 0
    for model in reference.models where model.profile != nil {
      let fit = try SelectionModel(
        model.function, alternative: SelectionAlternative(rawValue: model.alternative),
        isRandom: model.method == "ML"
      ).fit(reference.effects(model.data))
      let ours = [fit.tau2].compactMap { $0 } + fit.parameters
      for (parameter, row) in zip(ours, try #require(model.profile)) {
        let profile = try #require(parameter.profile)
        for (value, expected) in [(profile.lower, row[1]), (profile.upper, row[2])] {
          guard let value, let expected else { continue }
          compared += 1
          #expect(
            abs(value - expected) < 1e-4 * max(abs(expected), 0.01),
            "\(model.name) \(parameter.name): \(value) for \(expected)")
        }
      }
    }
    #expect(compared >= 10)
  }

  /// The likelihood of a truncation, written out in R and maximized by nlminb.
  @Test("truncation is what another search finds")
  func truncation() throws {
    let reference = try SelectionReference.load()
    for row in reference.truncated {
      let fit = try SelectionModel(
        .truncation(at: row.cut), alternative: SelectionAlternative(rawValue: row.alternative),
        hasProfiles: false
      ).fit(reference.effects(row.data))
      #expect(abs(fit.criteria.logLikelihood - row.ll) < 1e-9, "\(row.data) \(row.cut)")
      #expect(abs(fit.coefficients[0].estimate.value - row.beta) < 1e-6)
      #expect(abs(fit.tau2!.value! - row.tau2) < 1e-6)
      #expect(abs(fit.parameters[0].value! / row.delta - 1) < 1e-5)
    }
  }

  /// The estimated cut against every cut on a fine grid, each by the fit with a given one.
  @Test("no cut is better than the estimated one")
  func estimatedCut() throws {
    let reference = try SelectionReference.load()
    let effects = try reference.effects("hackshaw")
    var model = SelectionModel(.truncationEstimated, alternative: .greater, hasProfiles: false)
    let best = try model.fit(effects)
    #expect(effects.yi.contains { abs($0 - best.cut!) < 1e-15 } && best.likelihoodRatio?.df == 2)
    for step in -10...12 {
      model.function = .truncation(at: Double(step) / 13)
      guard let fit = try? model.fit(effects) else { continue }
      #expect(fit.criteria.logLikelihood <= best.criteria.logLikelihood + 1e-10)
    }
  }
}
