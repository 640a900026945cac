import Foundation
import MetaAnalysis
import Testing

/// The places of marks against those of metafor's funnel, radial, labbe and regplot.
@Suite("Plots against metafor")
struct PlotReferenceTests {
  struct Reference: Decodable {
    struct Studies: Decodable {
      let data, measure, method: String
      let estimate, tau2, half: Double
      let funnel_x, funnel_y, radial_x, radial_z: [Double]
    }
    struct Labbe: Decodable {
      let data, measure: String
      let whole: [Int]
      let first, second, at, curve: [Double]
      let estimate: Double
    }
    struct Drapery: Decodable { let theta, first, pooled, prediction: [Double] }
    struct Bubble: Decodable {
      let name, method, test: String
      let tau2: Double
      let xi, yi, x, line, lower, upper, pi_lower, pi_upper: [Double]
    }
    struct Level: Decodable {
      let level: String
      let line, lower, upper, pi_lower, pi_upper: Double
    }
    let studies: [Studies]
    let labbe: [Labbe]
    let drapery: Drapery
    let bubbles: [Bubble]
    let alloc: [Level]
  }

  private let reference: Reference

  init() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Reference/plots.json")
    reference = try JSONDecoder().decode(Reference.self, from: Data(contentsOf: file))
  }

  private func effects(_ data: String, _ measure: String) throws -> EffectSizes {
    let table = try StudyTable.bundled(data)
    guard let measure = TwoGroupMeasure(rawValue: measure) else {
      return try EffectSizes(reportedIn: table, scale: .logRatio)
    }
    return try EffectSizes(measure, from: table)
  }

  /// Within 1e-10 of the expected values, relative to those above 1.
  private func expectClose(
    _ ours: [Double], _ expected: [Double], _ what: String, within: Double = 1e-10,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(ours.count == expected.count, "\(what)", sourceLocation: sourceLocation)
    for (place, (one, other)) in zip(ours, expected).enumerated() {
      #expect(
        abs(one - other) <= within * max(1, abs(other)), "\(what) \(place + 1): \(one), metafor \(other)",
        sourceLocation: sourceLocation)
    }
  }

  @Test("the studies of a funnel and of a radial plot, the band and the line")
  func studies() throws {
    #expect(reference.studies.count == 6)
    for run in reference.studies {
      let effects = try effects(run.data, run.measure)
      let model: any PoolingModel =
        run.method == "EE" ? CommonEffect() : RandomEffects(tau2: .given(run.tau2), test: .z)
      let result = PoolResult(try model.fit(effects))
      let funnel = Chart(
        funnel: FunnelPlot(
          effects, center: result.fit.estimate.value, transformation: result.display.transformation),
        of: result)
      let name = "\(run.data) \(run.measure) \(run.method)"
      expectClose(funnel.studies.map { log($0.x) }, run.funnel_x, "\(name) funnel x")
      expectClose(funnel.studies.map(\.y), run.funnel_y, "\(name) funnel y")
      let limits = try #require(funnel.marks(.limits).first).vertices
      let foot = limits[0].y
      expectClose(
        limits.map { log($0.x) },
        [run.estimate - run.half * foot, run.estimate, run.estimate + run.half * foot], "\(name) limits")
      let radial = result.radialChart
      expectClose(radial.studies.map(\.x), run.radial_x, "\(name) radial x")
      expectClose(radial.studies.map(\.y), run.radial_z, "\(name) radial z")
      let line = try #require(radial.marks(.summary).first).vertices
      expectClose([line[1].y], [line[1].x * run.estimate], "\(name) line")
      let band = try #require(radial.marks(.band).first).vertices
      expectClose(
        band.map { $0.y - $0.x * run.estimate }, [run.half, run.half, -run.half, -run.half], "\(name) band")
    }
  }

  @Test("the groups of a L'Abbé plot and the curve of the pooled value, on four measures")
  func labbe() throws {
    #expect(Set(reference.labbe.map(\.measure)) == ["RR", "OR", "RD", "AS"])
    for run in reference.labbe {
      let effects = try effects(run.data, run.measure).selecting(run.whole.map { $0 - 1 })
      let fit = try RandomEffects(tau2: .derSimonianLaird).fit(effects)
      let plot = try #require(LabbePlot(fit))
      let name = "\(run.data) \(run.measure)"
      expectClose(plot.points.map(\.first), run.first, "\(name) first group")
      expectClose(plot.points.map(\.second), run.second, "\(name) second group")
      expectClose([plot.effect], [run.estimate], "\(name) effect")
      expectClose(try run.at.map { try #require(plot.first(at: $0)) }, run.curve, "\(name) curve")
      let chart = try #require(PoolResult(fit).labbeChart())
      expectClose(chart.studies.map(\.x).sorted(), run.second.sorted(), "\(name) marks")
      for vertex in try #require(chart.marks(.summary).first).vertices {
        #expect(plot.first(at: vertex.x) == vertex.y)
      }
    }
  }

  @Test("the p-value functions of a study, of the pooled value and of the prediction interval")
  func drapery() throws {
    let expected = reference.drapery
    let fit = try RandomEffects(test: .hartungKnapp).fit(effects("bcg-vaccine", "RR"))
    let study = PValueFunction(fit.effects.studies[0])
    let pooled = try #require(PValueFunction(fit))
    let prediction = try #require(PValueFunction(predictionOf: fit))
    expectClose(expected.theta.map { study.p(at: $0) }, expected.first, "study")
    // tau² is iterated on both sides.
    expectClose(expected.theta.map { pooled.p(at: $0) }, expected.pooled, "pooled", within: 1e-8)
    expectClose(expected.theta.map { prediction.p(at: $0) }, expected.prediction, "prediction", within: 1e-8)
    for function in [study, pooled, prediction] {
      #expect(function.curve.count == 81)
      expectClose(function.curve.map { function.p(at: $0.theta) }, function.curve.map(\.p), "curve")
    }
  }

  @Test("the line of a bubble plot, its band and its prediction limits")
  func bubbles() throws {
    let table = try StudyTable.bundled("bcg-vaccine")
    let trials = try EffectSizes(.riskRatio, from: table)
    #expect(reference.bubbles.count == 12)
    for run in reference.bubbles {
      let terms = run.name.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      let data = try ModeratedEffects(trials, moderators: ModeratorRequest(terms), from: table)
      let isZ = run.test == "z"
      let fit = try MetaRegression(
        tau2: run.method == "DL" ? .derSimonianLaird : .given(run.tau2), test: isZ ? .z : .hartungKnapp,
        prediction: isZ ? .z : .hk
      ).fit(data)
      let chart = try RegressionResult(fit).bubbleChart(of: "ablat")
      let name = "\(run.name) \(run.method) \(run.test)"
      expectClose(chart.studies.map(\.x).sorted(), run.xi.sorted(), "\(name) x")
      expectClose(chart.studies.map { log($0.y) }.sorted(), run.yi.sorted(), "\(name) y")
      let line = try #require(chart.marks(.regression).first).vertices
      expectClose(line.map(\.x), run.x, "\(name) steps")
      expectClose(line.map { log($0.y) }, run.line, "\(name) line")
      let band = try #require(chart.marks(.band).first).vertices.map { log($0.y) }
      expectClose(Array(band.prefix(61)), run.upper, "\(name) upper")
      expectClose(Array(band.suffix(61).reversed()), run.lower, "\(name) lower")
      let prediction = chart.marks(.prediction).map { $0.vertices.map { log($0.y) } }
      expectClose(prediction[0], run.pi_upper, "\(name) upper prediction limit")
      expectClose(prediction[1], run.pi_lower, "\(name) lower prediction limit")
    }
  }

  @Test("the levels of a factor beside a number at its mean")
  func levels() throws {
    let table = try StudyTable.bundled("bcg-vaccine")
    let data = try ModeratedEffects(
      try EffectSizes(.riskRatio, from: table), moderators: ModeratorRequest(["ablat", "alloc"]), from: table)
    let fit = try MetaRegression(tau2: .derSimonianLaird, test: .hartungKnapp, prediction: .hk).fit(data)
    let chart = try RegressionResult(fit).bubbleChart(of: "alloc")
    #expect(chart.panels[0].x.ticks.map(\.label) == reference.alloc.map(\.level))
    for (place, level) in reference.alloc.enumerated() {
      let mean = chart.marks(.regression)[place].vertices
      expectClose(mean.map { log($0.y) }, [level.line, level.line], "\(level.level) mean")
      let box = chart.marks(.band)[place].vertices
      expectClose(box.map { log($0.y) }, [level.lower, level.upper], "\(level.level) limits")
      let prediction = chart.marks(.prediction)[(2 * place)...].prefix(2).map { log($0.vertices[0].y) }
      expectClose(prediction, [level.pi_upper, level.pi_lower], "\(level.level) prediction")
    }
  }
}
