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
  public func labbeChart(
    first: String = "first group (treated)", second: String = "second group (control)"
  ) -> Chart? {
    LabbePlot(fit).map { LabbeBuilder(pooled: self, plot: $0, first: first, second: second).chart }
  }
}

private struct LabbeBuilder {
  typealias Mark = Chart.Mark

  let pooled: PoolResult
  let plot: LabbePlot
  let first, second: String

  /// The end of both axes, a little above the largest value.
  private var end: Double {
    let largest = 1.08 * (plot.points.flatMap { [$0.first, $0.second] }.max() ?? 0)
    guard largest > 0 else { return 1 }
    return plot.isRate ? largest : min(1, largest)
  }

  private var quantity: String { plot.isRate ? "Rate" : "Risk" }

  /// The curve of the pooled value, where it lies on the axes.
  private var curve: [Mark.Vertex] {
    (0...100).compactMap { step in
      let x = end * Double(step) / 100
      return plot.first(at: x).map { .init(x, $0) }
    }
  }

  private var marks: [Mark] {
    var marks = [
      Mark(
        .line, .reference, series: "\(quantity)s are equal", at: [.init(0, 0), .init(end, end)])
    ]
    let curve = curve
    if curve.count > 1 { marks.append(Mark(.line, .summary, series: pooled.pooledName, at: curve)) }
    let largest = plot.points.map(\.weight).max() ?? 1
    // The large ones first, so that they do not hide the small ones.
    let points = plot.points.indices.sorted {
      (-plot.points[$0].weight, $0) < (-plot.points[$1].weight, $1)
    }
    return marks
      + points.map { plot.points[$0] }.map {
        Mark(
          .point, .study, series: "Study, its area by weight", label: $0.study,
          at: [.init($0.second, $0.first)], size: ($0.weight / largest).squareRoot())
      }
  }

  var chart: Chart {
    func axis(_ group: String) -> Axis {
      Axis(from: 0, to: end, title: "\(quantity), \(group)", asPercent: !plot.isRate)
    }
    return Chart(
      kind: .labbe, description: description,
      panels: [Chart.Panel(x: axis(second), y: axis(first), isSquare: true, marks: marks)], aspect: 1)
  }

  private var description: String {
    let (above, below) = (
      plot.points.filter { $0.first > $0.second }.count, plot.points.filter { $0.first < $0.second }.count
    )
    let name = quantity.lowercased()
    return "L'Abbé plot of \(pooled.countWords): the \(name) of the \(first) against that of the \(second)."
      + " In \(below) the \(name) of the \(first) is lower, in \(above) higher. The curve is the pooled"
      + " \(pooled.measure.quantity.lowercased()), \(pooled.pooledWords)."
  }
}
