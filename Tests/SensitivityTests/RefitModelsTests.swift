import EffectSizes
import Foundation
import MetaRegression
import Pooling
import Sensitivity
import StudyData
import Survival
import Testing

/// Each refit is the fit of the library on the table without that row, to the bit.
@Suite("Refits of every model")
struct RefitModelsTests {
  private func expectEqual(_ refit: Refit, _ fit: PooledFit, _ name: String = "pooled") throws {
    let (quantity, display) = (try refit.required(name), DisplayedResult(fit))
    #expect(quantity.value == fit.estimate.value && quantity.se == fit.estimate.se)
    #expect(quantity.lower == fit.estimate.lower && quantity.upper == fit.estimate.upper)
    #expect(quantity.p == fit.estimate.p)
    #expect(quantity.displayed == .init(value: display.value, lower: display.lower, upper: display.upper))
    #expect(quantity.predictionLower == display.predictionLower)
  }

  @Test(
    "counts: inverse variance, Mantel-Haenszel, Peto, mixed models",
    arguments: [
      RandomEffects(), CommonEffect(), MantelHaenszel(), Peto(), MixedModel(),
      MixedModel(approach: .conditionalExact),
    ] as [any PoolingModel])
  func counts(_ model: any PoolingModel) throws {
    func effects(without row: Int? = nil) throws -> EffectSizes {
      let table = try table("bcg-vaccine", without: row)
      return model is Peto ? try EffectSizes(.peto, from: table) : try EffectSizes(.oddsRatio, from: table)
    }
    let all = try effects()
    // Mixed models take their time: three rows tell as much.
    let some = try LeaveOneOut(
      RefittablePool(model, effects: all),
      clusters: StudyClusters(
        named: all.studies.indices.map { $0 < 3 ? nil : "others" }, labels: all.studies.map(\.label)))
    for row in 0..<3 { try expectEqual(some.deletions[row].refit.get(), model.fit(effects(without: row))) }
    #expect(try some.deletions[3].refit.get().k == 3)
  }

  @Test("one group's proportions, on the display scale too")
  func proportions() throws {
    let name = "catheter-infection-treated"
    for (model, measure) in [
      (RandomEffects(test: .hartungKnapp), ProportionMeasure.freemanTukey), (BetaBinomial(), .logit),
    ] as [(any PoolingModel, ProportionMeasure)] {
      let result = try LeaveOneOut(RefittablePool(model, effects: EffectSizes(measure, from: table(name))))
      for (row, deletion) in result.deletions.enumerated() {
        try expectEqual(
          deletion.refit.get(), model.fit(EffectSizes(measure, from: table(name, without: row))))
        #expect(try deletion.refit.get().required().isProportion)
      }
      #expect(result.summary(of: "pooled")?.changes.isEmpty == true)
    }
  }

  @Test("a meta-regression whose moderators are not centered")
  func regression() throws {
    func data(without row: Int? = nil) throws -> ModeratedEffects {
      let table = try table("bcg-vaccine", without: row)
      return try ModeratedEffects(
        EffectSizes(.riskRatio, from: table), moderators: ModeratorRequest(["ablat", "alloc"]), from: table)
    }
    let model = MetaRegression(tau2: .derSimonianLaird, test: .z)
    let result = try LeaveOneOut(RefittableRegression(model, data: data()))
    for (row, deletion) in result.deletions.enumerated() {
      let (refit, fit) = (try deletion.refit.get(), try model.fit(data(without: row)))
      for coefficient in fit.coefficients {
        let quantity = try refit.required(coefficient.name)
        #expect(quantity.value == coefficient.estimate.value && quantity.p == coefficient.estimate.p)
      }
      #expect(refit.test?.p == fit.omnibus?.p && refit.test?.kind == .moderators)
      #expect(refit.heterogeneity == fit.heterogeneity)
    }
  }

  @Test("subgroups, with the test between them; a group that is lost is missing")
  func subgroups() throws {
    func effects(without row: Int? = nil) throws -> EffectSizes {
      var columns = ColumnRequest()
      columns.group = "alloc"
      return try EffectSizes(.riskRatio, from: table("bcg-vaccine", without: row), columns: columns)
    }
    let model = Subgroups(RandomEffects(), tau2: .common)
    let all = RefittableSubgroups(model, effects: try effects())
    for (row, deletion) in try LeaveOneOut(all).deletions.enumerated() {
      let (refit, fit) = (try deletion.refit.get(), try model.fit(effects(without: row)))
      try expectEqual(refit, fit.overall)
      for group in fit.groups { try expectEqual(refit, group.fit, group.name) }
      #expect(refit.test?.statistic == fit.test?.q && refit.test?.p == fit.test?.p)
    }
    let groups = all.effects.studies.map(\.group)
    let clusters = StudyClusters(named: groups, labels: all.labels)
    let refit = try LeaveOneOut(all, clusters: clusters).deletions[0].refit.get()
    #expect(refit.quantities.count == 3 && refit.quantity(named: clusters.clusters[0].name) == nil)
  }

