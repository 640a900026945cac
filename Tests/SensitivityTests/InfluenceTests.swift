import EffectSizes
import MetaRegression
import Pooling
import StudyData
import Testing

@testable import Sensitivity

@Suite("Influence and Baujat's plot against metafor")
struct InfluenceReferenceTests {
  /// The analysis of a case, by `RefittablePool`, `RefittableRegression` or, with the groups as a factor and one τ²,
  /// `RefittableSubgroups`; nil where Copse has no such subgroups.
  private func analysis(_ reference: InfluenceValue) throws -> (any Refittable)? {
    let (dataset, measure) = (reference["dataset"].text, reference["measure"].text)
    let estimator = InfluenceReference.estimator(reference["method"].text)
    let test = try InfluenceReference.test(reference["test"].text)
    switch reference["mods"].text {
    case "none":
      let effects = try InfluenceReference.effects(dataset, measure)
      guard let estimator else { return RefittablePool(CommonEffect(test: test), effects: effects) }
      return RefittablePool(RandomEffects(tau2: estimator, test: test), effects: effects)
    case "groups":
      guard let estimator else { return nil }
      return RefittableSubgroups(
        Subgroups(RandomEffects(tau2: estimator, test: test), tau2: .common),
        effects: try InfluenceReference.effects(dataset, measure, group: "alloc"))
    case let terms:
      return RefittableRegression(
        MetaRegression(tau2: estimator ?? .given(0), test: test),
        data: try InfluenceReference.moderated(dataset, measure, terms.split(separator: "+").map(String.init))
      )
    }
  }

  @Test(
    "inverse variance: every diagnostic, flag and point of Baujat, to 1e-12 in closed form and 1e-8 iterated")
  func inverseVariance() throws {
    var (closed, iterated) = (InfluenceComparison(), InfluenceComparison())
    for reference in try InfluenceReference.cases("iv") {
      guard let analysis = try analysis(reference) else { continue }
      let place = ["dataset", "mods", "method", "test"].map { reference[$0].text }.joined(separator: " ")
      let isClosed = InfluenceReference.isClosed(reference["method"].text)
      var comparison = isClosed ? closed : iterated
      // The digits of R's own iterations end at 1e-13 of τ², and of its text at 1e-15.
      let tolerance = isClosed ? 1e-12 : 1e-8
      let expected = reference["expected"]
      let influence = try #require(Influence(analysis).analyses.last)
      comparison.check(influence, expected, within: tolerance, place)
      #expect(influence.flags.map(\.isInfluential) == expected["infl"].flags, "\(place)")
      let baujat = try #require(Baujat(analysis).analyses.last)
      comparison.check(baujat.points, expected["baujat"], within: tolerance, place)
      if isClosed { closed = comparison } else { iterated = comparison }
    }
    #expect(closed.count > 15_000 && iterated.count > 10_000, "\(closed.count) and \(iterated.count) values")
    print(
      "influence: \(closed.count) closed, largest \(closed.largest); \(iterated.count) iterated, \(iterated.largest)"
    )
  }

  @Test("Mantel-Haenszel and Peto: residuals and Baujat's points")
  func counts() throws {
    var comparison = InfluenceComparison()
    for kind in ["mh", "peto"] {
      for reference in try InfluenceReference.cases(kind) {
        let effects = try InfluenceReference.effects(reference["dataset"].text, reference["measure"].text)
        let model: any PoolingModel = kind == "mh" ? MantelHaenszel() : Peto()
        let place = "\(kind) \(reference["dataset"].text) \(reference["measure"].text)"
        let analysis = RefittablePool(model, effects: effects)
        let rows = try Influence(analysis).analyses[0].rows
        let expected = reference["expected"]
        comparison.check(
          rows.map(\.standardized), expected["rstandard"].numbers, within: 1e-12, scale: 0.1,
          place + " rstandard")
        comparison.check(
          rows.map(\.studentized), expected["rstudent"].numbers, within: 1e-12, scale: 0.1,
          place + " rstudent")
        comparison.check(
          try Baujat(analysis).analyses[0].points, expected["baujat"], within: 1e-11, place)
      }
    }
    #expect(comparison.count > 400)
  }

