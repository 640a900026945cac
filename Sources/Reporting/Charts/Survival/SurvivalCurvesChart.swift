import Figures
import StudyData
import Survival

extension CurveResult {
  /// The summary survival curves over those of the studies, with their bands, and below how many are at risk.
  ///
  /// The curves run straight between their times, as the summary's median and mean read them. Of several models the one
  /// that comes last is drawn in strata; of all studies both are. Numbers at risk stand at the starts of intervals, where the
  /// method has them.
  ///
  /// - Parameter studies: the curves of the studies.
  public func chart(of studies: [StudyCurve]) -> Chart {
    let drawn = DrawnCurves(self, studies)
    let names = drawn.curves.map(\.name)
    let tableHeight = 16 * Double(names.count) + 26
    return Chart(
      kind: .survival, description: drawn.description,
      panels: [
        .init(name: "main", row: 0, x: drawn.x, y: DrawnCurves.percent, marks: drawn.marks),
        .init(
          name: "risk-table", title: "At risk (studies)", row: 1, x: drawn.x.with(isHidden: true),
          y: Axis.names(names), marks: drawn.risks),
      ], rowShares: [330, tableHeight], aspect: (330 + 90 + tableHeight) / Chart.width)
  }
}

/// The curves of a result that are drawn.
private struct DrawnCurves {
  struct Curve {
    let name: String
    let role: Chart.Mark.Role
    let fit: SummaryCurveFit
  }

  let result: CurveResult
  let studies: [StudyCurve]
  let curves: [Curve]

  init(_ result: CurveResult, _ studies: [StudyCurve]) {
    self.result = result
    // An exclusion with a line is of that row alone.
    let unused = Set(result.excluded.filter { $0.line == nil }.map(\.label))
    self.studies = studies.filter { !$0.points.isEmpty && !unused.contains($0.label) }
    let last = result.curves[result.curves.count - 1].method
    let strata = result.curves.filter { $0.group != nil && $0.method == last }
    if strata.isEmpty {
      let isOne = result.curves.count == 1
      curves = result.curves.enumerated().map { place, curve in
        Curve(
          name: curve.method == "random" ? "Random effects" : "Common effect",
          role: isOne ? .summary : Chart.role(ofGroup: place) ?? .summary, fit: curve.fit)
      }
    } else {
      let all = result.curves.filter { $0.group == nil && $0.method == last }
      curves =
        all.map { Curve(name: "All studies", role: .summary, fit: $0.fit) }
        + strata.enumerated().map {
          Curve(name: $1.group ?? "", role: Chart.role(ofGroup: $0) ?? .muted, fit: $1.fit)
        }
    }
  }

  private var hasStrata: Bool { result.curves.contains { $0.group != nil } }

  private var end: Double {
    let ofStudies = studies.flatMap { $0.points.map(\.time) }.max() ?? 0
    return max(ofStudies, curves.flatMap { $0.fit.points.map(\.time) }.max() ?? 1)
  }

  // MARK: Axes

  static let percent = Axis(
    lower: 0, upper: 1, ticks: (0...5).map { .init(value: Double($0) / 5, label: "\($0 * 20)%") },
    title: "Survival")

  /// From a little before 0, where the numbers at risk need room.
  var x: Axis {
    let end = end
    return Axis(
      lower: -0.03 * end, upper: 1.03 * end,
      ticks: ticks.map { .init(value: $0, label: NumberText.exact($0) ?? "") }, title: "Time")
  }

  /// Multiples of a year where the times look like months, else of a round number.
  private var ticks: [Double] {
    let end = end
    let times = Set(studies.flatMap { $0.points.map(\.time) } + curves.flatMap { $0.fit.points.map(\.time) })
    let inQuarters = times.filter { $0.remainder(dividingBy: 3) == 0 }.count
    let isMonths = end >= 12 && 2 * inQuarters > times.count
    guard isMonths, let step = [3.0, 6, 12, 24, 36, 60, 120].first(where: { end / $0 <= 8 }) else {
      return Axis(around: [0, end], title: "", room: 0, bounds: 0...end).ticks.map(\.value)
    }
    return (0...Int(end / step)).map { Double($0) * step }
  }

