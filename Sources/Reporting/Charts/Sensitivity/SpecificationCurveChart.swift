import Figures
import Multiverse

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension MultiverseReport {
  /// The specification curve of the first quantity: its estimates in their order with their intervals, and below for
  /// each choice that varies which level each specification has.
  ///
  /// Up to 150 specifications have marks of their own. More are joined: the intervals become a band, the estimates
  /// lines. The levels are shown in at most 400 columns, each as dark as the share of its specifications that has the
  /// level, and what follows each other with the same share is one mark: a picture stays small, whatever their number.
  ///
  /// Nil where no specification gave an estimate.
  public var chart: Chart? {
    guard let quantity = multiverse.quantities.first else { return nil }
    let curve = SpecificationCurve(self, quantity)
    let factors = curve.factors
    let heights = [SpecificationCurve.curveHeight] + factors.map(\.height)
    return Chart(
      kind: .specificationCurve, title: declaration.title, description: curve.description,
      panels: [curve.top(isLast: factors.isEmpty)]
        + factors.enumerated().map { curve.panel($1, row: $0 + 1, isLast: $0 == factors.count - 1) },
      rowShares: heights,
      aspect: (heights.reduce(0, +) + SpecificationCurve.restHeight) / Chart.width)
  }
}

/// One quantity of a multiverse on its way to a chart.
struct SpecificationCurve {
  /// Up to how many specifications are shown one by one.
  static let mostApart = 150
  /// In how many columns at most the levels are shown.
  static let mostColumns = 400
  static let curveHeight = 230.0
  /// The thickness of a line that stands for points.
  private static let lineSize = 0.2
  static let restHeight = 70.0

  /// A choice that varies.
  struct VariedFactor {
    let place: Int
    let name: String
    let levels: [String]

    var height: Double { 14 * Double(levels.count) + 22 }
  }

  private let report: MultiverseReport
  private let quantity: QuantitySummary
  private let rows: [Multiverse.Row]

  init(_ report: MultiverseReport, _ quantity: QuantitySummary) {
    self.report = report
    self.quantity = quantity
    rows = quantity.places.map { report.multiverse.rows[$0] }
  }

  private var count: Int { rows.count }
  private var reference: Double? { report.declaration.reference }

  var factors: [VariedFactor] {
    report.declaration.factors.enumerated().filter { $0.element.isVaried }.map {
      VariedFactor(place: $0.offset, name: $0.element.name.rawValue, levels: $0.element.levels.map(\.name))
    }
  }

  var description: String {
    func text(_ value: Double) -> String {
      quantity.isProportion
        ? NumberText.significant(value * 100, digits: 3) + "%" : NumberText.significant(value, digits: 3)
    }
    var words = "Specification curve: \(quantity.name) in \(count) specifications, from "
    words += "\(text(quantity.quantile(0))) to \(text(quantity.quantile(1))), "
    words += "median \(text(quantity.quantile(0.5))), in rising order with \(levelText)% intervals"
    if let against = quantity.against {
      let significant = quantity.sides.reduce(0) { $0 + $1.significant }
      words += "; \(significant) differ significantly from \(text(against))"
    }
    words += ". Below, the levels of \(factors.map(\.name).joined(separator: ", "))."
    let others = report.multiverse.quantities.dropFirst().map(\.name)
    if !others.isEmpty { words += " Not shown: \(others.joined(separator: ", "))." }
    return words
  }

  private var levelText: String {
    NumberText.exact(((rows.first?.outcome.level ?? 0.95) * 1e8).rounded() / 1e6) ?? ""
  }

  // MARK: The curve

  func top(isLast: Bool) -> Chart.Panel {
    let limits = rows.flatMap { [$0.outcome.lower, $0.outcome.upper].compactMap(\.self) }
    let y = Axis(
      scale: quantity.isRatio && quantity.estimates[0] > 0 ? .log : .linear, showing: quantity.estimates,
      limits: limits, bounds: quantity.isProportion ? 0...1 : -.infinity ... .infinity,
      reference: quantity.against, asPercent: quantity.isProportion,
      title: "\(quantity.name) [\(levelText)% CI]")
    let marks = count <= Self.mostApart ? apart(on: y) : joined(on: y)
    return Chart.Panel(name: "curve", row: 0, x: xAxis(isShown: isLast), y: y, marks: marks)
  }

