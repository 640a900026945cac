import EffectSizes
import Figures
import MetaRegression
import Pooling

extension RegressionResult {
  /// The bubble plot of a moderator: the studies' effects, on the display scale, with areas by weight, and what the model
  /// says along the moderator with its confidence and prediction intervals; of a factor by levels.
  ///
  /// - Parameter moderator: the moderator; nil for the first.
  /// - Throws: `RegressionError` where the model has no such moderator.
  public func bubbleChart(of moderator: String? = nil) throws(RegressionError) -> Chart {
    BubbleBuilder(result: self, line: try fit.line(along: moderator)).chart
  }
}

private struct BubbleBuilder {
  typealias Mark = Chart.Mark

  let result: RegressionResult
  let line: RegressionLine

  private var transformation: Transformation { result.measure.transformation }
  private var studies: [StudyEffect] { result.fit.data.effects.studies }
  private var level: String { BiasText.percent(result.fit.model.level) }
  private var name: String { line.moderator.name }

  /// Limits of the expected effect, and of a new study's, on the display scale at each point.
  private typealias Limits = (x: Double, lower: Double, upper: Double)

  private var confidence: [Limits] {
    line.points.map {
      let limits = transformation.inverse(lower: $0.estimate.lower, upper: $0.estimate.upper)
      return ($0.x, limits.lower, limits.upper)
    }
  }

  private var prediction: [Limits] {
    line.points.compactMap { point in
      point.prediction.map {
        let limits = transformation.inverse(lower: $0.lower, upper: $0.upper)
        return (point.x, limits.lower, limits.upper)
      }
    }
  }

  private var fitted: [Mark.Vertex] {
    line.points.map { .init($0.x, transformation.inverse($0.estimate.value)) }
  }

  private var y: Axis {
    Axis(
      of: result.measure, showing: studies.map(\.estimate) + fitted.map(\.y),
      limits: (confidence + prediction).flatMap { [$0.lower, $0.upper] })
  }

  private var x: Axis {
    guard let levels = line.moderator.levels else {
      let (low, high) = (line.points.first?.x ?? 0, line.points.last?.x ?? 1)
      return Axis(from: low, to: high, title: name)
    }
    return Axis(
      lower: -0.5, upper: Double(levels.count) - 0.5,
      ticks: levels.enumerated().map { .init(value: Double($0), label: $1) }, title: name)
  }

  private func marks(_ x: Axis) -> [Mark] {
    var marks = intervals
    if let null = result.measure.null {
      marks.append(
        Mark(.line, .reference, series: "No effect", at: [.init(x.lower, null), .init(x.upper, null)]))
    }
    if line.moderator.levels == nil {
      marks.append(Mark(.line, .regression, series: "Fitted line", at: fitted))
    } else {
      marks += fitted.map { mean in
        Mark(
          .line, .regression, series: "Fitted mean",
          at: [.init(mean.x - 0.4, mean.y), .init(mean.x + 0.4, mean.y)])
      }
    }
    return marks + points
  }

  /// The confidence band and prediction limits of a number, or those of a factor's levels.
  private var intervals: [Mark] {
    let (confidence, prediction) = (confidence, prediction)
    let names = ("\(level) confidence interval", "\(level) prediction interval")
    func limit(_ vertices: [Mark.Vertex]) -> Mark {
      Mark(.line, .prediction, series: names.1, at: vertices)
    }
    guard line.moderator.levels != nil else {
      let band = Mark(
        .area, .band, series: names.0,
        at: confidence.map { .init($0.x, $0.upper) } + confidence.reversed().map { .init($0.x, $0.lower) })
      guard !prediction.isEmpty else { return [band] }
      return [
        band, limit(prediction.map { .init($0.x, $0.upper) }),
        limit(prediction.map { .init($0.x, $0.lower) }),
      ]
    }
    func across(_ x: Double, _ y: Double) -> [Mark.Vertex] { [.init(x - 0.4, y), .init(x + 0.4, y)] }
    return confidence.map {
      Mark(
        .rectangle, .band, series: names.0, at: [.init($0.x - 0.4, $0.lower), .init($0.x + 0.4, $0.upper)])
    } + prediction.flatMap { [limit(across($0.x, $0.upper)), limit(across($0.x, $0.lower))] }
  }

  /// The studies, the large ones first, so that they do not hide the small ones.
  private var points: [Mark] {
    let weights = studies.map { 1 / ($0.vi + result.fit.tau2) }
    let largest = weights.max() ?? 1
    let places = places
    return studies.indices.sorted { (-weights[$0], $0) < (-weights[$1], $1) }.map {
      Mark(
        .point, .study, series: "Study, its area by weight", label: studies[$0].label,
        at: [.init(places[$0], studies[$0].estimate)], size: (weights[$0] / largest).squareRoot())
    }
  }

  /// Where the studies stand: those of one level side by side in their order.
  private var places: [Double] {
    guard let levels = line.moderator.levels else { return line.values }
    var places = line.values
    for level in levels.indices {
      let own = line.values.indices.filter { line.values[$0] == Double(level) }
      for (number, study) in own.enumerated() {
        places[study] += 0.6 * ((Double(number) + 0.5) / Double(own.count) - 0.5)
      }
    }
    return places
  }

  var chart: Chart {
    let x = x
    return Chart(
      kind: .bubble, description: description, panels: [Chart.Panel(x: x, y: y, marks: marks(x))])
  }

  private var description: String {
    let k = studies.count
    var words =
      "Bubble plot of a meta-regression of \(k) \(k == 1 ? "study" : "studies"): the"
      + " \(result.measure.quantity.lowercased()) against \(name), with"
      + (line.moderator.levels == nil ? " the fitted line" : " the fitted mean of each level")
      + " and its \(level) confidence\(prediction.isEmpty ? "" : " and prediction") interval."
    if result.fit.data.design.moderators.count > 1 { words += " The other moderators stay as they are." }
    if line.moderator.levels == nil, let first = fitted.first, let last = fitted.last {
      words +=
        " It goes from \(NumberText.significant(first.y, digits: 3)) at"
        + " \(NumberText.significant(first.x, digits: 4)) to \(NumberText.significant(last.y, digits: 3)) at"
        + " \(NumberText.significant(last.x, digits: 4))."
    }
    return words
  }
}
