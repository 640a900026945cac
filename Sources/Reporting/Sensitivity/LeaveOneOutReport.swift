import Figures
import Pooling
import Sensitivity
import StudyData

/// Leave-one-out in every form of output.
public struct LeaveOneOutReport: Sendable {
  /// The analyses.
  public let result: LeaveOneOut
  /// Studies that reading and computing left out.
  public let excluded: [Exclusion]
  /// What is unwise about the data.
  public let dataWarnings: [AnalysisWarning]

  /// The analyses with what was left out before them.
  public init(_ result: LeaveOneOut, excluded: [Exclusion] = [], dataWarnings: [AnalysisWarning] = []) {
    self.result = result
    self.excluded = excluded
    self.dataWarnings = dataWarnings
  }

  /// What is unwise about the data and the analysis of all studies.
  public var warnings: [AnalysisWarning] { dataWarnings + result.all.warnings }

  /// One row per quantity: first those of all studies, then those without each.
  public var table: ResultTable {
    var table = ResultTable(columns: ["left_out", "k"] + RefitRow.columns + ["note"])
    for row in RefitRow.rows(of: result.all) {
      table.append([.missing, .integer(result.all.k)] + row + [.missing])
    }
    for deletion in result.deletions {
      let name = ResultTable.Value.text(deletion.cluster.name)
      switch deletion.refit {
      case .success(let refit):
        for row in RefitRow.rows(of: refit) { table.append([name, .integer(refit.k)] + row + [.missing]) }
      case .failure(let error):
        table.append([name, .missing] + RefitRow.none + [.text(error.description)])
      }
    }
    return table
  }
}

/// The cells that a refit has in every table, one row per quantity.
enum RefitRow {
  static let columns = [
    "quantity", "value", "se", "lower", "upper", "p", "display_value", "display_lower", "display_upper",
    "display_prediction_lower", "display_prediction_upper", "tau2", "i2", "h2", "q", "q_df", "q_p",
  ]

  /// A row without numbers.
  static var none: [ResultTable.Value] { columns.map { _ in .missing } }

  static func rows(of refit: Refit) -> [[ResultTable.Value]] {
    let h = refit.heterogeneity
    return refit.quantities.map { quantity in
      let shown = quantity.displayed
      var cells: [ResultTable.Value] = [.text(quantity.name), .init(quantity.value), .init(quantity.se)]
      cells += [.init(quantity.lower), .init(quantity.upper), .init(quantity.p)]
      cells += [.init(shown.value), .init(shown.lower), .init(shown.upper)]
      cells += [.init(quantity.predictionLower), .init(quantity.predictionUpper)]
      cells += [.init(h?.tau2), .init(h?.i2), .init(h?.h2), .init(h?.q), .init(h?.qDF), .init(h?.qP)]
      return cells
    }
  }
}
