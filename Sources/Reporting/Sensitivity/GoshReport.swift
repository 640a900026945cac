import EffectSizes
import Figures
import Pooling
import Sensitivity
import StudyData

/// GOSH in every form of output.
public struct GoshReport: Sendable {
  /// What the subsets say together.
  public let result: GoshResult
  /// What is analyzed.
  public let subject: RefitSubject

  /// A result with what is known of the analysis of all studies.
  public init(_ result: GoshResult, of subject: RefitSubject) {
    self.result = result
    self.subject = subject
  }

  /// What is unwise about the data, the analysis of all studies, and the subsets.
  public var warnings: [AnalysisWarning] {
    var warnings = subject.warnings
    let record = result.record
    if record.failed > 0 {
      warnings.append(
        AnalysisWarning(
          code: "subsets-not-analyzed",
          message:
            "\(record.failed) of \(record.subsets) subsets cannot be analyzed, such as those with too few"
            + " studies for the model; they are counted nowhere else"))
    }
    return warnings
  }

  /// The probabilities of the quantiles that are shown.
  static let probabilities = [0.025, 0.25, 0.5, 0.75, 0.975]

  /// The value on the display scale; nil where there is none of its own.
  func displayed(_ value: Double?) -> Double? {
    guard let measure = subject.measure, measure.transformation != .identity else { return nil }
    return value.map { measure.transformation.inverse($0) }
  }

  /// For reading.
  public var text: String { sections.text }
  /// The same in Markdown.
  public var markdown: String { sections.markdown }

  /// The parts of the text.
  public var sections: [ReportSection] {
    let names = result.gosh.model.quantities
    var sections = [
      ReportSection(title: title, pairs: pairs),
      ReportSection(title: "Over the subsets", table: distributions),
    ]
    for (quantity, name) in names.enumerated() {
      let title = "Means of the subsets with and without each" + (names.count > 1 ? ": \(name)" : "")
      sections.append(ReportSection(title: title, table: units(quantity)))
    }
    return sections
      + subject.closing(
        warnings, without: RefitSubject.choicesOfIntervals + ["Test", "Back-transformation", "Subgroups"])
  }

  private var title: String {
    let plan = result.gosh.plan
    let clusters = result.gosh.model.clusters.clusters
    let unit = clusters.count == result.gosh.model.analysis.k ? "studies" : "clusters"
    return plan.seed == nil
      ? "GOSH: all \(plan.count) subsets of \(plan.units) \(unit)"
      : "GOSH: \(plan.count) random subsets of \(plan.units) \(unit)"
  }

  private var pairs: [(label: String, text: String)] {
    let (record, model, plan) = (result.record, result.gosh.model, result.gosh.plan)
    var pairs: [(label: String, text: String)] = []
    if let seed = plan.seed { pairs.append(("Sample", "without replacement, seed \(seed)")) }
    for name in model.quantities {
      let quantity = model.all.quantity(named: name)
      let value = quantity?.value
      let shown =
        displayed(value).flatMap { _ in quantity?.displayed.value }.map { " (\(displayText($0)))" } ?? ""
      pairs.append(("All studies, \(name)", (value.map(Self.number) ?? "none") + shown))
    }
    if let h = model.all.spread {
      let parts = [
        h.tau2.map { "tau2 \(Self.number($0))" }, h.i2.map { "I2 \(Self.percent($0))" },
        h.q.map { "Q \(Self.number($0))" },
      ]
      pairs.append(("Their heterogeneity", parts.compactMap { $0 }.joined(separator: ", ")))
    }
    for (quantity, tally) in record.estimates.enumerated() where tally.axis.null != nil && tally.count > 0 {
      let below = Double(tally.belowNull) / Double(tally.count)
      pairs.append(
        (
          "Side of no effect, \(model.quantities[quantity])",
          "\(Self.percent(below)) of subsets below, \(Self.percent(1 - below)) at or above"
        ))
    }
    if let tau2 = record.tau2, tau2.count > 0 {
      pairs.append(
        ("No heterogeneity", "tau2 = 0 in \(Self.percent(Double(tau2.atOrBelow) / Double(tau2.count)))"))
    }
    for (quantity, name) in model.quantities.enumerated() {
      guard let unit = result.mostInfluential(on: quantity), let shift = unit.shift(of: quantity) else {
        continue
      }
      pairs.append(
        ("Largest shift, \(name)", "\(unit.name): \(Self.number(shift)) with it rather than without"))
    }
    return pairs
  }

