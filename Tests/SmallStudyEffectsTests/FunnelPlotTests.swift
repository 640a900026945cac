import Distributions
import EffectSizes
import SmallStudyEffects
import Testing

@Suite("Funnel plot")
struct FunnelPlotTests {
  private func funnel(_ data: String = "magnesium", _ measure: String = "OR") throws -> FunnelPlot {
    let effects = try bundledEffects(data, measure)
    return FunnelPlot(effects, center: -0.5, transformation: effects.measure.transformation)
  }

  @Test("regions from the widest to the narrowest, then the lines")
  func order() throws {
    let outlines = try funnel().outlines
    #expect(outlines.map(\.kind) == [.contour, .contour, .contour, .limits, .null, .center, .egger])
    #expect(outlines.map(\.level) == [0.99, 0.95, 0.90, 0.95, nil, nil, nil])
  }

  @Test("the sides of a region lie z standard errors from its center, on both scales")
  func vertices() throws {
    let funnel = try funnel()
    let z = Normal.standard.quantile(0.975)
    let limits = try #require(funnel.outlines.first { $0.kind == .limits })
    #expect(limits.vertices.map(\.sei) == [0, funnel.foot, funnel.foot])
    for (vertex, side) in zip(limits.vertices, [0.0, -1, 1]) {
      expectClose(vertex.yi, -0.5 + side * z * funnel.foot, within: 1e-12, "side")
      expectClose(vertex.estimate, Transformation.log.inverse(vertex.yi), within: 1e-12, "display")
    }
    #expect(funnel.points.allSatisfy { $0.sei < funnel.foot })
  }

  @Test("a bent display has as many points as the bend needs, and stays in its range")
  func bent() throws {
    let outlines = try funnel("hyperdynamic-therapy", "PLO").outlines
    #expect(outlines.map(\.kind) == [.limits, .center, .egger])
    #expect(outlines.map(\.vertices.count) == [81, 2, 41])
    #expect(outlines.flatMap(\.vertices).allSatisfy { (0...1).contains($0.estimate) })
    #expect(try funnel("hyperdynamic-therapy", "PLO").points.allSatisfy { $0.p == nil && $0.beyond == nil })
  }

  @Test("a study's region is that of its p-value")
  func regions() throws {
    let funnel = try funnel()
    for point in funnel.points {
      let p = try #require(point.p)
      let expected = [0.99, 0.95, 0.90].first { p < 1 - $0 }
      #expect(point.beyond == expected, "\(point.study)")
      #expect(point.isInside == (abs(point.yi + 0.5) / point.sei <= 1.959963984540054))
      expectClose(point.precision, 1 / point.sei, within: 1e-15, "precision")
    }
    #expect(Set(funnel.points.map(\.beyond)).count > 2)
    #expect(funnel.points[0].size == 76)
  }

  @Test("Egger's line goes through its limit and along its slope")
  func egger() throws {
    let funnel = try funnel()
    let result = try AsymmetryTest.egger.run(bundledEffects("magnesium", "OR"))
    let line = try #require(funnel.outlines.last).vertices
    expectClose(line[0].yi, result.limit?.value, "start")
    expectClose((line[1].yi - line[0].yi) / funnel.foot, result.slope?.value, "slope")
  }
}
