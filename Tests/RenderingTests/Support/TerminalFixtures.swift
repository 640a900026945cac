import Figures

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A forest plot with a row of each kind.
enum TerminalFixtures {
  static var forest: ForestPlot {
    var rows = [ForestRow(kind: .groupHeader, label: "All trials")]
    rows += ChartFixtures.trials.map { trial in
      row(
        .study, trial.name, exp(trial.yi), exp(trial.yi - 1.96 * trial.sei), exp(trial.yi + 1.96 * trial.sei),
        weight: 3 / (trial.sei * trial.sei + 0.3))
    }
    var empty = row(.study, "結核 BCG 試験 1955, an étude with a very long name", nil, nil, nil)
    empty.note = "no events in both groups"
    rows.append(empty)
    rows.append(row(.subgroupSummary, "Subtotal", 0.5, 0.3, 0.8))
    rows.append(row(.note, "Heterogeneity: τ² = 0.31, I² = 92%", nil, nil, nil))
    for index in rows.indices.dropFirst() { rows[index].indent = 1 }
    rows.append(row(.summary, "Random effects (REML)", 0.489, 0.344, 0.696))
    rows.append(row(.predictionInterval, "Prediction interval", nil, 0.12, 1.9))
    rows.append(
      row(
        .note, "Heterogeneity: τ² = 0.313 (0.120 to 1.11), I² = 92.2%, Q = 152.2, df = 12, p < 0.001", nil,
        nil, nil))
    let ticks = [0.1, 0.2, 0.5, 1, 2].map { Axis.Tick(value: $0, label: NumberText.exact($0) ?? "") }
    return ForestPlot(
      title: "BCG vaccine", rawColumns: [], level: 0.95,
      axis: Axis(
        scale: .log, lower: 0.1, upper: 3, reference: 1, ticks: ticks, title: "Risk ratio",
        leftDirection: "favors vaccine", rightDirection: "favors no vaccine"), rows: rows)
  }

  private static func row(
    _ kind: ForestRow.Kind, _ label: String, _ estimate: Double?, _ lower: Double?, _ upper: Double?,
    weight: Double? = nil
  ) -> ForestRow {
    var row = ForestRow(kind: kind, label: label)
    (row.estimate, row.lower, row.upper, row.weightPercent) = (estimate, lower, upper, weight)
    let numbers = [estimate, lower, upper].compactMap { $0.map { NumberText.fixed($0, decimals: 2) } }
    switch numbers.count {
    case 3: row.estimateText = "\(numbers[0]) [\(numbers[1]), \(numbers[2])]"
    case 2: row.estimateText = "[\(numbers[0]), \(numbers[1])]"
    default: row.estimateText = kind == .study ? "not estimable" : ""
    }
    row.weightText = weight.map { NumberText.fixed($0, decimals: 1) + "%" } ?? ""
    return row
  }
}
