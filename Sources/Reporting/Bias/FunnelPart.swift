import EffectSizes
import Figures
import Pooling
import SmallStudyEffects

extension BiasPart {
  /// The data of a funnel plot, beside the result that they question.
  public init(funnel: FunnelPlot, of pooled: PoolResult) {
    self.init(
      key: "funnel", sections: [FunnelText(funnel: funnel, pooled: pooled).section],
      table: Self.table(funnel))
  }

  private static func table(_ funnel: FunnelPlot) -> ResultTable {
    var table = ResultTable(columns: [
      "row_type", "level", "vertex", "study", "yi", "sei", "estimate", "precision", "size", "inside_limits",
      "p", "beyond_contour",
    ])
    for outline in funnel.outlines {
      for (place, vertex) in outline.vertices.enumerated() {
        table.append([
          .text(outline.kind.rawValue), .init(outline.level), .integer(place + 1), .missing,
          .number(vertex.yi), .number(vertex.sei), .number(vertex.estimate), .missing, .missing, .missing,
          .missing, .missing,
        ])
      }
    }
    for point in funnel.points {
      table.append([
        .text("study"), .missing, .missing, .text(point.study), .number(point.yi), .number(point.sei),
        .number(point.estimate), .number(point.precision), .init(point.size), .bool(point.isInside),
        .init(point.p), .init(point.beyond),
      ])
    }
    return table
  }
}

/// The funnel for reading.
private struct FunnelText {
  let funnel: FunnelPlot
  let pooled: PoolResult

  var section: ReportSection {
    let (inside, k) = (funnel.points.filter(\.isInside).count, funnel.points.count)
    let expected = NumberText.fixed(funnel.level * Double(k), decimals: 1)
    var pairs = [
      (
        label: "Around the pooled value",
        text: "\(inside) of \(k) studies within the \(BiasText.percent(funnel.level)) limits"
          + " (\(expected) expected without heterogeneity and bias)"
      )
    ]
    let contours = funnel.outlines.filter { $0.kind == .contour }.compactMap(\.level)
    if !contours.isEmpty { pairs.append((label: "Around no effect", text: regions(contours))) }
    return ReportSection(title: "Funnel plot", pairs: pairs, table: table)
  }

  /// How many studies lie in which region of significance, from the outside.
  private func regions(_ contours: [Double]) -> String {
    let beyond = contours.map { level in
      let count = funnel.points.filter { $0.beyond == level }.count
      return "\(count) with p < \(pText(level))"
    }
    let within = funnel.points.filter { $0.beyond == nil }.count
    return (beyond + ["\(within) with more"]).joined(separator: ", ")
  }

  private func pText(_ level: Double) -> String {
    NumberText.exact(((1 - level) * 1e8).rounded() / 1e8) ?? ""
  }

  /// What the size of a study is.
  private var sizeHeader: String {
    switch pooled.fit.effects.studies.first?.counts {
    case .oneGroupRate, .twoGroupRates: "Time"
    default: "n"
    }
  }

  private var table: TextTable {
    let hasSizes = funnel.points.contains { $0.size != nil }
    let hasP = funnel.points.contains { $0.p != nil }
    var columns: [(header: String, alignment: TextTable.Alignment)] = [
      ("Study", .left), (pooled.measure.quantity, .right), ("SE", .right), ("1/SE", .right),
    ]
    if hasSizes { columns.append((sizeHeader, .right)) }
    if hasP { columns.append(("p", .right)) }
    columns.append(("Limits", .left))
    var table = TextTable(columns)
    for point in funnel.points {
      var row = [
        point.study, pooled.format.value(point.estimate), BiasText.short(point.sei),
        BiasText.short(point.precision),
      ]
      if hasSizes { row.append(point.size.flatMap { NumberText.exact($0) } ?? "") }
      if hasP { row.append(point.p.map { BiasText.p($0) } ?? "") }
      row.append(point.isInside ? "inside" : "outside")
      table.append(row)
    }
    return table
  }
}