  @Test("weights of its own: hat values and standardized residuals of Henmi and Copas")
  func ownWeights() throws {
    var comparison = InfluenceComparison()
    for reference in try InfluenceReference.cases("weights") {
      let effects = try InfluenceReference.effects(reference["dataset"].text, reference["measure"].text)
      let model = RandomEffects(tau2: .derSimonianLaird, test: .henmiCopas)
      let rows = try Influence(RefittablePool(model, effects: effects)).analyses[0].rows
      let (expected, place) = (reference["expected"], reference["dataset"].text)
      comparison.check(
        rows.map(\.standardized), expected["rstandard"].numbers, within: 1e-12, scale: 0.1, place)
      comparison.check(rows.map(\.hat), expected["hat"].numbers, within: 1e-12, scale: 0, place)
      comparison.check(
        rows.map { $0.weight.map { $0 * 100 } }, expected["weight"].numbers, within: 1e-12, scale: 0, place)
    }
    #expect(comparison.count > 150)
  }

  @Test("clusters: by fits without them, and as rma.mv has them, which iterates less closely")
  func clusters() throws {
    var (fits, multivariate) = (InfluenceComparison(), InfluenceComparison())
    for reference in try InfluenceReference.cases("cluster") {
      let test = try InfluenceReference.test(reference["test"].text)
      let tau2 = try #require(InfluenceReference.estimator(reference["method"].text))
      let names = try InfluenceReference.table("bcg-vaccine").column(named: "alloc").texts
      let analysis: any Refittable
      if reference["mods"].text == "none" {
        analysis = RefittablePool(
          RandomEffects(tau2: tau2, test: test), effects: try InfluenceReference.effects("bcg-vaccine", "RR"))
      } else {
        analysis = RefittableRegression(
          MetaRegression(tau2: tau2, test: test),
          data: try InfluenceReference.moderated("bcg-vaccine", "RR", ["ablat"]))
      }
      let rows = try Influence(
        analysis, clusters: StudyClusters(named: names, labels: analysis.labels)
      ).analyses[0].rows
      let expected = reference["expected"]
      let place = "\(reference["mods"].text) \(reference["method"].text) \(reference["test"].text)"
      for (row, one) in zip(rows, expected["rows"].list) {
        #expect(row.cluster.name == one["cluster"].text)
        #expect(row.studentized == nil && row.dffits == nil && row.hat == nil && row.standardized == nil)
        fits.check(
          [row.cooksDistance, row.covarianceRatio, row.tau2, row.q] + row.dfbetas,
          [one["cook"], one["covr"], one["tau2del"], one["QEdel"]].map(\.number) + one["dfbs"].numbers,
          within: 1e-8, scale: 0.01, "\(place) \(row.cluster.name)")
      }
      let mv = expected["mv"]
      guard mv.value is [String: Any] else { continue }
      multivariate.check(
        rows.map(\.cooksDistance), mv["cook"].numbers, within: 1e-4, scale: 0.01, "mv cook \(place)")
      for (column, values) in mv["dfbs"].list.enumerated() {
        multivariate.check(
          rows.map { $0.dfbetas[column] }, values.numbers, within: 1e-4, scale: 0.01, "mv dfbetas \(place)")
      }
    }
    #expect(fits.count == 132 && multivariate.count == 15, "\(fits.count), \(multivariate.count)")
  }

  /// Viechtbauer and Cheung (2010) mark by the same cut-offs that metafor's flags use.
  @Test("the cut-offs of 37 studies and one coefficient")
  func cutoffs() {
    let cutoffs = InfluenceCutoffs(k: 37, p: 1)
    #expect(cutoffs.dffits == 0.5)
    #expect(abs(cutoffs.hat - 3.0 / 37) < 1e-16)
    // The median of χ² with one degree of freedom is the square of the upper quartile of the normal distribution.
    #expect(abs(cutoffs.cooksDistance - 0.674489750196081743 * 0.674489750196081743) < 1e-14)
    #expect(abs(InfluenceCutoffs(k: 37, p: 2).cooksDistance - 1.386294361119890618) < 1e-14)
    #expect(InfluenceCutoffs(k: 2, p: 2).dffits == nil)
  }
}

@Suite("Influence: properties")
struct InfluencePropertyTests {
  private static let models: [any PoolingModel] = [
    CommonEffect(), RandomEffects(tau2: .derSimonianLaird, test: .z),
    RandomEffects(test: .hartungKnapp), RandomEffects(test: .kenwardRoger),
    RandomEffects(tau2: .derSimonianLaird, test: .henmiCopas), RandomEffects(tau2: .given(0.2)),
  ]

