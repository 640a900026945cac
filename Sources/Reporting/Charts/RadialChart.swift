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
  /// Where the band ends, the radius of the arc, and the end of the axis, in units of x.
  let reach, radius, end: Double
  /// Effects of which the arc shows the range, on the analysis scale.
  let range: ClosedRange<Double>
  /// The ends of z, and the length of a unit of z in units of x in the picture.
  let lower, upper, squeeze: Double

  init(_ pooled: PoolResult) {
    self.pooled = pooled
    let plot = RadialPlot(pooled.fit)
    self.plot = plot
    let (slope, half) = (plot.estimate.value, plot.halfWidth)
    let effects = plot.points.map(\.yi) + [plot.estimate.lower, plot.estimate.upper]
    let range = (effects.min() ?? 0)...(effects.max() ?? 0)
    self.range = range
    let largest = plot.points.map(\.x).max() ?? 1
    var low = min(plot.points.map(\.z).min() ?? 0, min(0, slope * largest) - half)
    var high = max(plot.points.map(\.z).max() ?? 0, max(0, slope * largest) + half)
    var (squeeze, radius) = (1.0, largest)
    // The arc is round in the picture, which is about 1.25 times as wide as high, and lies around all studies; the
    // picture is as high as the arc needs. Each depends on the others, and a few steps settle them.
    for _ in 0..<80 {
      squeeze = Self.overhang * radius / (1.25 * (high - low))
      radius =
        1.15 * (plot.points.map { ($0.x * $0.x + $0.z * $0.z * squeeze * squeeze).squareRoot() }.max() ?? 1)
      low = min(low, Self.onArc(range.lowerBound, 1.1 * radius, squeeze).y)
      high = max(high, Self.onArc(range.upperBound, 1.1 * radius, squeeze).y)
    }
    let margin = 0.04 * (high - low)
    (lower, upper, self.squeeze, self.radius) = (low - margin, high + margin, squeeze, radius)
    (reach, end) = (Self.onArc(slope, 0.96 * radius, squeeze).x, Self.overhang * radius)
  }

  /// The end of the axis over the radius: room for the labels of the arc.
  private static let overhang = 1.18

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
        .area, .band, series: "± \(NumberText.fixed(half, decimals: 2)) around the pooled value",
        at: [.init(0, half), .init(reach, end + half), .init(reach, end - half), .init(0, -half)])
    ]
    if let null = pooled.measure.analysisNull {
      marks.append(
        Mark(.line, .reference, series: "No effect", at: [.init(0, 0), .init(reach, null * reach)]))
    }
    marks.append(Mark(.line, .summary, series: name, at: [.init(0, 0), .init(reach, end)]))
    marks.append(Mark(.line, .muted, at: arc(range.lowerBound, range.upperBound)))
    marks.append(
      Mark(.line, .summary, series: name, at: arc(plot.estimate.lower, plot.estimate.upper, 0.975)))
    for tick in ticks {
      marks.append(Mark(.line, .muted, at: [onArc(tick.yi), onArc(tick.yi, 1.015)]))
      marks.append(Mark(.text, .muted, label: tick.label, at: [onArc(tick.yi, 1.07)]))
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
          x: Axis(from: 0, to: end, title: "Precision, 1/\(root)", ticked: 0...0.96 * radius),
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
