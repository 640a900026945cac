import Figures
import Sensitivity

extension BaujatReport {
  /// Baujat's plot of all studies: x what a study adds to the heterogeneity, y how much it moves the result.
  ///
  /// Studies of up to six subgroups differ by color and symbol. Nil where the model defines x or y of no study.
  public var chart: Chart? {
    let analysis = result.analyses[0]
    let points = analysis.points.compactMap { point in
      point.x.flatMap { x in point.y.map { (point: point, x: x, y: $0) } }
    }
    guard !points.isEmpty else { return nil }
    var groups: [String] = []
    for group in points.compactMap(\.point.group) where !groups.contains(group) { groups.append(group) }
    let isGrouped = groups.count > 1 && Chart.role(ofGroup: groups.count - 1) != nil
    let marks = points.map { point, x, y in
      let role = isGrouped ? point.group.flatMap { groups.firstIndex(of: $0) }.flatMap(Chart.role) : nil
      return Chart.Mark(
        .point, role ?? .study, series: role == nil ? "" : point.group ?? "", label: point.label,
        at: [.init(x, y)])
    }
    let bounds = 0...Double.infinity
    let (xs, ys) = (points.map(\.x), points.map(\.y))
    return Chart(
      kind: .baujat, description: description(points.map { ($0.point.label, $0.x, $0.y) }, of: analysis),
      panels: [
        .init(
          x: Axis(around: [0] + xs, title: Self.xName(analysis), bounds: bounds),
          y: Axis(around: [0] + ys, title: Self.yName, bounds: bounds), marks: marks)
      ])
  }

  private func description(
    _ points: [(label: String, x: Double, y: Double)], of analysis: Baujat.Analysis
  ) -> String {
    var words =
      "Baujat plot of \(points.count) studies: \(Self.xName(analysis).lowercasedFirst) to the right, "
    words += "\(Self.yName.lowercasedFirst) upwards."
    if let most = points.max(by: { $0.x < $1.x }), let mover = points.max(by: { $0.y < $1.y }) {
      words +=
        most.label == mover.label
        ? " Most of both: \(most.label)."
        : " Most heterogeneity: \(most.label); most influence: \(mover.label)."
    }
    let missing = analysis.points.count - points.count
    if missing > 0 { words += " \(missing) of the studies cannot be shown." }
    return words
  }
}

extension String {
  /// With a small first letter, inside a sentence.
  var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
