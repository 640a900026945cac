import Distributions
import EffectSizes
import Foundation
import LinearAlgebra
import Optimization
import StudyData
import Testing

@testable import SmallStudyEffects

/// What must hold of every selection model.
@Suite("Properties of selection models")
struct SelectionPropertyTests {
  private let yi = [0.8, 0.45, 0.62, 0.1, 0.33, -0.05, 0.51, 0.9, 0.24, 0.02, 0.4, 0.66, 0.15, -0.2, 0.37]
  private let vi = [
    0.09, 0.03, 0.05, 0.01, 0.02, 0.04, 0.06, 0.15, 0.015, 0.012, 0.025, 0.08, 0.03, 0.05, 0.02,
  ]

  private static let functions: [SelectionFunction] = [
    .step([0.025, 0.4]), .beta, .halfNormal, .negativeExponential, .logistic, .power, .truncation(at: 0.2),
  ]

  private func point(_ function: SelectionFunction) -> [Double] {
    switch function {
    case .step: [0.2, 0.03, -0.7, -1.4]
    case .beta: [0.2, 0.03, 0.6, 1.7]
    case .truncation: [0.2, 0.03, -0.8]
    default: [0.2, 0.03, 2.3]
    }
  }

  /// By differences of the gradient, whose own error is about 1e-9.
  @Test("derivatives", arguments: functions)
  func derivatives(_ function: SelectionFunction) throws {
    for alternative in [SelectionAlternative.greater, .less, .twoSided] {
      if alternative == .twoSided, case .truncation = function { continue }
      guard let likelihood = try? selectionLikelihood(function, yi, vi, alternative) else { continue }
      let start = point(function)
      let here = try #require(likelihood.evaluate(start))
      for i in start.indices {
        let h = 1e-5 * max(0.1, abs(start[i]))
        var (low, high) = (start, start)
        low[i] -= h
        high[i] += h
        let (below, above) = (try #require(likelihood.evaluate(low)), try #require(likelihood.evaluate(high)))
        let slope = (above.value - below.value) / (2 * h)
        #expect(abs(slope - here.gradient[i]) < 1e-5 * max(1, abs(here.gradient[i])), "\(alternative) \(i)")
        for j in start.indices {
          let curve = (above.gradient[j] - below.gradient[j]) / (2 * h)
          #expect(
            abs(curve - here.hessian[i, j]) < 1e-6 * max(1, abs(here.hessian[i, j])),
            "\(alternative) \(i) \(j)")
        }
      }
    }
  }