  private var distributions: TextTable {
    let quantiles = Self.probabilities.map { "\(NumberText.exact($0 * 100) ?? "")%" }
    var table = TextTable(
      [("", .left)] + (["mean", "SD", "min"] + quantiles + ["max"]).map { ($0, .right) })
    let names = result.gosh.model.quantities
    for (tally, name) in zip(result.record.estimates, names) {
      table.append(row(names.count == 1 ? subject.measure?.name ?? name : name, tally, Self.number))
      if displayed(tally.mean) != nil {
        table.append(
          [subject.measure?.quantity ?? name, "", ""]
            + displayedRange(tally).map { Self.cell($0, displayText) })
      }
    }
    if let tau2 = result.record.tau2 { table.append(row("tau2", tau2, Self.number)) }
    if let i2 = result.record.i2 { table.append(row("I2", i2, Self.percent)) }
    if let q = result.record.q { table.append(row("Q", q, Self.number)) }
    return table
  }

  /// Minimum, quantiles and maximum on the display scale, on which the order can be the other way round.
  private func displayedRange(_ tally: GoshTally) -> [Double?] {
    let range = [tally.minimum] + Self.probabilities.map { tally.quantile($0) } + [tally.maximum]
    let values = range.map { displayed($0) }
    return isReversed ? values.reversed() : values
  }

  /// Whether a larger value on the analysis scale is a smaller one on the display scale.
  var isReversed: Bool {
    let axis = result.gosh.axes.estimates[0]
    guard let low = displayed(axis.lower), let high = displayed(axis.upper) else { return false }
    return low > high
  }

  /// A value on the display scale.
  private func displayText(_ value: Double) -> String {
    subject.measure?.isProportion == true ? Self.percent(value) : Self.number(value)
  }

  private func row(_ name: String, _ tally: GoshTally, _ format: (Double) -> String) -> [String] {
    let values =
      [tally.mean, tally.standardDeviation, tally.minimum]
      + Self.probabilities.map { tally.quantile($0) } + [tally.maximum]
    return [name] + values.map { Self.cell($0, format) }
  }

  private func units(_ quantity: Int) -> TextTable {
    var header: [(header: String, alignment: TextTable.Alignment)] = [
      ("", .left), ("with", .right), ("without", .right), ("shift", .right),
    ]
    let (hasTau2, hasI2) = (result.record.tau2 != nil, result.record.i2 != nil)
    if hasTau2 { header += [("tau2 with", .right), ("without", .right)] }
    if hasI2 { header += [("I2 with", .right), ("without", .right)] }
    var table = TextTable(header)
    for unit in result.units {
      var cells = [unit.name, Self.cell(unit.estimatesWith[quantity], Self.number)]
      cells.append(Self.cell(unit.estimatesWithout[quantity], Self.number))
      cells.append(Self.cell(unit.shift(of: quantity), Self.number))
      if hasTau2 { cells += [unit.tau2With, unit.tau2Without].map { Self.cell($0, Self.number) } }
      if hasI2 { cells += [unit.i2With, unit.i2Without].map { Self.cell($0, Self.percent) } }
      table.append(cells)
    }
    return table
  }

  private static func number(_ value: Double) -> String { NumberText.significant(value, digits: 4) }
  private static func percent(_ value: Double) -> String { NumberText.fixed(value * 100, decimals: 1) + "%" }
  private static func cell(_ value: Double?, _ format: (Double) -> String) -> String {
    value.map(format) ?? ""
  }
}
