import EffectSizes
import Figures
import Pooling

extension PoolResult {
  /// The L'Abbé plot: the risk or rate of the first group against that of the second, the line of equality and the curve
  /// of the pooled value; nil where the studies have no risks or rates of two groups.
  ///
  /// - Parameters:
  ///   - first: the name of the first group.
  ///   - second: the name of the second group.
  ///   - scale: the scale of both axes; on a logarithmic one studies without events in a group have no place.
  public func labbeChart(
    first: String = "first group (treated)", second: String = "second group (control)",
    scale: AxisScale = .linear
  ) -> Chart? {
    LabbePlot(fit).map {
      LabbeBuilder(pooled: self, plot: $0, scale: scale, first: first, second: second).chart
    }
  }
}

private struct LabbeBuilder {
  typealias Mark = Chart.Mark

  let pooled: PoolResult
  let plot: LabbePlot
  let scale: AxisScale
  let first, second: String

  /// The studies that have a place.
  private var points: [LabbePlot.Point] {
    plot.points.filter { scale == .linear || ($0.first > 0 && $0.second > 0) }
  }

  /// Both axes without a title, a little longer than the values need.
  private var axis: Axis {
    let values = points.flatMap { [$0.first, $0.second] }
    let bounds = plot.isRate ? 0...Double.infinity : 0...1
    guard scale == .linear else {
      return Axis(
        scale: .log, showing: values.flatMap { [$0 / 1.15, $0 * 1.15] }, limits: [], bounds: bounds,
        reference: nil,
        asPercent: !plot.isRate, title: "")
    }
    let largest = min(1.08 * (values.max() ?? 0), bounds.upperBound)
    return Axis(from: 0, to: largest > 0 ? largest : 1, title: "", asPercent: !plot.isRate)
  }

  private var quantity: String { plot.isRate ? "Rate" : "Risk" }

  /// The curve of the pooled value, where it lies on the axes.
  private func curve(_ axis: Axis) -> [Mark.Vertex] {
    let (low, high) = (scale.position(axis.lower), scale.position(axis.upper))
    return (0...100).compactMap { step in
      let x = scale.value(at: low + (high - low) * Double(step) / 100)
      return plot.first(at: x).map { .init(x, $0) }
    }
  }

  private func marks(_ axis: Axis) -> [Mark] {
    var marks = [
      Mark(
        .line, .reference, series: "\(quantity)s are equal",
        at: [.init(axis.lower, axis.lower), .init(axis.upper, axis.upper)])
    ]
    let curve = curve(axis)
    if curve.count > 1 { marks.append(Mark(.line, .summary, series: pooled.pooledName, at: curve)) }
    let largest = points.map(\.weight).max() ?? 1
    // The large ones first, so that they do not hide the small ones.
    let ordered = points.enumerated().sorted {
      (-$0.element.weight, $0.offset) < (-$1.element.weight, $1.offset)
    }
    return marks
      + ordered.map(\.element).map {
        Mark(
          .point, .study, series: "Study, its area by weight", label: $0.study,
          at: [.init($0.second, $0.first)], size: ($0.weight / largest).squareRoot())
      }
  }

  var chart: Chart {
    let axis = axis
    return Chart(
      kind: .labbe, description: description,
      panels: [
        Chart.Panel(
          x: axis.with(title: "\(quantity), \(second)"), y: axis.with(title: "\(quantity), \(first)"),
          isSquare: true,
          marks: marks(axis))
      ], aspect: 1)
  }

  private var description: String {
    let (above, below) = (
      plot.points.filter { $0.first > $0.second }.count, plot.points.filter { $0.first < $0.second }.count
    )
    let name = quantity.lowercased()
    let absent = plot.points.filter { point in !points.contains(point) }.map(\.study)
    return "L'Abbé plot of \(pooled.countWords): the \(name) of the \(first) against that of the \(second)."
      + " In \(below) the \(name) of the \(first) is lower, in \(above) higher. The curve is the pooled"
      + " \(pooled.measure.quantity.lowercased()), \(pooled.pooledWords)."
      + (absent.isEmpty
        ? "" : " Without events in a group, and so off the axes: \(absent.joined(separator: ", ")).")
  }
}
