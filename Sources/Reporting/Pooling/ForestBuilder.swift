import EffectSizes
import Figures
import Pooling
import StudyData

/// What a caller may choose about a forest plot.
public struct ForestOptions: Sendable, Equatable {
  /// The title; nil for none.
  public var title: String?
  /// What a result on the left of the line of no effect favors.
  public var leftDirection = ""
  /// What a result on the right of the line of no effect favors.
  public var rightDirection = ""
  /// The ends of the axis on the display scale; nil to choose them from the data.
  public var axis: ClosedRange<Double>?

  /// The options by default.
  public init() {}
}

extension PoolResult {
  /// The forest plot: studies, by subgroup where there are any, their summaries, the overall summary and its
  /// prediction interval; studies that could not be used stay listed.
  public func forest(_ options: ForestOptions = ForestOptions()) -> ForestPlot {
    var builder = ForestBuilder(self)
    builder.build()
    return ForestPlot(
      title: options.title ?? "", rawColumns: builder.raw.names, level: fit.model.level,
      axis: axis(options, rows: builder.rows), rows: builder.rows)
  }

  private func axis(_ options: ForestOptions, rows: [ForestRow]) -> Axis {
    let studies = rows.filter { $0.kind == .study }
    let summaries = rows.filter { $0.kind != .study }
    return Axis(
      scale: measure.isRatio ? .log : .linear,
      showing: rows.compactMap(\.estimate) + summaries.flatMap { [$0.lower, $0.upper].compactMap(\.self) },
      limits: studies.flatMap { [$0.lower, $0.upper].compactMap(\.self) },
      bounds: measure.naturalRange, reference: measure.null, given: options.axis,
      asPercent: measure.isProportion, title: measure.quantity, leftDirection: options.leftDirection,
      rightDirection: options.rightDirection)
  }
}

/// Builds the rows of a forest plot from a result.
private struct ForestBuilder {
  let result: PoolResult
  let raw: RawColumns
  let format: ValueFormat
  var rows: [ForestRow] = []

  init(_ result: PoolResult) {
    self.result = result
    raw = RawColumns(result.fit.effects)
    format = result.format
  }

  mutating func build() {
    let studies = Array(zip(result.fit.effects.studies, result.fit.shares))
    if let subgroups = result.subgroups {
      for group in subgroups.groups {
        var header = ForestRow(kind: .groupHeader, label: group.name)
        header.group = group.name
        rows.append(header)
        for (study, weight) in studies where study.group == group.name {
          rows.append(row(study, weight: weight, indent: 1))
        }
        rows.append(summary(group.fit, kind: .subgroupSummary, label: "Subtotal", group: group.name))
      }
    } else {
      for (study, weight) in studies { rows.append(row(study, weight: weight, indent: 0)) }
    }
    for exclusion in result.excluded {
      var row = ForestRow(kind: .study, label: exclusion.label)
      row.estimateText = "not estimable"
      row.note = exclusion.reason
      rows.append(row)
    }
    rows.append(summary(result.fit, kind: .summary, label: summaryLabel, group: ""))
    appendPrediction()
    appendNotes()
  }

  private var summaryLabel: String {
    result.fit.model.effects == "random" ? "Random-effects model" : "Common-effect model"
  }

  private func row(_ study: StudyEffect, weight: Double?, indent: Int) -> ForestRow {
    var row = ForestRow(kind: .study, label: study.label)
    row.group = study.group ?? ""
    row.indent = indent
    row.raw = raw.values(study)
    (row.yi, row.sei) = (study.yi, study.sei)
    (row.estimate, row.lower, row.upper) = (study.estimate, study.lower, study.upper)
    if result.fit.effects.level != result.fit.model.level { row.level = result.fit.effects.level }
    row.weightPercent = weight.map { $0 * 100 }
    row.estimateText = format.estimate(study.estimate, lower: study.lower, upper: study.upper)
    row.weightText = weight.map { NumberText.fixed($0 * 100, decimals: 1) + "%" } ?? ""
    var notes = study.notes
    if study.correction > 0 {
      notes.append("zero cells corrected by \(NumberText.exact(study.correction) ?? "")")
    }
    row.note = notes.joined(separator: "; ")
    return row
  }

  private func summary(_ fit: PooledFit, kind: ForestRow.Kind, label: String, group: String) -> ForestRow {
    let display = result.display(of: fit)
    var row = ForestRow(kind: kind, label: label)
    row.group = group
    row.raw = sums(fit.effects)
    (row.yi, row.sei) = (fit.estimate.value, fit.estimate.se)
    (row.estimate, row.lower, row.upper) = (display.value, display.lower, display.upper)
    row.estimateText = format.estimate(display.value, lower: display.lower, upper: display.upper)
    return row
  }

  /// The reported numbers summed over the studies.
  private func sums(_ effects: EffectSizes) -> [ResultTable.Value] {
    var sums = [Double](repeating: 0, count: raw.names.count)
    for study in effects.studies {
      for (index, number) in raw.numbers(study).enumerated() { sums[index] += number }
    }
    return sums.enumerated().map { raw.isAdditive($0) ? .number($1) : .missing }
  }

  private mutating func appendPrediction() {
    let display = result.display
    guard let lower = display.predictionLower, let upper = display.predictionUpper else { return }
    var row = ForestRow(kind: .predictionInterval, label: "Prediction interval")
    (row.lower, row.upper) = (lower, upper)
    row.estimateText = format.prediction(lower: lower, upper: upper)
    row.note = result.fit.model.prediction ?? ""
    rows.append(row)
  }

  private mutating func appendNotes() {
    let h = result.fit.heterogeneity
    var parts: [String] = []
    if let tau2 = h.tau2 { parts.append("tau2 = \(NumberText.significant(tau2, digits: 4))") }
    if let p = h.qP {
      parts.append(
        "Q = \(NumberText.fixed(h.q, decimals: 2)), df = \(NumberText.exact(h.qDF) ?? ""),"
          + " \(NumberText.pStatement(p))")
    }
    if let i2 = h.i2 { parts.append("I2 = \(NumberText.fixed(i2 * 100, decimals: 1))%") }
    if !parts.isEmpty {
      rows.append(ForestRow(kind: .note, label: "Heterogeneity: " + parts.joined(separator: "; ")))
    }
    if let test = result.subgroups?.test {
      rows.append(
        ForestRow(
          kind: .note,
          label: "Between subgroups: Q = \(NumberText.fixed(test.q, decimals: 2)), df ="
            + " \(NumberText.exact(test.df) ?? ""), \(NumberText.pStatement(test.p))"))
    }
  }
}
