import EffectSizes
import Figures
import Pooling

extension PoolResult {
  /// The radial plot: the studies by precision and standardized effect, the pooled value as a line from the origin with
  /// its band, and an arc on which the effect of any line from the origin is read on the display scale.
  public var radialChart: Chart { RadialBuilder(self).chart }
}

private struct RadialBuilder {
  typealias Mark = Chart.Mark

  let pooled: PoolResult
  let plot: RadialPlot
  /// Where the band ends and the ticks of x end, the radius of the arc, and the end of the axis.
  let reach, radius, end: Double
  /// Effects of which the arc shows the range, on the analysis scale.
  let range: ClosedRange<Double>
  /// The length of a unit of z in units of x, in the picture, and the ends of z.
  let lower, upper, squeeze: Double

  init(_ pooled: PoolResult) {
    self.pooled = pooled
    let plot = RadialPlot(pooled.fit)
    self.plot = plot
    let largest = plot.points.map(\.x).max() ?? 1
    (reach, radius, end) = (1.1 * largest, 1.2 * largest, 1.42 * largest)
    let shown = plot.points.map(\.yi) + [plot.estimate.lower, plot.estimate.upper]
    let range = (shown.min() ?? 0)...(shown.max() ?? 0)
    self.range = range
    let slope = plot.estimate.value
    var low = min(plot.points.map(\.z).min() ?? 0, min(0, slope * reach) - plot.halfWidth)
    var high = max(plot.points.map(\.z).max() ?? 0, max(0, slope * reach) + plot.halfWidth)
    // The arc is round in the picture, which is about 1.25 times as wide as high, and the picture is as high as the arc
    // needs: each depends on the other, and a few steps settle both.
    var squeeze = 1.0
    for _ in 0..<60 {
      squeeze = end / (1.25 * (high - low))
      low = min(low, Self.onArc(range.lowerBound, 1.04 * radius, squeeze).y)
      high = max(high, Self.onArc(range.upperBound, 1.04 * radius, squeeze).y)
    }
    let margin = 0.04 * (high - low)
    (lower, upper, self.squeeze) = (low - margin, high + margin, squeeze)
  }

  /// Where the line of an effect from the origin meets an arc.
  private static func onArc(_ yi: Double, _ radius: Double, _ squeeze: Double) -> Mark.Vertex {
    let x = radius / (1 + yi * yi * squeeze * squeeze).squareRoot()
    return Mark.Vertex(x, x * yi)
  }

  private func onArc(_ yi: Double, _ share: Double = 1) -> Mark.Vertex {
    Self.onArc(yi, share * radius, squeeze)
  }

  private func arc(_ from: Double, _ to: Double, _ share: Double = 1) -> [Mark.Vertex] {
    (0...60).map { onArc(from + (to - from) * Double($0) / 60, share) }
  }

  /// The ticks of the arc, with their place on the analysis scale.
  private var ticks: [(yi: Double, label: String)] {
    let transformation = pooled.display.transformation
    let ends = [range.lowerBound, range.upperBound].map { transformation.inverse($0) }
    let axis = Axis(of: pooled.measure, showing: ends)
    return axis.ticks.compactMap { tick in
      let yi = transformation.forward(tick.value)
      return range.contains(yi) ? (yi, tick.label) : nil
    }
  }

  private var marks: [Mark] {
    let slope = plot.estimate.value
    let end = slope * reach
    let half = plot.halfWidth
    let name = "\(pooled.pooledName), with its interval on the arc"
    var marks = [
      Mark(
        .area, .band, series: "± \(NumberText.fixed(half, decimals: 2)) around it",
        at: [.init(0, half), .init(reach, end + half), .init(reach, end - half), .init(0, -half)])
    ]
    if let null = pooled.measure.analysisNull {
      marks.append(
        Mark(.line, .reference, series: "No effect", at: [.init(0, 0), .init(reach, null * reach)]))
    }
    marks.append(Mark(.line, .summary, series: name, at: [.init(0, 0), .init(reach, end)]))
    marks.append(Mark(.line, .study, at: arc(range.lowerBound, range.upperBound)))
    marks.append(
      Mark(.line, .summary, series: name, at: arc(plot.estimate.lower, plot.estimate.upper, 0.975)))
    for tick in ticks {
      marks.append(Mark(.line, .study, at: [onArc(tick.yi), onArc(tick.yi, 1.015)]))
      marks.append(Mark(.text, .study, label: tick.label, at: [onArc(tick.yi, 1.07)]))
    }
    return marks
      + plot.points.map {
        Mark(.point, .study, series: "Study", label: $0.study, at: [.init($0.x, $0.z)])
      }
  }

  var chart: Chart {
    let root = plot.tau2 > 0 ? "√(v + τ²)" : "√v"
    return Chart(
      kind: .radial, description: description,
      panels: [
        Chart.Panel(
          x: Axis(from: 0, to: end, title: "Precision, 1/\(root)", ticked: 0...reach),
          y: Axis(
            from: lower, to: upper, title: "Standardized \(pooled.measure.name), y/\(root)"),
          marks: marks)
      ], aspect: 0.85)
  }

  private var description: String {
    let outside = plot.points.filter { !$0.isInside }.map(\.study)
    var words =
      "Radial plot of \(pooled.countWords): standardized effect against precision. The line from the origin is the"
      + " pooled \(pooled.measure.quantity.lowercased()), \(pooled.pooledWords); "
    words +=
      outside.isEmpty
      ? "all studies lie within its \(BiasText.percent(plot.level)) band."
      : "outside its \(BiasText.percent(plot.level)) band lie \(outside.joined(separator: ", "))."
    return words
  }
}
