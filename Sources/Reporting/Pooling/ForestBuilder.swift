import EffectSizes
import Figures
import Pooling
import StudyData

extension PoolResult {
  /// The forest plot: studies, by subgroup where there are any, their summaries, the overall summary and its
  /// prediction interval, and the tests; studies that could not be used stay listed.
  ///
  /// - Parameters:
  ///   - options: what can be chosen.
  ///   - other: the result of another model on the same studies, whose summaries are shown too.
  public func forest(_ options: ForestOptions = ForestOptions(), beside other: PoolResult? = nil)
    -> ForestPlot
  {
    var builder = ForestBuilder(self, options, other)
    builder.build()
    return ForestPlot(
      title: options.title ?? "", description: builder.description, rawColumns: builder.raw.names,
      headings: builder.headings, level: fit.model.level, axis: axis(options, rows: builder.rows),
      rows: builder.rows)
  }

  /// The axis of these rows.
  func axis(_ options: ForestOptions, rows: [ForestRow]) -> Axis {
    let scale: AxisScale = measure.isRatio ? .log : .linear
    func limits(_ rows: [ForestRow]) -> [Double] { rows.flatMap { [$0.lower, $0.upper].compactMap(\.self) } }
    let studies = limits(rows.filter { $0.kind == .study })
    let summaries = Self.kept(limits(rows.filter { $0.kind != .study }), near: studies, scale)
    var shown = rows.compactMap(\.estimate)
    if let null = measure.null { shown += room(around: null, for: shown, scale) }
    shown += Self.kept(limits(rows.filter { $0.kind == .summary }), near: studies, scale)
    let axis = Axis(
      scale: scale, showing: shown, limits: studies + summaries, bounds: measure.naturalRange,
      reference: measure.null, given: options.axis, asPercent: measure.isProportion, title: measure.quantity,
      leftDirection: options.leftDirection, rightDirection: options.rightDirection)
    return axis.labelled { options.wording.numbers($0) }
  }

  /// Limits of summaries, moved to half the studies' span beyond it where they lie further out: an interval of two
  /// studies that is wider than all of them by far does not squeeze them.
  private static func kept(_ limits: [Double], near studies: [Double], _ scale: AxisScale) -> [Double] {
    let positions = studies.map { scale.position($0) }.filter(\.isFinite)
    guard let low = positions.min(), let high = positions.max(), low < high else { return limits }
    let reach = (high - low) / 2
    return limits.filter { !$0.isNaN }.map {
      let position = min(max(scale.position($0), low - reach), high + reach)
      return position == scale.position($0) ? $0 : scale.value(at: position)
    }
  }

  /// Values on either side of no effect, so that it does not stand at an end of the axis.
  private func room(around null: Double, for shown: [Double], _ scale: AxisScale) -> [Double] {
    let middle = scale.position(null)
    let reach = shown.map { abs(scale.position($0) - middle) }.filter(\.isFinite).max() ?? 0
    return [-1, 1].map { scale.value(at: middle + $0 * 0.35 * reach) }.filter(\.isFinite)
  }
}

extension Axis {
  /// The axis with other texts on its ticks.
  fileprivate func labelled(_ text: (String) -> String) -> Axis {
    Axis(
      scale: scale, lower: lower, upper: upper, reference: reference,
      ticks: ticks.map { Tick(value: $0.value, label: text($0.label)) }, title: title,
      leftDirection: leftDirection, rightDirection: rightDirection, isReversed: isReversed, isHidden: isHidden
    )
  }
}

/// Builds the rows of a forest plot from a result.
private struct ForestBuilder {
  let result: PoolResult
  let other: PoolResult?
  let options: ForestOptions
  let raw: RawColumns
  let format: ValueFormat
  let wording: ForestWording
  let isSigned: Bool
  var rows: [ForestRow] = []

  init(_ result: PoolResult, _ options: ForestOptions, _ other: PoolResult?) {
    self.result = result
    self.other = other
    self.options = options
    raw = RawColumns(result.fit.effects)
    format = result.format
    wording = options.wording
    isSigned = result.measure.naturalRange.lowerBound < 0
  }

  /// The results whose summaries are shown, that of a common effect first.
  private var results: [PoolResult] {
    guard let other else { return [result] }
    return result.fit.model.effects == "common" ? [result, other] : [other, result]
  }

  var headings: ForestHeadings {
    let model = result.fit.model
    let method =
      switch model.method {
      case "iv": "IV"
      case "mh": "M-H"
      case "peto": "Peto"
      case "glmm": "GLMM"
      default: model.method
      }
    var headings = wording.headings(
      quantity: result.measure.quantity, method: "\(method), \(model.effects)", level: model.level,
      weighs: other == nil ? "" : model.effects)
    headings.raw = raw.headings(groups: options.groups)
    headings.extra = options.columns?.names ?? []
    return headings
  }

  var description: String {
    let (measure, display) = (result.measure, result.display)
    var text = "Forest plot of \(result.fit.k) \(result.fit.k == 1 ? "study" : "studies"). "
    text += "\(measure.quantity), \(result.modelWords): "
    text += estimateText(display.value, display.lower, display.upper) + "."
    if let lower = display.predictionLower, let upper = display.predictionUpper {
      let words = wording.interval(lower: lower, upper: upper, format, isSigned: isSigned)
      text += " Prediction interval \(words)."
    }
    return text
  }

