import Figures
import Sensitivity

/// The influence of the studies of one model, for reading: tables with a star beside what lies beyond its cut-off, and
/// sentences that name the studies.
struct InfluenceText {
  let analysis: Influence.Analysis
  /// The column of clusters; nil where each study stands by itself.
  let cluster: String?

  init(_ analysis: Influence.Analysis, cluster: String?) {
    self.analysis = analysis
    self.cluster = cluster
  }

  var sections: [ReportSection] {
    var main = ReportSection(title: title, table: table(columns))
    guard analysis.coefficients.count > 1 else {
      main.items = sentences
      return [main]
    }
    return [
      main,
      ReportSection(title: "DFBETAS of each coefficient\(place)", items: sentences, table: table(dfbetas)),
    ]
  }

  // MARK: The tables

  /// A column: its header, the cells, and which of them are beyond the cut-off.
  private struct Column {
    let header: String
    let cells: [String]
    let isBeyond: [Bool]

    init(_ header: String, _ cells: [String?], beyond: [Bool?] = []) {
      self.header = header
      self.cells = cells.map { $0 ?? "" }
      isBeyond = beyond.isEmpty ? cells.map { _ in false } : beyond.map { $0 == true }
    }

    /// The cells with their stars, aligned with those without.
    var marked: [String] {
      guard isBeyond.contains(true) else { return cells }
      return zip(cells, isBeyond).map { $0 + ($1 ? "*" : " ") }
    }
  }

  private func table(_ columns: [Column]) -> TextTable {
    let shown = columns.filter { $0.cells.contains { !$0.isEmpty } }
    let first = cluster == nil ? "Study" : "Left out"
    var table = TextTable([(first, .left)] + shown.map { ($0.header, .right) })
    let cells = shown.map(\.marked)
    for (place, row) in analysis.rows.enumerated() {
      let star = analysis.flags[place].isInfluential ? " *" : ""
      let count = row.cluster.places.count
      let label = row.cluster.name + (count > 1 ? " (\(count) studies)" : "")
      table.append([label + star] + cells.map { $0[place] })
    }
    return table
  }

  private var columns: [Column] {
    let (rows, flags) = (analysis.rows, analysis.flags)
    var columns = [
      Column("rstandard", rows.map { fixed($0.standardized) }),
      Column("rstudent", rows.map { fixed($0.studentized) }, beyond: flags.map(\.studentized)),
      Column("DFFITS", rows.map { fixed($0.dffits) }, beyond: flags.map(\.dffits)),
      Column("Cook", rows.map { fixed($0.cooksDistance) }, beyond: flags.map(\.cooksDistance)),
      Column("cov.r", rows.map { fixed($0.covarianceRatio) }),
      Column("Tau2", rows.map { $0.tau2.map { NumberText.significant($0, digits: 4) } }),
      Column("Q", rows.map { fixed($0.q, decimals: 2) }),
      Column("Hat", rows.map { fixed($0.hat) }, beyond: flags.map(\.hat)),
      Column("Weight", rows.map { fixed($0.weight.map { $0 * 100 }, decimals: 1).map { $0 + "%" } }),
    ]
    if analysis.coefficients.count == 1 {
      columns.append(
        Column("DFBETAS", rows.map { fixed($0.dfbetas[0]) }, beyond: flags.map { $0.dfbetas[0] }))
    }
    return columns
  }

  private var dfbetas: [Column] {
    analysis.coefficients.enumerated().map { place, name in
      Column(
        name, analysis.rows.map { fixed($0.dfbetas[place]) },
        beyond: analysis.flags.map { $0.dfbetas[place] })
    }
  }

  private func fixed(_ value: Double?, decimals: Int = 3) -> String? {
    value.map { NumberText.fixed($0, decimals: decimals) }
  }

  // MARK: Words

  private var title: String {
    let name = analysis.coefficients.count == 1 ? analysis.coefficients[0] : "pooled"
    return "Influence of each \(cluster.map { "cluster (\($0))" } ?? "study")"
      + (name == "pooled" ? place : " on the \(name)") + "; Tau2 and Q are those without it"
  }

  private var place: String {
    switch analysis.name {
    case "all": ""
    case "subgroups": " in the subgroups, with one tau2"
    default: " in the subgroup \(analysis.name)"
    }
  }

  private var sentences: [String] {
    [cutoffs, influential] + outliers
      + analysis.rows.compactMap { row in row.reason.map { "without \(row.cluster.name): \($0)" } }
  }

  private var cutoffs: String {
    let cutoffs = analysis.cutoffs
    func text(_ value: Double) -> String { NumberText.significant(value, digits: 3) }
    var parts = ["Cook's distance > \(text(cutoffs.cooksDistance))", "|DFBETAS| > \(text(cutoffs.dfbetas))"]
    if analysis.rows.contains(where: { $0.hat != nil }) { parts.insert("hat > \(text(cutoffs.hat))", at: 1) }
    if let dffits = cutoffs.dffits, analysis.rows.contains(where: { $0.dffits != nil }) {
      parts.insert("|DFFITS| > \(text(dffits))", at: 0)
    }
    return "* beyond: \(parts.joined(separator: ", ")) (Viechtbauer and Cheung 2010)"
  }

  private var noun: String { cluster == nil ? "study" : "cluster" }

  private var influential: String {
    let names = zip(analysis.rows, analysis.flags).filter { $1.isInfluential }.map { row, flags in
      var reasons: [String] = []
      if flags.dffits == true { reasons.append("DFFITS") }
      if flags.cooksDistance == true { reasons.append("Cook's distance") }
      if flags.hat == true { reasons.append("hat") }
      if flags.dfbetas.contains(true) { reasons.append("DFBETAS") }
      return "\(row.cluster.name) (\(reasons.joined(separator: ", ")))"
    }
    return names.isEmpty
      ? "No \(noun) is influential by these cut-offs." : "Influential: \(names.joined(separator: "; "))."
  }

  private var outliers: [String] {
    let tested = analysis.flags.filter { $0.studentized != nil }.count
    guard tested > 0 else { return [] }
    let limit = NumberText.exact(analysis.cutoffs.studentized) ?? ""
    let names = zip(analysis.rows, analysis.flags).filter { $1.isOutlier }.map { $0.0.cluster.name }
    let expected = NumberText.fixed(0.05 * Double(tested), decimals: 1)
    return [
      names.isEmpty
        ? "No rstudent lies beyond ±\(limit)."
        : "Outliers, rstudent beyond ±\(limit): \(names.joined(separator: "; ")). By chance alone about"
          + " \(expected) of \(tested) would be."
    ]
  }
}