  private func xAxis(isShown: Bool) -> Axis {
    let whole = Axis(
      around: [0.5, Double(count) + 0.5], title: "Specifications in the order of their estimates", room: 0.01,
      bounds: 0...Double.infinity)
    return whole.with(
      ticks: whole.ticks.filter {
        $0.value >= 1 && $0.value <= Double(count) && $0.value == $0.value.rounded()
      }, isHidden: !isShown)
  }

  /// How a specification is shown, by whether its estimate differs significantly from what it is held against.
  private func look(_ row: Multiverse.Row) -> (role: Chart.Mark.Role, series: String) {
    switch row.outcome.isSignificant(reference: reference) {
    case true?: (.study, "significant")
    case false?: (.muted, "not significant")
    case nil: (.study, "")
    }
  }

  /// The limits, cut where the axis ends.
  private func interval(_ row: Multiverse.Row, on y: Axis) -> (lower: Double, upper: Double)? {
    guard let lower = row.outcome.lower, let upper = row.outcome.upper else { return nil }
    return (y.clipped(lower), y.clipped(upper))
  }

  /// A line and a point for each.
  private func apart(on y: Axis) -> [Chart.Mark] {
    let lines = rows.enumerated().compactMap { place, row in
      interval(row, on: y).map { limits in
        let x = Double(place + 1)
        return Chart.Mark(
          .line, look(row).role, at: [.init(x, limits.lower), .init(x, limits.upper)])
      }
    }
    let points = rows.enumerated().map { place, row in
      let (role, series) = look(row)
      return Chart.Mark(
        .point, role, series: series, at: [.init(Double(place + 1), quantity.estimates[place])],
        size: count <= 50 ? 0.45 : 0.25)
    }
    return lines + points
  }

  /// A band and lines for runs of specifications that are alike.
  private func joined(on y: Axis) -> [Chart.Mark] {
    runs { interval($0, on: y) != nil }.filter { interval(rows[$0.lowerBound], on: y) != nil }.map { run in
      let limits = run.compactMap { interval(rows[$0], on: y) }
      let upper = ends(run, limits.map(\.upper))
      let lower = ends(run, limits.map(\.lower))
      return Chart.Mark(.area, .band, series: "\(levelText)% CI", at: upper + lower.reversed())
    }
      + runs { look($0).series }.map { run in
        let (role, series) = look(rows[run.lowerBound])
        return Chart.Mark(
          .line, role, series: series, at: ends(run, run.map { quantity.estimates[$0] }), size: Self.lineSize)
      }
  }

  /// The values of a run from half a place before its first to half a place behind its last.
  private func ends(_ run: Range<Int>, _ values: [Double]) -> [Chart.Mark.Vertex] {
    [.init(Double(run.lowerBound) + 0.5, values[0])]
      + zip(run, values).map { .init(Double($0 + 1), $1) }
      + [.init(Double(run.upperBound) + 0.5, values[values.count - 1])]
  }

  /// The stretches of specifications that have the same of something.
  private func runs<Value: Equatable>(_ of: (Multiverse.Row) -> Value) -> [Range<Int>] {
    Self.runs(rows.map(of))
  }

  private static func runs<Value: Equatable>(_ values: [Value]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for place in values.indices {
      if let last = runs.last, values[last.lowerBound] == values[place] {
        runs[runs.count - 1] = last.lowerBound..<place + 1
      } else {
        runs.append(place..<place + 1)
      }
    }
    return runs
  }

  // MARK: The levels

  func panel(_ factor: VariedFactor, row: Int, isLast: Bool) -> Chart.Panel {
    Chart.Panel(
      name: factor.name, title: factor.name, row: row, x: xAxis(isShown: isLast),
      y: Axis.names(factor.levels), marks: factor.levels.indices.flatMap { marks(of: $0, factor) })
  }

  /// Where a level is, in columns of specifications; neighbors of the same share are one mark.
  private func marks(of level: Int, _ factor: VariedFactor) -> [Chart.Mark] {
    let columns = min(count, Self.mostColumns)
    let edges = (0...columns).map { $0 * count / columns }
    let shares = (0..<columns).map { column in
      let members = edges[column]..<edges[column + 1]
      let those = members.count { rows[$0].specification.levels[factor.place] == level }
      return Double(those) / Double(members.count)
    }
    return Self.runs(shares).filter { shares[$0.lowerBound] > 0 }.map { run in
      let (left, right) = (Double(edges[run.lowerBound]) + 0.5, Double(edges[run.upperBound]) + 0.5)
      let y = Double(level)
      return Chart.Mark(
        .rectangle, .density, at: [.init(left, y - 0.32), .init(right, y + 0.32)],
        intensity: shares[run.lowerBound])
    }
  }
}
