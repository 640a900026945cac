import Figures
import Sensitivity

extension InfluenceReport {
  /// The influence of the studies or clusters on the analysis of all studies: a row for each, a narrow panel for each
  /// diagnostic that the model defines, influential ones highlighted, cut-offs dashed, and a line at what all studies
  /// give or at what no influence is.
  ///
  /// Nil where the model defines no diagnostic of any study.
  public var chart: Chart? {
    let analysis = result.analyses[0]
    let columns = InfluenceColumn.all(of: analysis).filter { $0.values.contains { $0 != nil } }
    guard !columns.isEmpty, !analysis.rows.isEmpty else { return nil }
    let names = analysis.rows.map(\.cluster.name)
    let panels = columns.enumerated().map { place, column in
      Chart.Panel(
        name: column.name, title: column.title, column: place, x: column.axis,
        y: Axis.names(names, isHidden: place > 0), marks: column.marks(names, analysis.flags))
    }
    let height = Self.rowHeight * Double(names.count) + Self.headHeight
    return Chart(
      kind: .influence, description: description(of: analysis, columns), panels: panels,
      columnShares: columns.map { _ in 1 }, aspect: height / Chart.width)
  }

  private static let rowHeight = 15.0
  private static let headHeight = 90.0

  private func description(of analysis: Influence.Analysis, _ columns: [InfluenceColumn]) -> String {
    let what = cluster == nil ? "studies" : "clusters"
    let titles = columns.map(\.title).joined(separator: ", ")
    var words =
      "Influence of each of \(analysis.rows.count) \(what), one row each, in \(columns.count) panels: \(titles)."
    let marked = zip(analysis.rows, analysis.flags).filter { $0.1.isInfluential }.map(\.0.cluster.name)
    words += marked.isEmpty ? " None is influential." : " Influential: \(marked.joined(separator: ", "))."
    return words
  }
}

/// One diagnostic of the studies of an analysis.
private struct InfluenceColumn {
  let name: String
  let title: String
  let values: [Double?]
  /// What it is without influence, or in the analysis of all studies.
  var neutral: Double?
  /// Where the cut-offs are.
  var limits: [Double] = []
  var bounds = -Double.infinity ... .infinity
  /// Whether it marks a study by itself, as the studentized residual does an outlier.
  var isOfOutliers = false

  static func all(of analysis: Influence.Analysis) -> [InfluenceColumn] {
    let (rows, cutoffs) = (analysis.rows, analysis.cutoffs)
    func bothSides(_ limit: Double?) -> [Double] { limit.map { [-$0, $0] } ?? [] }
    let positive = 0...Double.infinity
    return [
      InfluenceColumn(
        name: "rstudent", title: "rstudent", values: rows.map(\.studentized), neutral: 0,
        limits: bothSides(cutoffs.studentized), isOfOutliers: true),
      InfluenceColumn(
        name: "dffits", title: "DFFITS", values: rows.map(\.dffits), neutral: 0,
        limits: bothSides(cutoffs.dffits)),
      InfluenceColumn(
        name: "cooks_distance", title: "Cook's D", values: rows.map(\.cooksDistance), neutral: 0,
        limits: [cutoffs.cooksDistance], bounds: positive),
      InfluenceColumn(
        name: "cov_ratio", title: "cov. ratio", values: rows.map(\.covarianceRatio), neutral: 1,
        bounds: positive),
      InfluenceColumn(
        name: "tau2_without", title: "τ² deleted", values: rows.map(\.tau2), neutral: analysis.tau2,
        bounds: positive),
      InfluenceColumn(
        name: "q_without", title: "Q deleted", values: rows.map(\.q), neutral: analysis.q, bounds: positive),
      InfluenceColumn(
        name: "hat", title: "hat", values: rows.map(\.hat), limits: [cutoffs.hat], bounds: positive),
      InfluenceColumn(
        name: "weight_percent", title: "weight (%)", values: rows.map { $0.weight.map { $0 * 100 } },
        bounds: positive),
    ]
  }

  /// The axis: it holds a cut-off that lies far from all values not at all, since the values would be squeezed.
  var axis: Axis {
    let known = values.compactMap(\.self) + [neutral].compactMap(\.self)
    let reach = (known.map { abs($0) }.max() ?? 0) * 4
    return Axis(
      around: known + limits.filter { abs($0) <= reach }, title: "", room: 0.08, bounds: bounds
    ).thinned(to: 3)
  }

  func marks(_ names: [String], _ flags: [InfluenceFlags]) -> [Chart.Mark] {
    let axis = axis
    let (top, bottom) = (-0.5, Double(names.count) - 0.5)
    func vertical(_ x: Double, _ role: Chart.Mark.Role, _ series: String) -> Chart.Mark {
      .init(.line, role, series: series, at: [.init(x, top), .init(x, bottom)])
    }
    var marks: [Chart.Mark] = []
    if let neutral { marks.append(vertical(neutral, .reference, "no influence")) }
    for limit in limits where limit >= axis.lower && limit <= axis.upper {
      marks.append(vertical(limit, .limits, "cut-off"))
    }
    marks += joined
    for (place, value) in values.enumerated() {
      guard let value else { continue }
      let flag = flags[place]
      let isMarked = flag.isInfluential || isOfOutliers && flag.isOutlier
      let series = flag.isInfluential ? "influential" : isMarked ? "outlier" : ""
      marks.append(
        .init(.point, isMarked ? .highlight : .study, series: series, at: [.init(value, Double(place))]))
    }
    return marks
  }

  /// A faint line from row to row, broken where there is no value.
  private var joined: [Chart.Mark] {
    var lines: [Chart.Mark] = []
    var line: [Chart.Mark.Vertex] = []
    func end() {
      if line.count > 1 { lines.append(.init(.line, .muted, at: line)) }
      line = []
    }
    for (place, value) in values.enumerated() {
      if let value { line.append(.init(value, Double(place))) } else { end() }
    }
    end()
    return lines
  }
}
