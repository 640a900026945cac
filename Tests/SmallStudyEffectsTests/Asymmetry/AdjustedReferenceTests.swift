import EffectSizes
import Pooling
import Testing

@testable import SmallStudyEffects

/// PET-PEESE and limit meta-analysis beside base R and metasens.
@Suite("PET-PEESE and limit meta-analysis")
struct AdjustedReferenceTests {
  @Test("both lines of PET-PEESE are lm's", arguments: BiasReferences.cases)
  func petPeese(_ reference: BiasReferences.Case) throws {
    let result = try PetPeese(bundledEffects(reference.data, reference.measure))
    for (line, row) in [(result.pet, reference.petPeese.pet), (result.peese, reference.petPeese.peese)] {
      expectClose(line.effect.value, row.limit, scale: 0.01, "\(reference)")
      expectClose(line.effect.se, row.limitSE, "\(reference)")
      expectClose(line.slope.value, row.slope, "\(reference)")
      expectClose(line.slope.se, row.slopeSE, "\(reference)")
    }
    if reference.measure == "PLO" {
      #expect(result.chosen == nil && result.oneSidedP == nil && result.estimate == nil)
    } else {
      let p = try #require(result.oneSidedP)
      expectClose(p, reference.petPeese.oneSided, scale: 1e-12, "\(reference)")
      #expect(result.chosen == (p < 0.1 ? .peese : .pet))
      #expect(result.estimate == (p < 0.1 ? result.peese.effect : result.pet.effect))
    }
  }

  @Test("the limit meta-analysis is the radial line's", arguments: BiasReferences.cases)
  func limit(_ reference: BiasReferences.Case) throws {
    let expected = reference.limit
    let result = try LimitMetaAnalysis(
      bundledEffects(reference.data, reference.measure), tau2: expected.tau2)
    let place = "\(reference)"
    expectClose(result.alpha, expected.alpha, place)
    expectClose(result.beta, expected.beta, scale: 0.1, place)
    expectClose(result.adjusted.value, expected.adjusted, scale: 0.1, place)
    expectClose(result.adjusted.se, expected.se, place)
    expectClose(result.total.q, expected.q, place)
    expectClose(result.residual.q, expected.residual, place)
    expectClose(result.smallStudies.q, expected.small, scale: expected.q, place)
    expectClose(result.g2, expected.g2, within: 1e-9, place)
    #expect(result.studies.count == expected.studies.count)
    for (value, limit) in zip(result.studies, expected.studies) {
      expectClose(value, limit, scale: 0.1, place)
    }
  }

  @Test("metasens's limitmeta")
  func metasens() throws {
    for peer in BiasReferences.peers.limit {
      let effects = try bundledEffects(peer.data, peer.measure)
      let tau2 = Tau2Estimator.derSimonianLaird.estimate(InterceptModel(yi: effects.yi, vi: effects.vi)).value
      let result = try LimitMetaAnalysis(effects, tau2: tau2)
      let (expected, place) = (peer.expected, peer.data)
      expectClose(result.adjusted.value, expected.adjusted, scale: 0.1, place)
      expectClose(result.adjusted.se, expected.se, place)
      expectClose(result.adjusted.lower, expected.lower, scale: 0.1, place)
      expectClose(result.adjusted.upper, expected.upper, scale: 0.1, place)
      expectClose(result.alpha, expected.alpha, place)
      expectClose(result.beta, expected.beta, scale: 0.1, place)
      expectClose(result.total.q, expected.q, place)
      expectClose(result.smallStudies.q, expected.qSmall, scale: expected.q, place)
      expectClose(result.residual.q, expected.qResidual, place)
      expectClose(result.g2, expected.g2, within: 1e-9, place)
      for (value, limit) in zip(result.studies, expected.studies) {
        expectClose(value, limit, scale: 0.1, place)
      }
    }
  }

  @Test("without heterogeneity the limit of every study is the slope, and nothing is left to G²")
  func common() throws {
    let effects = try bundledEffects("magnesium", "OR")
    let result = try LimitMetaAnalysis(effects, tau2: 0)
    let egger = try AsymmetryTest.egger.run(effects)
    #expect(result.studies.allSatisfy { $0 == result.beta } && result.adjusted.value == result.beta)
    expectClose(result.beta, egger.limit?.value, "Egger's limit")
    expectClose(result.alpha, egger.slope?.value, "Egger's slope")
    #expect(result.g2 == nil)
  }

  @Test("the curve starts at the adjusted effect and is the mean of the model")
  func curve() throws {
    let effects = try bundledEffects("magnesium", "OR")
    let result = try LimitMetaAnalysis(effects, tau2: 0.25)
    let curve = result.curve(upTo: 1.2)
    #expect(curve.count == 41 && curve[0].sei == 0 && curve[40].sei == 1.2)
    expectClose(curve[0].yi, result.adjusted.value, "start")
    expectClose(curve[40].yi, result.beta + result.alpha * 1.3, "end")
  }
}