  @Test("survival at a time")
  func survival() throws {
    func effects(without row: Int? = nil) throws -> EffectSizes {
      let table = try table("begg-leukemia", without: row)
      let layout = try DataLayout.find(in: table, requested: ColumnRequest(kind: .oneGroupSurvival))
      guard case .oneGroupSurvival(let columns) = layout.columns else { throw RefitError("no survival") }
      return EffectSizes(.logMinusLog, of: try table.survivals(columns, labels: layout.labels).rows)
    }
    let all = try effects()
    for (row, deletion) in try LeaveOneOut(RefittablePool(RandomEffects(), effects: all)).deletions
      .enumerated()
    {
      try expectEqual(deletion.refit.get(), RandomEffects().fit(effects(without: row)))
    }
  }

  @Test("hazard ratios by their best routes, which may differ from study to study")
  func hazardRatios() throws {
    let lines = [
      "study,hr,ci_low,ci_high,log_hr,se,o_minus_e,v", "A,0.7,0.5,0.98,,,,", "B,,,,-0.21,0.18,,",
      "C,,,,,,-4.2,11.5", "D,0.95,0.71,1.27,,,,",
    ]
    func effects(without row: Int? = nil) throws -> EffectSizes {
      var kept = lines
      if let row { kept.remove(at: row + 1) }
      let table = try table(kept)
      let reports = try table.hazardRatioReports(labels: StudyLabels.find(in: table)).rows
      return EffectSizes(hazardRatios: HazardRatioEstimates.studies(reports))
    }
    let all = try effects()
    #expect(all.k == 4 && Set(all.studies.flatMap(\.notes)).count == 3)
    for (row, deletion) in try LeaveOneOut(RefittablePool(RandomEffects(), effects: all)).deletions
      .enumerated()
    {
      try expectEqual(deletion.refit.get(), RandomEffects().fit(effects(without: row)))
    }
  }
}

@Suite("Refits of summary survival curves")
struct RefitCurveTests {
  private static let curves: [StudyCurve] = {
    let falls: [[Double]] = [
      [0.90, 0.72, 0.55, 0.41], [0.83, 0.60, 0.44, 0.30], [0.95, 0.81, 0.66], [0.78, 0.59, 0.42, 0.35],
      [0.88, 0.70, 0.52, 0.33],
    ]
    return falls.enumerated().map { place, values in
      StudyCurve(
        "S\(place + 1)", group: place < 3 ? "a" : "b",
        values.enumerated().map {
          .init(
            time: Double($0 + 1) * 12, survival: $1, atRisk: Double(40 + 9 * place) * pow(0.8, Double($0)))
        })
    }
  }()

  @Test("median, restricted mean and survival are those of a fit of the others")
  func curve() throws {
    let model = SummaryCurve(horizon: 36)
    let result = try LeaveOneOut(RefittableCurve(model, curves: Self.curves, times: [24, 48]))
    #expect(
      result.all.quantities.map(\.name) == ["median", "restricted mean", "survival at 24", "survival at 48"])
    for (place, deletion) in result.deletions.enumerated() {
      let fit = try model.fit(Self.curves.enumerated().filter { $0.offset != place }.map(\.element))
      let refit = try deletion.refit.get()
      #expect(refit.k == 4)
      #expect(try refit.required("median").value == fit.median.value)
      #expect(try refit.required("restricted mean").se == fit.restrictedMean?.se)
      #expect(try refit.required("survival at 24").lower == fit.points[1].limits.lower)
      #expect(refit.spread?.q == fit.heterogeneity.q && refit.heterogeneity == nil)
    }
  }

  @Test("strata have their own quantities and a test; a curve that ends early has no mean")
  func strata() throws {
    let analysis = RefittableCurve(
      SummaryCurve(model: .common, horizon: 48), curves: Self.curves, hasStrata: true)
    let all = try analysis.fitAll()
    #expect(
      all.quantities.map(\.name) == [
        "median", "restricted mean", "a: median", "a: restricted mean", "b: median", "b: restricted mean",
      ])
    #expect(all.test?.kind == .groups)
    let early = try analysis.refit([2])
    #expect(try early.required("restricted mean").value == nil && early.quantity(named: "b: median") == nil)
    #expect(throws: RefitError.self) { try analysis.refit([]) }
  }
}
