import Figures
import Pooling

extension PoolResult {
  /// The result as one row, and one more for each subgroup: what the JSON document has, flat.
  public var table: ResultTable {
    var table = ResultTable(columns: [
      "group", "k", "measure", "effects", "method", "tau2_method", "test", "level", "value", "se", "lower",
      "upper", "statistic", "df", "p", "display_value", "display_lower", "display_upper",
      "prediction_method", "display_prediction_lower", "display_prediction_upper", "marginal_mean", "tau2",
      "tau2_lower", "tau2_upper", "tau", "i2_definition", "i2", "i2_lower", "i2_upper", "h2", "q", "q_df",
      "q_p", "tau2_interval", "log_likelihood", "aic", "aicc", "bic", "threshold", "share_above",
      "share_above_lower", "share_above_upper", "rounding_lower", "rounding_upper",
      "rounding_p_lower", "rounding_p_upper",
    ])
    for group in subgroups?.groups ?? [] { table.append(cells(group.fit, group: group.name)) }
    table.append(cells(fit, group: nil))
    return table
  }

  private func cells(_ fit: PooledFit, group: String?) -> [ResultTable.Value] {
    let (model, estimate, h) = (fit.model, fit.estimate, fit.heterogeneity)
    let display = display(of: fit)
    var cells: [ResultTable.Value] = [
      .init(group), .integer(fit.k), .text(measure.code), .text(model.effects), .text(model.method),
      .init(model.tau2), .text(model.test), .number(model.level),
    ]
    cells += [.init(estimate.value), .init(estimate.se), .init(estimate.lower), .init(estimate.upper)]
    cells += [.init(estimate.statistic), .init(estimate.df), .init(estimate.p)]
    cells += [.init(display.value), .init(display.lower), .init(display.upper), .init(model.prediction)]
    cells += [.init(display.predictionLower), .init(display.predictionUpper), .init(display.marginalMean)]
    cells += [.init(h.tau2), .init(h.tau2Lower), .init(h.tau2Upper), .init(h.tau)]
    cells += [.text(h.i2Definition.rawValue), .init(h.i2), .init(h.i2Lower), .init(h.i2Upper)]
    cells += [.init(h.h2), .init(h.q), .init(h.qDF), .init(h.qP)]
    let (criteria, share) = (fit.criteria?.values, shareBeyond(fit))
    cells += [.init(model.tau2Interval), .init(criteria?.logLikelihood), .init(criteria?.aic)]
    cells += [.init(criteria?.aicc), .init(criteria?.bic), .init(share?.threshold), .init(share?.above)]
    cells += [.init(share?.lower), .init(share?.upper)]
    let ends = rounding.map { displayed($0) }
    cells += [.init(ends?.lowerBound), .init(ends?.upperBound)]
    cells += [.init(rounding?.smallestP?.p), .init(rounding?.largestP?.p)]
    return cells
  }
}
