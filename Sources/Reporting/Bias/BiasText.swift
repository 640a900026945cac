import EffectSizes
import Figures
import Pooling

/// What the parts of `copse bias` have in common when they print.
enum BiasText {
  static func short(_ value: Double) -> String { NumberText.significant(value, digits: 4) }

  /// A p-value in a cell: "0.012", "< 0.001".
  static func p(_ p: Double) -> String { p < 0.001 ? "< 0.001" : NumberText.fixed(p, decimals: 3) }

  /// A level as "95%".
  static func percent(_ level: Double) -> String {
    (NumberText.exact((level * 1e8).rounded() / 1e6) ?? "") + "%"
  }

  /// Value, standard error and limits, missing where there is no estimate.
  static func cells(_ estimate: Estimate?) -> [ResultTable.Value] {
    [.init(estimate?.value), .init(estimate?.se), .init(estimate?.lower), .init(estimate?.upper)]
  }

  /// An estimate on the display scale of the pooled result.
  static func displayed(
    _ estimate: Estimate, _ pooled: PoolResult
  ) -> (value: Double, lower: Double, upper: Double) {
    let transformation = pooled.display.transformation
    let limits = transformation.inverse(lower: estimate.lower, upper: estimate.upper)
    return (transformation.inverse(estimate.value), limits.lower, limits.upper)
  }

  /// "0.49 (95% CI 0.33 to 0.73), p = 0.002".
  static func words(_ estimate: Estimate, _ pooled: PoolResult) -> String {
    let shown = displayed(estimate, pooled)
    let format = pooled.format
    guard !estimate.lower.isNaN, !estimate.upper.isNaN else {
      return "\(format.value(shown.value)) (without a standard error)"
    }
    let interval = "\(format.value(shown.lower)) to \(format.value(shown.upper))"
    let p = estimate.p.map { ", " + NumberText.pStatement($0) } ?? ""
    return "\(format.value(shown.value)) (\(percent(pooled.fit.model.level)) CI \(interval))\(p)"
  }
}
