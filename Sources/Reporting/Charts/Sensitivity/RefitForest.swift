import EffectSizes
import Figures
import Sensitivity

extension LeaveOneOutReport {
  /// The forest plot of the first quantity: a row without each study or cluster, then all studies.
  public var forest: ForestPlot {
    series.forest(labels: result.deletions.map { "without \($0.cluster.name)" })
  }
}

extension CumulativeReport {
  /// The forest plot of the first quantity: a row for each step, then all studies; the column of the order beside.
  public var forest: ForestPlot {
    let steps = result.steps.map(\.added)
    return series.forest(
      labels: steps.map { "+ \(Self.short($0.added))" },
      lead: result.order.name.map { ($0, steps.map { Self.words($0.value) }) })
  }
}

extension RefitSeries {
  /// A column beside the labels.
  private struct Column {
    let name: String
    let text: (Refit, Refit.Quantity) -> String

    /// Those of the columns that the analysis of all studies has.
    static func present(in all: Refit, _ quantity: Refit.Quantity) -> [Column] {
      [
        Column(name: "k") { refit, _ in "\(refit.k)" },
        Column(name: "I²") { refit, _ in
          refit.spread?.i2.map { NumberText.fixed($0 * 100, decimals: 1) + "%" } ?? ""
        },
        Column(name: "τ²") { refit, _ in
          refit.spread?.tau2.map { NumberText.significant($0, digits: 3) } ?? ""
        },
        Column(name: "p") { _, quantity in quantity.p.map(RefitSeries.pText) ?? "" },
      ].filter { !$0.text(all, quantity).isEmpty }
    }
  }

  /// The forest plot of the first quantity.
  ///
  /// - Parameters:
  ///   - labels: of the refits.
  ///   - lead: a column before the others, by its name and its text for each refit.
  func forest(labels: [String], lead: (name: String, texts: [String])? = nil) -> ForestPlot {
    let reference = all.quantities[0]
    let columns = Column.present(in: all, reference)
    let format = ValueFormat(reference)
    var rows: [ForestRow] = []
    for (place, line) in lines.enumerated() {
      var row = ForestRow(kind: .study, label: labels[place])
      let ahead = lead.map { [ResultTable.Value.text($0.texts[place])] } ?? []
      switch line.refit {
      case .failure(let error):
        row.estimateText = "not estimable"
        row.note = error.description
        row.raw = ahead + columns.map { $0.name == "k" ? .text("\(line.kept)") : .text("") }
      case .success(let refit):
        fill(&row, refit, format, columns, ahead)
      }
      rows.append(row)
    }
    var summary = ForestRow(kind: .summary, label: "All studies")
    fill(&summary, all, format, columns, lead.map { _ in [.text("")] } ?? [])
    rows.append(summary)
    return ForestPlot(
      title: "", rawColumns: (lead.map { [$0.name] } ?? []) + columns.map(\.name), level: level,
      axis: axis(reference, rows: rows), rows: rows)
  }

  private func fill(
    _ row: inout ForestRow, _ refit: Refit, _ format: ValueFormat, _ columns: [Column],
    _ ahead: [ResultTable.Value]
  ) {
    guard let quantity = refit.quantity(named: all.quantities[0].name) else {
      row.estimateText = "not estimable"
      row.note = "no study of it"
      row.raw = ahead + columns.map { $0.name == "k" ? .text("\(refit.k)") : .text("") }
      return
    }
    let shown = quantity.displayed
    (row.yi, row.sei) = (quantity.value, quantity.se)
    (row.estimate, row.lower, row.upper) = (shown.value, shown.lower, shown.upper)
    row.estimateText = format.text(quantity)
    row.raw = ahead + columns.map { .text($0.text(refit, quantity)) }
  }

  private func axis(_ reference: Refit.Quantity, rows: [ForestRow]) -> Axis {
    let isRatio = subject.measure?.isRatio == true
    let bounds = subject.measure?.naturalRange ?? -.infinity ... .infinity
    return Axis(
      scale: isRatio ? .log : .linear,
      showing: rows.compactMap(\.estimate)
        + [reference.displayed.lower, reference.displayed.upper].compactMap(\.self),
      limits: rows.flatMap { [$0.lower, $0.upper].compactMap(\.self) },
      bounds: reference.isProportion ? 0...1 : bounds, reference: reference.displayedNull,
      asPercent: reference.isProportion, title: subject.naming(reference.name).heading)
  }
}