  private func trials() throws -> EffectSizes { try #require(InfluenceReference.trials) }

  private func regression(_ test: MeanTest = .z) throws -> RefittableRegression {
    RefittableRegression(
      MetaRegression(test: test),
      data: try InfluenceReference.moderated("bcg-vaccine", "RR", ["ablat", "alloc"]))
  }

  /// The numbers of a row that do not depend on the units of the effect size.
  private func unitless(_ row: Influence.Row) -> [Double?] {
    [
      row.standardized, row.studentized, row.dffits, row.cooksDistance, row.covarianceRatio, row.q, row.hat,
      row.weight,
    ] + row.dfbetas
  }

  @Test("yi times c and vi times c² change nothing but τ²", arguments: models.indices)
  func units(place: Int) throws {
    let model = Self.models[place]
    guard !((model as? RandomEffects)?.tau2 == .given(0.2)) else { return }
    let effects = EffectSizes(measure: ReportedScale.plain.measure, studies: try trials().studies)
    let c = 37.0
    let scaled = EffectSizes(
      measure: effects.measure,
      studies: effects.studies.map {
        StudyEffect(
          label: $0.label, yi: $0.yi * c, vi: $0.vi * c * c, estimate: $0.yi * c, lower: $0.yi, upper: $0.yi)
      })
    var comparison = InfluenceComparison()
    let rows = try Influence(RefittablePool(model, effects: effects)).analyses[0].rows
    let others = try Influence(RefittablePool(model, effects: scaled)).analyses[0].rows
    for (row, other) in zip(rows, others) {
      comparison.check(unitless(other), unitless(row), within: 1e-9, scale: 0.01, row.cluster.name)
      if let tau2 = row.tau2 {
        comparison.check([other.tau2], [tau2 * c * c], within: 1e-9, scale: 0.01, row.cluster.name)
      }
    }
    #expect(comparison.count > 100)
  }

  @Test("hat values add up to the number of coefficients, weights to 1")
  func sums() throws {
    for model in Self.models {
      let rows = try Influence(RefittablePool(model, effects: trials())).analyses[0].rows
      #expect(abs(rows.compactMap(\.hat).reduce(0, +) - 1) < 1e-14)
      #expect(abs(rows.compactMap(\.weight).reduce(0, +) - 1) < 1e-14)
    }
    let rows = try Influence(regression()).analyses[0].rows
    #expect(abs(rows.compactMap(\.hat).reduce(0, +) - 4) < 1e-13)
  }

  @Test("the order of the studies changes nothing")
  func order() throws {
    let effects = try trials()
    var comparison = InfluenceComparison()
    for model in Self.models {
      let rows = try Influence(RefittablePool(model, effects: effects)).analyses[0].rows
      let reversed = effects.selecting(effects.studies.indices.reversed())
      let others = try Influence(RefittablePool(model, effects: reversed)).analyses[0].rows
      for (row, other) in zip(rows, others.reversed()) {
        #expect(row.cluster.name == other.cluster.name)
        comparison.check(unitless(other), unitless(row), within: 1e-9, scale: 0.01, row.cluster.name)
      }
    }
    #expect(comparison.count > 600)
  }

  @Test("τ² and Q are those of the refit to the bit, Cook's distance and the covariance ratio follow from it")
  func refits() throws {
    for model in Self.models {
      let analysis = RefittablePool(model, effects: try trials())
      let rows = try Influence(analysis).analyses[0].rows
      let leaveOneOut = try LeaveOneOut(analysis)
      let all = leaveOneOut.all.quantities[0]
      let (value, se) = (try #require(all.value), try #require(all.se))
      for (row, deletion) in zip(rows, leaveOneOut.deletions) {
        let refit = try deletion.refit.get()
        #expect(row.tau2 == refit.heterogeneity?.tau2)
        #expect(row.q == refit.heterogeneity?.q)
        let (other, otherSE) = (try #require(refit.quantities[0].value), try #require(refit.quantities[0].se))
        let cook = (value - other) * (value - other) / (se * se)
        #expect(abs(try #require(row.cooksDistance) - cook) <= 1e-12 * max(cook, 0.01))
        let ratio = otherSE * otherSE / (se * se)
        #expect(abs(try #require(row.covarianceRatio) - ratio) <= 1e-12 * ratio)
      }
    }
  }

  @Test(
    "a regression's changes are those of its refits", arguments: [MeanTest.z, .hartungKnapp, .satterthwaite])
  func regressionRefits(test: MeanTest) throws {
    let analysis = try regression(test)
    let rows = try Influence(analysis).analyses[0].rows
    let result = try LeaveOneOut(analysis)
    for (row, deletion) in zip(rows, result.deletions) {
      let refit = try deletion.refit.get()
      #expect(row.tau2 == refit.heterogeneity?.tau2 && row.q == refit.heterogeneity?.q)
      // The sign and the place of the largest change.
      for (dfbetas, pair) in zip(row.dfbetas, zip(result.all.quantities, refit.quantities)) {
        let change = try #require(pair.0.value) - (try #require(pair.1.value))
        #expect(try #require(dfbetas) * change >= 0)
      }
    }
  }

  @Test("at a given τ² each deletion is the updating formula")
  func closedForms() throws {
    let effects = try trials()
    let tau2 = 0.2
    let rows = try Influence(RefittablePool(RandomEffects(tau2: .given(tau2), test: .z), effects: effects))
      .analyses[0].rows
    let weights = effects.vi.map { 1 / ($0 + tau2) }
    let sum = weights.reduce(0, +)
    let mean = zip(weights, effects.yi).reduce(0) { $0 + $1.0 * $1.1 } / sum
    for (place, row) in rows.enumerated() {
      let hat = weights[place] / sum
      let residual = effects.yi[place] - mean
      // θ̂ − θ̂₍₋ᵢ₎ = hᵢeᵢ/(1 − hᵢ), Σw₍₋ᵢ₎ = Σw(1 − hᵢ), and the deleted residual is eᵢ/(1 − hᵢ) with variance 1/[wᵢ(1 − hᵢ)].
      let change = hat * residual / (1 - hat)
      let z = residual * (weights[place] / (1 - hat)).squareRoot()
      #expect(abs(try #require(row.studentized) - z) < 1e-12 * max(abs(z), 0.1))
      #expect(abs(try #require(row.standardized) - z) < 1e-12 * max(abs(z), 0.1))
      #expect(abs(try #require(row.dffits) - change * sum.squareRoot()) < 1e-12)
      #expect(abs(try #require(row.cooksDistance) - change * change * sum) < 1e-12)
      #expect(abs(try #require(row.covarianceRatio) - 1 / (1 - hat)) < 1e-12)
    }
  }

  @Test("Peto's diagnostics are those of the common effect, but for the standardized residual")
  func peto() throws {
    let effects = try InfluenceReference.effects("bcg-vaccine", "PETO")
    let peto = try Influence(RefittablePool(Peto(), effects: effects)).analyses[0].rows
    let common = try Influence(RefittablePool(CommonEffect(), effects: effects)).analyses[0].rows
    var comparison = InfluenceComparison()
    for (one, other) in zip(peto, common) {
      let hat = try #require(other.hat)
      comparison.check(
        Array(unitless(one).dropFirst()), Array(unitless(other).dropFirst()), within: 1e-11, scale: 0.1,
        one.cluster.name)
      comparison.check(
        [one.standardized], [other.standardized.map { $0 * (1 - hat).squareRoot() }], within: 1e-12,
        scale: 0.1, one.cluster.name)
    }
    #expect(comparison.count == 13 * 9)
  }

  @Test("under a common effect the x of Baujat's plot add up to Q")
  func baujatSum() throws {
    let analysis = try Baujat(RefittablePool(CommonEffect(), effects: trials())).analyses[0]
    let q = try #require(analysis.q)
    #expect(abs(analysis.points.compactMap(\.x).reduce(0, +) - q) < 1e-12 * q)
  }
}

@Suite("Influence: what there is, and what cannot be fitted")
struct InfluenceDefinitionTests {
  @Test("a likelihood of counts has no hat values; the beta-binomial model no residuals")
  func likelihoods() throws {
    let table = try InfluenceReference.table("catheter-infection-treated")
    let effects = try EffectSizes(.logit, from: table).selecting(Array(0..<7))
    let mixed = try Influence(RefittablePool(MixedModel(), effects: effects)).analyses[0].rows
    #expect(mixed.allSatisfy { $0.hat == nil && $0.weight == nil && $0.standardized == nil })
    #expect(mixed.allSatisfy { $0.studentized != nil && $0.tau2 != nil && $0.dffits == $0.dfbetas[0] })
    let analysis = RefittablePool(BetaBinomial(), effects: effects)
    let beta = try Influence(analysis).analyses[0].rows
    #expect(beta.allSatisfy { $0.studentized == nil && $0.standardized == nil && $0.tau2 == nil })
    #expect(beta.allSatisfy { $0.cooksDistance != nil && $0.covarianceRatio != nil })
    for row in beta {
      let dffits = try #require(row.dffits)
      #expect(abs(try #require(row.cooksDistance) - dffits * dffits) <= 1e-12 * dffits * dffits)
    }
    #expect(try Baujat(analysis).analyses[0].points.allSatisfy { $0.x == nil && $0.y != nil })
    #expect(
      try Baujat(RefittablePool(MixedModel(), effects: effects)).analyses[0].points.allSatisfy {
        $0.x != nil && $0.y != nil
      })
  }

  @Test("Mantel-Haenszel has residuals and weights, and no hat values")
  func mantelHaenszel() throws {
    let effects = try #require(InfluenceReference.trials)
    let analysis = try Influence(RefittablePool(MantelHaenszel(), effects: effects)).analyses[0]
    #expect(analysis.rows.allSatisfy { $0.hat == nil && $0.weight != nil && $0.studentized != nil })
    #expect(analysis.flags.allSatisfy { $0.hat == nil && $0.dffits != nil })
  }

  @Test("subgroups: all studies, then each subgroup among its own")
  func subgroups() throws {
    let effects = try InfluenceReference.effects("bcg-vaccine", "RR", group: "alloc")
    let result = try Influence(RefittableSubgroups(Subgroups(RandomEffects()), effects: effects))
    #expect(result.analyses.map(\.name) == ["all", "random", "alternate", "systematic"])
    #expect(result.analyses.map(\.k) == [13, 7, 2, 4])
    let own = effects.filter { $0.group == "systematic" }
    let alone = try Influence(RefittablePool(RandomEffects(), effects: own)).analyses[0]
    for (one, other) in zip(result.analyses[3].rows, alone.rows) {
      #expect(one.group == "systematic" && one.cluster.name == other.cluster.name)
      #expect(one.studentized == other.studentized && one.dfbetas == other.dfbetas && one.tau2 == other.tau2)
      #expect(effects.studies[one.cluster.places[0]].label == one.cluster.name)
    }
    let clusters = StudyClusters(
      named: effects.studies.map { $0.yi < -1 ? "low" : nil }, labels: effects.studies.map(\.label))
    let clustered = try Influence(
      RefittableSubgroups(Subgroups(RandomEffects()), effects: effects), clusters: clusters)
    #expect(clustered.analyses[0].rows.count == clusters.clusters.count)
    #expect(clustered.analyses.dropFirst().reduce(0) { $0 + $1.rows.count } >= clusters.clusters.count)
  }

  @Test("a deletion that leaves the coefficients undetermined keeps its row, with what needs no deletion")
  func undetermined() throws {
    let table = try InfluenceReference.table("bcg-vaccine")
    let effects = try EffectSizes(.riskRatio, from: table)
    let data = try ModeratedEffects(effects, moderators: ModeratorRequest(["alloc"]), from: table)
    let systematic = effects.studies.indices.filter { data.design.matrix[$0, 2] == 1 }
    let one = data.selecting(effects.studies.indices.filter { !systematic.dropFirst().contains($0) })
    let rows = try Influence(RefittableRegression(MetaRegression(), data: one)).analyses[0].rows
    let alone = rows.filter { $0.reason != nil }
    try #require(alone.count == 1)
    #expect(alone[0].reason?.contains("alloc") == true, "\(alone[0].reason ?? "")")
    #expect(alone[0].cooksDistance == nil && alone[0].dfbetas == [nil, nil, nil])
    #expect(alone[0].cluster.places == [try #require(systematic.first)])
    // It determines its own coefficient, so that there is no residual to standardize.
    #expect(alone[0].hat == 1 && alone[0].weight != nil && alone[0].standardized == nil)
    #expect(rows.filter { $0.reason == nil }.allSatisfy { $0.cooksDistance != nil })
  }

  @Test("the last study of a subgroup with a common τ² cannot be left out")
  func lastOfSubgroup() throws {
    let effects = try InfluenceReference.effects("bcg-vaccine", "RR", group: "alloc")
    let first = try #require(effects.studies.firstIndex { $0.group == "alternate" })
    let one = effects.selecting(
      effects.studies.indices.filter { effects.studies[$0].group != "alternate" || $0 == first })
    for sharing in [Subgroups<RandomEffects>.BetweenStudyVariance.common, .separate] {
      let result = try Influence(RefittableSubgroups(Subgroups(RandomEffects(), tau2: sharing), effects: one))
      let reasons = result.analyses.flatMap(\.rows).compactMap(\.reason)
      #expect(reasons == [sharing == .common ? "its subgroup has no other study" : "no other study is left"])
    }
  }

  @Test("a single study is refused")
  func single() throws {
    let one = try #require(InfluenceReference.trials).selecting([0])
    #expect(throws: RefitError.self) { try Influence(RefittablePool(RandomEffects(), effects: one)) }
    #expect(throws: RefitError.self) { try Baujat(RefittablePool(RandomEffects(), effects: one)) }
  }
}
