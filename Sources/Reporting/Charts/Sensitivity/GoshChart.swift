import EffectSizes
import Figures
import Sensitivity

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension GoshReport {
  /// The subsets counted by the estimate of the first quantity and by I², darker where there are more, with the
  /// counts of either along the sides and the analysis of all studies marked; of a model without I² the estimate alone.
  ///
  /// The shade grows with the logarithm of the count, so that single subsets are seen beside thousands. Bins are equally
  /// wide on the analysis scale, on which the axis is even; its marks are values on the display scale.
  ///
  /// Nil where no subset could be analyzed.
  public var chart: Chart? {
    let plane = result.record.plane(of: 0)
    let density = GoshDensity(self, plane: plane)
    let isEmpty =
      plane.isEmpty ? density.estimates.allSatisfy { $0 == 0 } : plane.joined().allSatisfy { $0 == 0 }
    if isEmpty { return nil }
    let panels = plane.isEmpty ? [density.alone] : density.panels
    let words = "GOSH plot, \(description): " + density.words
    return plane.isEmpty
      ? Chart(kind: .gosh, description: words, panels: panels, aspect: 0.6)
      : Chart(
        kind: .gosh, description: words, panels: panels, columnShares: [4, 1], rowShares: [1, 4], aspect: 0.85
      )
  }

  private var description: String {
    let plan = result.gosh.plan
    let isClustered = result.gosh.model.clusters.clusters.count != result.gosh.model.analysis.k
    let unit = isClustered ? "clusters" : "studies"
    return "\(plan.seed == nil ? "all" : "a random sample of") \(plan.count) subsets of \(plan.units) \(unit)"
  }
}

/// The counts of subsets by bin as panels.
private struct GoshDensity {
  let report: GoshReport
  /// For each bin of the estimate, the counts by I².
  let plane: [[Int]]
  private let x: GoshAxis
  private let y: GoshAxis?

  init(_ report: GoshReport, plane: [[Int]]) {
    self.report = report
    self.plane = plane
    x = report.result.gosh.axes.estimates[0]
    y = report.result.gosh.axes.i2
  }

  /// The subsets by bin of the estimate.
  var estimates: [Int] {
    plane.isEmpty ? report.result.record.estimates[0].bins : plane.map { $0.reduce(0, +) }
  }

  private var i2s: [Int] {
    (plane.first?.indices ?? 0..<0).map { column in plane.reduce(0) { $0 + $1[column] } }
  }

  var words: String {
    let plain = "the estimate along the axis"
    guard !plane.isEmpty else { return plain + ", the number of subsets upwards." }
    let zero = i2s.first.map { Double($0) / Double(max(1, i2s.reduce(0, +))) } ?? 0
    return plain
      + ", I² upwards, darker where there are more subsets; the counts of each along the sides. I² is in "
      + "the lowest bin in \(NumberText.fixed(zero * 100, decimals: 1))% of them."
  }

  // MARK: Panels

  /// The density with its marginals.
  var panels: [Chart.Panel] {
    let counts = max(1, plane.joined().max() ?? 1)
    var cells: [Chart.Mark] = []
    for (row, column) in plane.enumerated() {
      for (place, count) in column.enumerated() where count > 0 {
        cells.append(
          rectangle(
            edges(row), i2(place), series: "subsets", intensity: log1p(Double(count)) / log1p(Double(counts)))
        )
      }
    }
    if let estimate, let i2 = report.result.gosh.model.all.spread?.i2 {
      cells.append(.init(.point, .summary, series: "all studies", at: [.init(estimate, i2)]))
    }
    let share = yAxis
    let most = Double(i2s.max() ?? 1)
    let bars = i2s.enumerated().filter { $0.element > 0 }.map { place, count in
      rectangle((0, Double(count)), i2(place))
    }
    let side = Chart.Panel(
      name: "right", row: 1, column: 1, x: count(most).thinned(to: 3), y: share.with(isHidden: true),
      marks: bars)
    let main = Chart.Panel(name: "main", row: 1, column: 0, x: xAxis, y: share, marks: cells)
    return [
      Chart.Panel(
        name: "top", row: 0, column: 0, x: xAxis.with(isHidden: true), y: countOfEstimates.thinned(to: 3),
        marks: histogram), main, side,
    ]
  }

  /// The estimate alone.
  var alone: Chart.Panel { Chart.Panel(x: xAxis, y: countOfEstimates, marks: histogram) }