  mutating func build() {
    let studies = zip(result.fit.effects.studies, result.fit.shares).enumerated()
    if let subgroups = result.subgroups {
      for group in subgroups.groups {
        appendHeader(group.name)
        for (index, (study, weight)) in studies where study.group == group.name {
          rows.append(row(study, index, weight: weight, indent: 1))
        }
        for shown in results {
          guard let fit = shown.subgroups?.groups.first(where: { $0.name == group.name })?.fit else {
            continue
          }
          rows.append(summary(shown, fit, group: group.name))
        }
        rows.append(note(ForestNotes(result, wording).heterogeneity(group.fit), group: group.name))
      }
    } else {
      for (index, (study, weight)) in studies { rows.append(row(study, index, weight: weight, indent: 0)) }
    }
    appendExcluded()
    for shown in results { rows.append(summary(shown, shown.fit, group: "")) }
    appendPrediction()
    for line in ForestNotes(result, wording).overall(results) { rows.append(note(line, group: "")) }
  }

  private mutating func appendHeader(_ name: String) {
    var header = ForestRow(kind: .groupHeader, label: name)
    header.group = name
    rows.append(header)
  }

  private mutating func appendExcluded() {
    let listed = options.listed ?? result.excluded
    guard !listed.isEmpty else { return }
    let name = "Not estimable"
    if result.subgroups != nil { appendHeader(name) }
    for (index, exclusion) in listed.enumerated() {
      var row = ForestRow(kind: .study, label: exclusion.label)
      if result.subgroups != nil { (row.group, row.indent) = (name, 1) }
      if let numbers = options.excludedNumbers.element(index), numbers.count == raw.names.count {
        row.raw = numbers
      }
      row.extra = options.columns?.excluded.element(index) ?? []
      row.estimateText = "not estimable"
      row.note = exclusion.reason
      rows.append(row)
    }
  }

  private func note(_ text: String, group: String) -> ForestRow {
    var row = ForestRow(kind: .note, label: text)
    row.group = group
    return row
  }

  private func estimateText(_ estimate: Double, _ lower: Double, _ upper: Double) -> String {
    wording.estimate(estimate, lower: lower, upper: upper, format, isSigned: isSigned)
  }

  private func row(_ study: StudyEffect, _ index: Int, weight: Double?, indent: Int) -> ForestRow {
    var row = ForestRow(kind: .study, label: study.label)
    row.group = study.group ?? ""
    row.indent = indent
    row.raw = raw.values(study)
    row.extra = options.columns?.studies.element(index) ?? []
    (row.yi, row.sei) = (study.yi, study.sei)
    (row.estimate, row.lower, row.upper) = (study.estimate, study.lower, study.upper)
    if result.fit.effects.level != result.fit.model.level { row.level = result.fit.effects.level }
    row.weightPercent = weight.map { $0 * 100 }
    row.estimateText = estimateText(study.estimate, study.lower, study.upper)
    row.weightText = weight.map { wording.weight($0) } ?? ""
    var notes = options.remarks.element(index) ?? study.notes
    if study.correction > 0 {
      notes.append(wording.numbers("zero cells corrected by \(NumberText.exact(study.correction) ?? "")"))
    }
    row.note = notes.joined(separator: "; ")
    return row
  }

  private func summary(_ shown: PoolResult, _ fit: PooledFit, group: String) -> ForestRow {
    let display = shown.display(of: fit)
    let isOverall = group.isEmpty
    let label = wording.summary(
      isOverall: isOverall, effects: fit.model.effects, hasBoth: other != nil, level: fit.model.level)
    var row = ForestRow(kind: isOverall ? .summary : .subgroupSummary, label: label)
    row.group = group
    if shown.fit.model == results[0].fit.model { row.raw = sums(fit.effects) }
    (row.yi, row.sei) = (fit.estimate.value, fit.estimate.se)
    (row.estimate, row.lower, row.upper) = (display.value, display.lower, display.upper)
    row.estimateText = estimateText(display.value, display.lower, display.upper)
    return row
  }

  /// The reported numbers summed over the studies.
  private func sums(_ effects: EffectSizes) -> [ResultTable.Value] {
    var sums = [Double](repeating: 0, count: raw.names.count)
    for study in effects.studies {
      for (index, number) in raw.numbers(study).enumerated() { sums[index] += number }
    }
    return sums.enumerated().map { raw.isAdditive($0) ? .init($1) : .missing }
  }

  private mutating func appendPrediction() {
    let shown = results[results.count - 1]
    let display = shown.display
    guard let lower = display.predictionLower, let upper = display.predictionUpper else { return }
    var row = ForestRow(kind: .predictionInterval, label: "Prediction interval")
    (row.lower, row.upper) = (lower, upper)
    row.estimateText = wording.interval(lower: lower, upper: upper, format, isSigned: isSigned)
    row.note = shown.fit.model.prediction ?? ""
    rows.append(row)
  }
}

extension Array {
  /// The element there; nil beyond the end.
  fileprivate func element(_ index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
