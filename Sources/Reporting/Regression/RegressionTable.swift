import Figures
import MetaRegression
import Pooling

extension RegressionResult {
  /// One row per coefficient, on the analysis scale.
  public var table: ResultTable {
    var table = ResultTable(columns: [
      "name", "term", "value", "se", "statistic", "df", "p", "lower", "upper", "vif", "permutation_p",
    ])
    for (place, coefficient) in fit.coefficients.enumerated() {
      let estimate = coefficient.estimate
      table.append([
        .text(coefficient.name), .init(coefficient.term), .init(estimate.value), .init(estimate.se),
        .init(estimate.statistic), .init(estimate.df), .init(estimate.p), .init(estimate.lower),
        .init(estimate.upper), .init(coefficient.varianceInflation?.gvif),
        .init(permutation?.coefficients[place]),
      ])
    }
    return table
  }
}
