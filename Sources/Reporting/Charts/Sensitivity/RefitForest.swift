import EffectSizes
import Figures
import Sensitivity

extension LeaveOneOutReport {
  /// The forest plot of the first quantity: a row without each study or cluster, then all studies.
  public var forest: ForestPlot {
    series.forest(
      RefitForest(
        heading: "Left out",
        labels: result.deletions.map { "without \($0.cluster.name)" },
        description: "Leave-one-out: the analysis without each \(cluster == nil ? "study" : "cluster")"))
  }
}

extension CumulativeReport {
  /// The forest plot of the first quantity: a row for each step, then all studies; the column of the order beside.
  public var forest: ForestPlot {
    let steps = result.steps.map(\.added)
    return series.forest(
      RefitForest(
        heading: "Added", labels: steps.map { "+ \(Self.short($0.added))" },
        lead: result.order.name.map { ($0, steps.map { Self.words($0.value) }) },
        description: "Cumulative: the analysis as studies are added"
          + (result.order.name.map { " by \($0)" } ?? "")))
  }
}

/// What a forest plot of refits has of its own.
struct RefitForest {
  /// Over the labels.
  let heading: String
  /// The label of each refit.
  let labels: [String]
  /// A column before the others, by its heading and its text for each refit.
  var lead: (heading: String, texts: [String])?
  /// The beginning of the sentence that says what is seen.
  let description: String
}

extension RefitSeries {
  /// A column beside the labels.
  private struct Column {
    /// In CSV.
    let name: String
    /// Over the column.
    let heading: String
    let text: (Refit, Refit.Quantity) -> String

    /// Those of the columns that the analysis of all studies has.
    static func present(in all: Refit, _ quantity: Refit.Quantity) -> [Column] {
      [
        Column(name: "k", heading: "k") { refit, _ in "\(refit.k)" },
        Column(name: "i2", heading: "I²") { refit, _ in
          refit.spread?.i2.map { NumberText.fixed($0 * 100, decimals: 1) + "%" } ?? ""
        },
        Column(name: "tau2", heading: "τ²") { refit, _ in
          refit.spread?.tau2.map { NumberText.significant($0, digits: 3) } ?? ""
        },
        Column(name: "p", heading: "p") { _, quantity in quantity.p.map(RefitSeries.pText) ?? "" },
      ].filter { !$0.text(all, quantity).isEmpty }
    }

    /// The cells of a refit that could not be made: the number of studies alone.
    func cell(kept: Int) -> ResultTable.Value { name == "k" ? .text("\(kept)") : .missing }
  }

  /// The forest plot of the first quantity.
  func forest(_ own: RefitForest) -> ForestPlot {
    let reference = all.quantities[0]
    let columns = Column.present(in: all, reference)
    let format = ValueFormat(reference)
    var rows = lines.enumerated().map { place, line in
      row(own.labels[place], line, format, columns, own.lead.map { [.init($0.texts[place])] } ?? [])
    }
    var summary = ForestRow(kind: .summary, label: "All studies")
    fill(&summary, all, format, columns, own.lead.map { _ in [.missing] } ?? [])
    rows.append(summary)
    let axis = axis(reference, rows: rows)
    var headings = ForestHeadings()
    headings.label = own.heading
    headings.raw = (own.lead.map { [.init($0.heading)] } ?? []) + columns.map { .init($0.heading) }
    (headings.estimate, headings.estimateDetail) = (axis.title, "[\(subject.levelText)% CI]")
    return ForestPlot(
      title: "",
      description: "\(own.description), \(lines.count) rows, and all studies:"
        + " \(subject.naming(reference.name).title) \(summary.estimateText).",
      rawColumns: (own.lead.map { _ in ["order_value"] } ?? []) + columns.map(\.name), headings: headings,
      level: level, axis: axis, rows: rows)
  }

  private func row(
    _ label: String, _ line: Line, _ format: ValueFormat, _ columns: [Column], _ ahead: [ResultTable.Value]
  ) -> ForestRow {
    var row = ForestRow(kind: .study, label: label)
    switch line.refit {
    case .failure(let error):
      row.estimateText = "not estimable"
      row.note = error.description
      row.raw = ahead + columns.map { $0.cell(kept: line.kept) }
    case .success(let refit): fill(&row, refit, format, columns, ahead)
    }
    return row
  }

  private func fill(
    _ row: inout ForestRow, _ refit: Refit, _ format: ValueFormat, _ columns: [Column],
    _ ahead: [ResultTable.Value]
  ) {
    guard let quantity = refit.quantity(named: all.quantities[0].name) else {
      row.estimateText = "not estimable"
      row.note = "no study of it"
      row.raw = ahead + columns.map { $0.cell(kept: refit.k) }
      return
    }
    let shown = quantity.displayed
    (row.yi, row.sei) = (quantity.value, quantity.se)
    (row.estimate, row.lower, row.upper) = (shown.value, shown.lower, shown.upper)
    row.estimateText = format.text(quantity)
    row.raw = ahead + columns.map { .init($0.text(refit, quantity)) }
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
