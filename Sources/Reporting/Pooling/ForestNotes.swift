import Figures
import Pooling

/// The lines of text in and under a forest plot: how much the studies differ, and the tests.
struct ForestNotes {
  let result: PoolResult
  let wording: ForestWording

  init(_ result: PoolResult, _ wording: ForestWording) {
    self.result = result
    self.wording = wording
  }

  /// The lines under the plot, from the results that are shown.
  func overall(_ results: [PoolResult]) -> [String] {
    var lines = [heterogeneity(result.fit)]
    for shown in results {
      guard let test = test(shown.fit) else { continue }
      let name = shown.fit.model.effects == "random" ? "random effects" : "common effect"
      lines.append("Overall effect" + (results.count > 1 ? " (\(name)): " : ": ") + test)
    }
    for shown in results {
      guard let test = shown.subgroups?.test else { continue }
      let name = shown.fit.model.effects == "random" ? "random effects" : "common effect"
      lines.append(
        "Subgroup differences" + (results.count > 1 ? " (\(name)): " : ": ")
          + chiSquared(test.q, df: test.df, p: test.p))
    }
    return lines
  }

  /// "Heterogeneity: τ² = 0.31; χ² = 152.2, df = 12, p < 0.001; I² = 92.2%".
  func heterogeneity(_ fit: PooledFit) -> String {
    let h = fit.heterogeneity
    var parts: [String] = []
    if let tau2 = h.tau2 { parts.append(wording.numbers("τ² = \(NumberText.significant(tau2, digits: 4))")) }
    if let p = h.qP { parts.append(chiSquared(h.q, df: h.qDF, p: p)) }
    if let i2 = h.i2 { parts.append(wording.numbers("I² = \(NumberText.fixed(i2 * 100, decimals: 1))%")) }
    return "Heterogeneity: "
      + (parts.isEmpty || fit.k == 1 ? "not applicable" : parts.joined(separator: "; "))
  }

  private func chiSquared(_ q: Double, df: Double, p: Double) -> String {
    wording.numbers("χ² = \(NumberText.fixed(q, decimals: 2)), df = \(NumberText.exact(df) ?? "")")
      + ", \(wording.p(p))"
  }

  /// "z = −4.1, p < 0.001"; nil for a quantity without a value of no effect.
  private func test(_ fit: PooledFit) -> String? {
    guard result.measure.null != nil, let statistic = fit.estimate.statistic, let p = fit.estimate.p else {
      return nil
    }
    let value = NumberText.fixed(statistic, decimals: 2)
    guard let df = fit.estimate.df, df.isFinite else {
      return wording.numbers("z = \(value)") + ", \(wording.p(p))"
    }
    let degrees = NumberText.exact((df * 10).rounded() / 10) ?? ""
    return wording.numbers("t = \(value), df = \(degrees)") + ", \(wording.p(p))"
  }
}
