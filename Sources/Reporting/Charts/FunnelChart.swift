import EffectSizes
import Figures
import SmallStudyEffects

extension Chart {
  /// A funnel plot: the studies by effect, on the display scale, and standard error, with the regions of significance
  /// around no effect and the limits around the pooled value.
  ///
  /// - Parameters:
  ///   - funnel: the studies and regions; of more than three contours the inner ones share a color.
  ///   - pooled: the result that is questioned.
  ///   - filled: the studies that trim and fill put in; nil for none.
  ///   - tests: tests of asymmetry, of which those that are lines in the funnel are drawn; nil for none.
  public init(
    funnel: FunnelPlot, of pooled: PoolResult, filled: TrimAndFill? = nil, tests: AsymmetryTests? = nil
  ) {
    let builder = FunnelBuilder(funnel: funnel, pooled: pooled, filled: filled, tests: tests)
    self.init(
      kind: .funnel, description: builder.description,
      panels: [Panel(x: builder.x, y: builder.y, marks: builder.marks)])
  }
}

private struct FunnelBuilder {
  typealias Mark = Chart.Mark

  let funnel: FunnelPlot
  let pooled: PoolResult
  let filled: TrimAndFill?
  let tests: AsymmetryTests?

  /// The studies that were put in.
  private var mirrored: [StudyEffect] {
    filled?.studies.filter(\.isFilled).map(\.study) ?? []
  }

  private func outlines(_ kind: FunnelPlot.Kind) -> [FunnelPlot.Outline] {
    funnel.outlines.filter { $0.kind == kind }
  }

  var x: Axis {
    Axis(
      of: pooled.measure,
      showing: funnel.points.map(\.estimate) + mirrored.map(\.estimate)
        + outlines(.center).flatMap(\.vertices).map(\.estimate),
      limits: outlines(.limits).flatMap(\.vertices).map(\.estimate))
  }

  var y: Axis {
    Axis(from: 0, to: funnel.foot, title: "Standard error of the \(pooled.measure.name)", isReversed: true)
  }

  var marks: [Mark] {
    var marks = contours
    for outline in outlines(.limits) {
      let (left, right) = sides(outline)
      marks.append(
        Mark(
          .line, .limits, series: "\(BiasText.percent(funnel.level)) limits around the pooled value",
          at: left.reversed() + right.dropFirst()))
    }
    marks += outlines(.null).map { line($0, .reference, "No effect") }
    marks += outlines(.center).map { line($0, .summary, pooled.pooledName) }
    marks += adjusted
    marks += regressions
    marks += mirrored.map {
      Mark(
        .point, .filled, series: "Filled by trim and fill", label: $0.label, at: [.init($0.estimate, $0.sei)])
    }
    marks += funnel.points.map {
      Mark(.point, .study, series: "Study", label: $0.study, at: [.init($0.estimate, $0.sei)])
    }
    return marks
  }

  private func line(_ outline: FunnelPlot.Outline, _ role: Mark.Role, _ series: String) -> Mark {
    Mark(.line, role, series: series, at: outline.vertices.map { .init($0.estimate, $0.sei) })
  }

  /// The sides of a region, each from the top to the foot.
  private func sides(_ outline: FunnelPlot.Outline) -> (left: [Mark.Vertex], right: [Mark.Vertex]) {
    let vertices = outline.vertices.map { Mark.Vertex($0.estimate, $0.sei) }
    let count = (vertices.count + 1) / 2
    return (Array(vertices[..<count]), [vertices[0]] + vertices[count...].reversed())
  }

  /// What lies beyond each contour and within the next, left and right.
  private var contours: [Mark] {
    let axis = x
    let rising = Array(outlines(.contour).reversed())
    let roles: [Mark.Role] = [.contour1, .contour2, .contour3]
    return rising.enumerated().flatMap { place, outline in
      let inner = sides(outline)
      let next = place + 1 < rising.count ? sides(rising[place + 1]) : nil
      let edges = [axis.lower, axis.upper].map { [Mark.Vertex($0, 0), Mark.Vertex($0, funnel.foot)] }
      let beyond = [next?.left ?? edges[0], next?.right ?? edges[1]]
      let role = roles[max(0, min(2, place + min(3, rising.count) - rising.count))]
      return zip([inner.left, inner.right], beyond).map { inner, outer in
        Mark(
          .area, role, series: "p < \((1 - (outline.level ?? 0)).levelText)", at: inner + outer.reversed())
      }
    }
  }

  /// The pooled value with the studies that were put in.
  private var adjusted: [Mark] {
    guard let filled, filled.k0 > 0 else { return [] }
    let value = pooled.display.transformation.inverse(filled.adjusted.estimate.value)
    return [
      Mark(
        .line, .filled, series: "Pooled with the filled studies",
        at: [.init(value, 0), .init(value, funnel.foot)])
    ]
  }

  private var regressions: [Mark] {
    (tests?.outcomes ?? []).compactMap { outcome in
      let name = "Egger's regression" + (outcome.predictor == .vi ? " on the variance" : "")
      return funnel.line(of: outcome).map {
        line($0, .regression, name + (outcome.test == .eggerMixed ? ", mixed-effects" : ""))
      }
    }
  }

  var description: String {
    let inside = funnel.points.filter(\.isInside).count
    var words =
      "Funnel plot of \(pooled.countWords): the \(pooled.measure.quantity.lowercased()) against its standard error,"
      + " the most precise studies on top. \(inside) of \(funnel.points.count) lie within the"
      + " \(BiasText.percent(funnel.level)) limits around the pooled value, \(pooled.pooledWords)."
    if let filled {
      words +=
        filled.k0 == 0
        ? " Trim and fill puts no study in."
        : " Trim and fill puts \(filled.k0) in on the \(filled.side.rawValue)."
    }
    return words
  }
}
