import Figures
import Sensitivity

/// The cells that a refit has in every table, one row per quantity.
enum RefitRow {
  static let columns = [
    "quantity", "value", "se", "lower", "upper", "p", "display_value", "display_lower", "display_upper",
    "display_prediction_lower", "display_prediction_upper", "tau2", "i2", "h2", "q", "q_df", "q_p",
  ]

  /// A row without numbers.
  static var none: [ResultTable.Value] { columns.map { _ in .missing } }

  static func rows(of refit: Refit) -> [[ResultTable.Value]] {
    refit.quantities.map { cells($0, of: refit) }
  }

  static func cells(_ quantity: Refit.Quantity, of refit: Refit) -> [ResultTable.Value] {
    let (shown, h) = (quantity.displayed, refit.spread)
    var cells: [ResultTable.Value] = [.text(quantity.name), .init(quantity.value), .init(quantity.se)]
    cells += [.init(quantity.lower), .init(quantity.upper), .init(quantity.p)]
    cells += [.init(shown.value), .init(shown.lower), .init(shown.upper)]
    cells += [.init(quantity.predictionLower), .init(quantity.predictionUpper)]
    cells += [.init(h?.tau2), .init(h?.i2), .init(h?.h2), .init(h?.q), .init(h?.qDF), .init(h?.qP)]
    return cells
  }

  /// What a plot needs besides: how a quantity compares with that of all studies, and the lines to draw.
  static let comparison = [
    "changes", "outside_all", "difference", "display_difference", "null", "display_null", "level", "test",
    "test_statistic", "test_df1", "test_df2", "test_p",
  ]

  /// The cells of ``comparison``; `all` is nil in the row of all studies itself.
  static func comparison(
    _ quantity: Refit.Quantity?, of refit: Refit?, with all: Refit.Quantity?, level: Double
  ) -> [ResultTable.Value] {
    var cells: [ResultTable.Value] = [.missing, .missing, .missing, .missing]
    if let quantity, let all {
      let changes = quantity.changes(from: all, level: level).map(\.rawValue).joined(separator: " ")
      let isOutside = quantity.value.flatMap { all.holds($0) }.map { !$0 }
      cells = [
        .init(changes), isOutside.map { .bool($0) } ?? .missing, .init(quantity.difference(from: all)),
        .init(quantity.displayedDifference(from: all)),
      ]
    }
    let test = refit?.test
    cells += [.init(quantity?.null), .init(quantity?.displayedNull), .number(level)]
    cells += [.init(test?.kind.rawValue), .init(test?.statistic), .init(test?.df1), .init(test?.df2)]
    return cells + [.init(test?.p)]
  }
}