  private var histogram: [Chart.Mark] {
    var marks = estimates.enumerated().filter { $0.element > 0 }.map { place, count in
      rectangle(edges(place), (0, Double(count)), series: plane.isEmpty ? "subsets" : "")
    }
    if let estimate {
      let top = Double(estimates.max() ?? 1)
      marks.append(
        .init(
          .line, .summary, series: plane.isEmpty ? "all studies" : "",
          at: [.init(estimate, 0), .init(estimate, top)]))
    }
    return marks
  }

  private func rectangle(
    _ x: (Double, Double), _ y: (Double, Double), series: String = "", intensity: Double? = nil
  ) -> Chart.Mark {
    .init(
      .rectangle, .density, series: series, at: [.init(x.0, y.0), .init(x.1, y.1)], intensity: intensity)
  }

  // MARK: Axes

  private var countOfEstimates: Axis { count(Double(estimates.max() ?? 1)) }

  private func count(_ most: Double) -> Axis {
    Axis(around: [0, most], title: "Subsets", room: 0.03, bounds: 0...Double.infinity)
  }

  private var yAxis: Axis {
    Axis(
      lower: 0, upper: 1,
      ticks: [0, 0.25, 0.5, 0.75, 1].map { .init(value: $0, label: "\(Int($0 * 100))%") },
      title: "I²")
  }

  /// The measure where estimates are ratios, shown on a logarithmic axis.
  private var isRatio: Bool { report.subject.measure?.isRatio == true }

  private var estimate: Double? {
    let model = report.result.gosh.model
    return model.all.quantity(named: model.quantities[0])?.value.map(position)
  }

  /// Where a value on the analysis scale stands on the axis.
  private func position(_ value: Double) -> Double { isRatio ? exp(value) : value }

  private func edges(_ bin: Int) -> (Double, Double) {
    let limits = x.limits(ofBin: bin)
    return (position(limits.lower), position(limits.upper))
  }

  private func i2(_ bin: Int) -> (Double, Double) {
    // The last edge lies beyond 1 by a rounding.
    guard let limits = y?.limits(ofBin: bin) else { return (0, 0) }
    return (limits.lower, min(limits.upper, 1))
  }

  /// From the first bin with a subset to the last.
  private var xAxis: Axis {
    let counts = estimates
    let first = counts.firstIndex { $0 > 0 } ?? 0
    let last = counts.lastIndex { $0 > 0 } ?? counts.count - 1
    let (low, high) = (x.limits(ofBin: first).lower, x.limits(ofBin: last).upper)
    let measure = report.subject.measure
    let title = measure?.quantity ?? report.subject.naming(report.result.gosh.model.quantities[0]).heading
    if let measure, !isRatio, measure.transformation != .identity {
      return displayed(measure, title: title, between: low, and: high)
    }
    return Axis(
      scale: isRatio ? .log : .linear, showing: [low, high].map(position), limits: [],
      bounds: isRatio ? 0...Double.infinity : -.infinity ... .infinity,
      reference: x.null.map(position), given: nil, title: title
    )
  }

  /// An axis that is even on the analysis scale, with marks at round values of the display scale.
  private func displayed(_ measure: Measure, title: String, between low: Double, and high: Double) -> Axis {
    let forward = measure.transformation.forward
    let margin = 0.02 * (high - low)
    let (lower, upper) = (low - margin, high + margin)
    let shown = [low, high].map { measure.transformation.inverse($0) }
    // Round values by even steps and by even ratios, of which those are kept that stand apart.
    let axes = [AxisScale.linear, .log].map { scale in
      Axis(
        scale: scale, showing: shown, limits: [], bounds: measure.naturalRange, reference: nil,
        asPercent: measure.isProportion, title: title)
    }
    let candidates = axes.flatMap(\.ticks).map { Axis.Tick(value: forward($0.value), label: $0.label) }
      .filter { $0.value >= lower && $0.value <= upper }.sorted { $0.value < $1.value }
    var ticks: [Axis.Tick] = []
    for tick in candidates where ticks.last.map({ tick.value - $0.value > (upper - lower) / 7 }) ?? true {
      ticks.append(tick)
    }
    return Axis(
      lower: lower, upper: upper, reference: x.null, ticks: ticks,
      title: "\(title) (\(measure.transformation.name) scale)", isReversed: report.isReversed)
  }
}
