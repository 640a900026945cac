import EffectSizes
import Figures
import Pooling

extension PoolResult {
  /// The drapery plot: the p-value of every hypothetical effect by each study and by the pooled value, and the intervals
  /// for a new study at all levels; nil where the pooled value has no p-value function, as by Henmi and Copas.
  ///
  /// - Parameter others: fits of the same studies by other models, drawn beside.
  public func draperyChart(others: [PooledFit] = []) -> Chart? {
    guard let function = PValueFunction(fit) else { return nil }
    return DraperyBuilder(pooled: self, function: function, others: others).chart
  }
}

private struct DraperyBuilder {
  typealias Mark = Chart.Mark

  let pooled: PoolResult
  let function: PValueFunction
  let others: [PooledFit]

  /// Where lines are drawn that are looked up.
  private static let alphas = [0.1, 0.05, 0.01]

  private var transformation: Transformation { pooled.display.transformation }

  private func curve(_ function: PValueFunction) -> [Mark.Vertex] {
    function.curve.map { .init(transformation.inverse($0.theta), $0.p) }
  }

  private var x: Axis {
    let display = pooled.display
    let studies = pooled.fit.effects.studies
    let limits = [display.lower, display.upper, display.predictionLower, display.predictionUpper]
    return Axis(
      of: pooled.measure, showing: studies.map { transformation.inverse($0.yi) } + [display.value],
      limits: studies.flatMap { [$0.lower, $0.upper] } + limits.compactMap(\.self))
  }

  private func marks(_ x: Axis) -> [Mark] {
    var marks: [Mark] = []
    if let prediction = PValueFunction(predictionOf: pooled.fit) {
      marks.append(
        Mark(.area, .prediction, series: "Prediction intervals for a new study", at: curve(prediction)))
    }
    for alpha in Self.alphas {
      marks.append(
        Mark(
          .line, .limits, series: "p = \(Self.alphas.map(\.levelText).joined(separator: ", "))",
          at: [.init(x.lower, alpha), .init(x.upper, alpha)]))
    }
    if let null = pooled.measure.null {
      marks.append(Mark(.line, .reference, series: "No effect", at: [.init(null, 0), .init(null, 1)]))
    }
    for study in pooled.fit.effects.studies {
      marks.append(
        Mark(.line, .muted, series: "Study", label: study.label, at: curve(PValueFunction(study))))
    }
    let roles: [Mark.Role] = [.group1, .group2, .group3]
    for (fit, role) in zip(others, roles) {
      guard let function = PValueFunction(fit) else { continue }
      marks.append(
        Mark(.line, role, series: fit.pooledName, at: curve(function)))
    }
    marks.append(Mark(.line, .summary, series: pooled.pooledName, at: curve(function)))
    return marks
  }

  var chart: Chart {
    let x = x
    return Chart(
      kind: .drapery, description: description,
      panels: [
        Chart.Panel(x: x, y: Axis(from: 0, to: 1, title: "p-value"), marks: marks(x))
      ])
  }

  private var description: String {
    var words =
      "Drapery plot of \(pooled.countWords): the p-value of every hypothetical"
      + " \(pooled.measure.quantity.lowercased()) by each study and by the pooled value, \(pooled.pooledWords)."
    if let p = pooled.fit.estimate.p {
      words += " At no effect the pooled value has \(NumberText.pStatement(p))."
    }
    return words
  }
}