  /// Adaptive quadrature of w(y) φ(y) piece by piece, another rule on another scale.
  @Test("the share of published studies", arguments: functions)
  func share(_ function: SelectionFunction) throws {
    for alternative in [SelectionAlternative.greater, .twoSided] {
      if alternative == .twoSided, case .truncation = function { continue }
      let likelihood = try selectionLikelihood(function, yi, vi, alternative)
      for (mean, tau2, unit) in [(0.2, 0.03, 0.3), (-1.0, 0.0, 0.2), (2.0, 4.0, 0.1)] {
        let natural = Array(point(function).dropFirst(2))
        let deviation = (unit * unit + tau2).squareRoot()
        let moments = HermiteMoments(
          likelihood.weights.pieces(natural), mean: mean, deviation: deviation,
          unit: likelihood.weights.isOfP ? unit : 1)
        let normal = Normal(mean: mean, standardDeviation: deviation)
        func weight(_ y: Double) -> Double {
          let p = alternative.p(ofZ: y / unit)
          switch function {
          case .step(let steps):
            return p <= steps[0] ? 1 : exp(natural[p <= steps[1] ? 0 : 1])
          case .truncation(let at): return y > at ? 1 : exp(natural[0])
          default:
            let held = PValue(z: y / unit, isTwoSided: alternative == .twoSided).held(from: function.leastP)
            return exp(function.logWeight(held, natural).value)
          }
        }
        var borders = stride(from: -12.0, through: 12, by: 0.5).map { $0 * unit }
        borders += [1e-5, 0.025, 0.4, 1 - 1e-5].flatMap { p in
          let z = Normal.standard.upperQuantile(alternative == .twoSided ? p / 2 : p)
          return [z * unit, -z * unit]
        }
        borders += [0.2] + stride(from: -10.0, through: 10, by: 0.5).map { mean + $0 * deviation }
        borders.sort()
        let sum = zip(borders, borders.dropFirst()).reduce(0) { sum, ends in
          ends.0 == ends.1
            ? sum : sum + integral(from: ends.0, to: ends.1) { weight($0) * normal.density($0) }
        }
        #expect(
          abs(moments.weight[0] / sum - 1) < 2e-12, "\(alternative) \(mean): \(moments.weight[0]) for \(sum)")
      }
    }
  }

  @Test("weights of 1 are no selection")
  func noSelection() throws {
    let fit = try SelectionModel(.step([0.025, 0.5]), alternative: .greater, weights: [1, 1, 1])
      .fit(selectionEffects(yi, vi))
    #expect(abs(fit.coefficients[0].estimate.value - fit.unadjusted.coefficients[0].value) < 1e-9)
    #expect(abs(fit.tau2!.value! - fit.unadjusted.tau2!) < 1e-9)
    #expect(abs(fit.criteria.logLikelihood - fit.unadjusted.logLikelihood) < 1e-12)
    #expect(fit.likelihoodRatio == nil && fit.parameters.isEmpty)
    for (function, null) in [(SelectionFunction.beta, [1.0, 1.0]), (.halfNormal, [0]), (.logistic, [0])] {
      let likelihood = try selectionLikelihood(function, yi, vi, .greater)
      let value = try #require(likelihood.evaluate([0.3, 0.02] + null)).value
      let plain = zip(yi, vi).reduce(0) { sum, study in
        sum + log(Normal(mean: 0.3, standardDeviation: (study.1 + 0.02).squareRoot()).density(study.0))
      }
      #expect(abs(value - plain) < 1e-11)
    }
  }

  @Test("mirrored effects give the mirrored result", arguments: functions)
  func mirrored(_ function: SelectionFunction) throws {
    var other = function
    if case .truncation(let at) = function { other = .truncation(at: -at) }
    let fit = try SelectionModel(function, alternative: .greater).fit(selectionEffects(yi, vi))
    let mirror = try SelectionModel(other, alternative: .less).fit(selectionEffects(yi.map { -$0 }, vi))
    #expect(fit.coefficients[0].estimate.value == -mirror.coefficients[0].estimate.value)
    #expect(fit.tau2 == mirror.tau2 && fit.parameters == mirror.parameters)
    #expect(
      try SelectionModel(function, hasProfiles: false).fit(selectionEffects(yi, vi)).alternative == .greater)
  }

  @Test("limits of profile intervals solve their equation", arguments: functions)
  func profiles(_ function: SelectionFunction) throws {
    let fit = try SelectionModel(function, alternative: .greater).fit(selectionEffects(yi, vi))
    let likelihood = try selectionLikelihood(function, yi, vi, .greater)
    let isLog = [.step, .truncation].contains(function.name)
    let best =
      [fit.coefficients[0].estimate.value, fit.tau2!.value!]
      + fit.parameters.map { isLog ? log($0.value!) : $0.value! }
    let profiles = [fit.coefficients[0].profile, fit.tau2!.profile] + fit.parameters.map(\.profile)
    var solved = 0
    for (place, profile) in profiles.enumerated() {
      for limit in [profile?.lower, profile?.upper] {
        guard let limit, limit != 0 else { continue }
        var start = best
        start[place] = place >= 2 && isLog ? log(limit) : limit
        let held = try #require(
          BoundedNewton(
            from: start, lower: likelihood.lower, upper: likelihood.upper, given: [place],
            of: likelihood.evaluate))
        let drop = 2 * (fit.criteria.logLikelihood - held.evaluation.value)
        #expect(abs(drop - 3.841458820694124) < 1e-8, "\(place): \(drop)")
        solved += 1
      }
    }
    #expect(solved >= 4)
  }

  @Test("the order of studies and the units of effects change nothing")
  func order() throws {
    let model = SelectionModel(.step([0.025]), alternative: .greater)
    let fit = try model.fit(selectionEffects(yi, vi))
    let other = try model.fit(selectionEffects(yi.reversed(), vi.reversed()))
    let scaled = try model.fit(selectionEffects(yi.map { $0 * 1000 }, vi.map { $0 * 1e6 }))
    for (one, factor) in [(other, 1.0), (scaled, 1000)] {
      #expect(
        abs(one.coefficients[0].estimate.value / factor / fit.coefficients[0].estimate.value - 1) < 1e-8)
      #expect(abs(one.parameters[0].profile!.upper! / fit.parameters[0].profile!.upper! - 1) < 1e-8)
      #expect(abs(one.tau2!.profile!.upper! / factor / factor / fit.tau2!.profile!.upper! - 1) < 1e-8)
    }
  }

  /// 40 seeded meta-analyses of 60 published studies each, μ = 0.2, τ = 0.1; results with p > .025 are published one
  /// time in five. The means of 40 estimates have standard errors of about 0.01.
  @Test("a selection that was made is found, and undone")
  func simulated() throws {
    var stream = RandomStream(seed: 20_240_611)
    var (adjusted, unadjusted, logDelta): (Double, Double, Double) = (0, 0, 0)
    for _ in 0..<40 {
      var (yi, vi): ([Double], [Double]) = ([], [])
      while yi.count < 60 {
        let v = 0.01 + 0.14 * stream.uniform()
        let y = 0.2 + (v + 0.01).squareRoot() * Normal.standard.quantile(stream.uniform())
        let isSignificant = Normal.standard.upperTail(y / v.squareRoot()) <= 0.025
        if isSignificant || stream.uniform() < 0.2 {
          yi.append(y)
          vi.append(v)
        }
      }
      let fit = try SelectionModel(.step([0.025]), alternative: .greater, hasProfiles: false)
        .fit(selectionEffects(yi, vi))
      adjusted += fit.coefficients[0].estimate.value / 40
      unadjusted += fit.unadjusted.coefficients[0].value / 40
      logDelta += log(fit.parameters[0].value!) / 40
    }
    #expect(abs(adjusted - 0.2) < 0.03, "\(adjusted)")
    #expect(unadjusted > 0.3, "\(unadjusted)")
    #expect(abs(logDelta - log(0.2)) < 0.25, "\(logDelta)")
  }
}