  // MARK: Marks

  var marks: [Chart.Mark] {
    var marks = curves.map { band($0) }
    marks += studies.map { study in
      Chart.Mark(
        .line, .muted, series: "studies", label: study.label,
        at: [.init(0, 1)] + study.points.map { .init($0.time, $0.survival) })
    }
    if curves.count == 1 { marks += predictions(curves[0].fit) }
    return marks
      + curves.map { curve in
        Chart.Mark(
          .line, curve.role, series: curve.name,
          at: [.init(0, 1)] + curve.fit.points.map { .init($0.time, $0.survival) })
      }
  }

  /// The limits, on log at most up to 1.
  private func band(_ curve: Curve) -> Chart.Mark {
    let points = curve.fit.points
    let upper = points.map { Chart.Mark.Vertex($0.time, min($0.limits.upper, 1)) }
    let lower = points.map { Chart.Mark.Vertex($0.time, $0.limits.lower) }
    let name = curves.count == 1 ? "\(levelText)% CI" : ""
    return .init(
      .area, curves.count == 1 ? .band : curve.role, series: name,
      at: [.init(0, 1)] + upper + lower.reversed())
  }

  private func predictions(_ fit: SummaryCurveFit) -> [Chart.Mark] {
    let known = fit.points.compactMap { point in point.prediction.map { (point.time, $0) } }
    guard !known.isEmpty else { return [] }
    return [\CurveLimits.lower, \.upper].map { limit in
      .init(
        .line, .prediction, series: "a new study",
        at: [.init(0, 1)] + known.map { .init($0.0, min($0.1[keyPath: limit], 1)) })
    }
  }

  private var levelText: String { NumberText.exact((result.choices.level * 1e8).rounded() / 1e6) ?? "" }

  // MARK: Numbers at risk

  var risks: [Chart.Mark] {
    let times = riskTimes
    return curves.enumerated().flatMap { place, curve in
      let starts = Self.starts(curve.fit)
      return times.compactMap { time in
        starts.first { $0.time == time }.map { start in
          Chart.Mark(
            .text, curve.role,
            label: "\(NumberText.fixed(start.atRisk, decimals: 0)) (\(start.studies))",
            at: [.init(time, Double(place))])
        }
      }
    }
  }

  private struct Start {
    let time, atRisk: Double
    let studies: Int
  }

  /// The starts of the intervals of a curve, with how many are at risk there.
  private static func starts(_ fit: SummaryCurveFit) -> [Start] {
    zip([0] + fit.points.map(\.time), fit.points).map {
      Start(time: $0, atRisk: $1.atRisk, studies: $1.studies)
    }
  }

  /// The marks of the axis where most of them are starts of intervals, else starts that stand apart.
  private var riskTimes: [Double] {
    let starts = Set(curves.flatMap { Self.starts($0.fit).map(\.time) })
    let shared = ticks.filter { starts.contains($0) }
    if shared.count * 3 >= min(ticks.count, starts.count) * 2 { return shared }
    var times: [Double] = []
    for time in starts.sorted() where times.last.map({ time - $0 >= end / 9 }) ?? true { times.append(time) }
    return times
  }

  var description: String {
    var words = "Survival curves of \(studies.count) studies with the summary of "
    words += curves.map(\.name.lowercasedFirst).joined(separator: ", ")
    for curve in curves {
      let median = curve.fit.median.value.map { NumberText.significant($0, digits: 3) } ?? "not reached"
      words += "; median, \(curve.name.lowercasedFirst): \(median)"
    }
    return words + ". Below, the numbers at risk and of studies."
  }
}
