import EffectSizes
import Pooling
import Testing

/// Mantel–Haenszel and Peto against metafor's `rma.mh` and `rma.peto`.
struct ReferenceCountsTests {
  let grid: Grid

  init() throws { grid = try Grid.load() }

  @Test func mantelHaenszel() throws {
    let comparison = Comparison()
    for reference in grid.mantel_haenszel {
      let measure = try #require(reference.measure)
      let effects = try Dataset(named: reference.dataset).effects(measure)
      let corrected = reference.corrected == true
      let fit = try MantelHaenszel(poolsCorrectedCounts: corrected).fit(effects)
      let place = "\(reference.dataset) \(measure)" + (corrected ? " corrected" : "")
      compare(comparison, fit, reference, place)
      if let se = reference.se_greenland_robins {
        let fit = try MantelHaenszel(riskDifferenceVariance: .greenlandRobins).fit(effects)
        comparison.check("se, Greenland-Robins", fit.estimate.se, se, within: Tolerance.closed, at: place)
        comparison.check(
          "estimate", fit.estimate.value, reference.estimate, within: Tolerance.closed, scale: se, at: place)
      }
    }
    comparison.report("Mantel-Haenszel")
    #expect(grid.mantel_haenszel.count == grid.counts.mantel_haenszel)
  }

  @Test func peto() throws {
    let comparison = Comparison()
    for reference in grid.peto {
      let fit = try Peto().fit(Dataset(named: reference.dataset).effects("PETO"))
      compare(comparison, fit, reference, reference.dataset)
    }
    comparison.report("Peto")
    #expect(grid.peto.count == grid.counts.peto)
  }

  private func compare(
    _ comparison: Comparison, _ fit: PooledFit, _ reference: Grid.Pooled, _ place: String
  ) {
    func check(_ what: String, _ value: Double?, _ expected: Double, scale: Double = 0, condition: Double = 1)
    {
      comparison.check(
        what, value, expected, within: Tolerance.closed * condition, scale: scale, at: place)
    }
    let estimate = fit.estimate
    check("estimate", estimate.value, reference.estimate, scale: reference.se)
    check("se", estimate.se, reference.se)
    check("limits", estimate.lower, reference.lower, scale: reference.se)
    check("limits", estimate.upper, reference.upper, scale: reference.se)
    check("statistic", estimate.statistic, reference.statistic, scale: 1)
    check("p", estimate.p, reference.p, condition: max(1, reference.statistic * reference.statistic))
    // Studies without events in either group have a risk difference of 0, which Copse counts in Q and metafor
    // does not.
    let countsDoubleZeros = reference.measure == "RD" && reference.k_effects < reference.k
    guard !countsDoubleZeros else {
      #expect(fit.heterogeneity.qDF > reference.Q_df)
      return
    }
    check("Q", fit.heterogeneity.q, reference.Q)
    check("Q", fit.heterogeneity.qDF, reference.Q_df)
    check("Q p", fit.heterogeneity.qP, reference.Q_p, condition: max(1, reference.Q))
    check("I2", fit.heterogeneity.i2, reference.I2, scale: 1)
    check("H2", fit.heterogeneity.h2, reference.H2)
  }
}
