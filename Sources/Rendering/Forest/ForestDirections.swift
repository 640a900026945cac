import Figures

/// What a result on each side of the line of no effect favors, in lines on either side of it.
struct ForestDirections {
  /// The lines of the left side and of the right one.
  let left, right: [String]
  /// Where they meet.
  let middle: Double

  private static let distance = 6.0

  var lineCount: Int { max(left.count, right.count) }

  /// The lines between two places; nil where there is nothing to say.
  init?(_ layout: ForestLayout, from start: Double, to end: Double) {
    let axis = layout.plot.axis
    guard !(axis.leftDirection.isEmpty && axis.rightDirection.isEmpty) else { return nil }
    let column = layout.plotColumn
    var middle = axis.reference.map { layout.x(axis.scale.position($0)) } ?? (column.x + column.width / 2)
    if min(middle - start, end - middle) < 70 { middle = column.x + column.width / 2 }
    self.middle = middle
    let house = layout.house
    func lines(_ name: String, room: Double, arrow: (String) -> String) -> [String] {
      guard !name.isEmpty else { return [] }
      let text = "\(house.favors) \(name)"
      let limit = room - Self.distance
      return FontMetrics.of(.regular).lines(
        house.hasArrows ? arrow(text) : text, size: house.smallSize, limit: limit)
    }
    left = lines(axis.leftDirection, room: middle - start) { "← " + $0 }
    right = lines(axis.rightDirection, room: end - middle) { $0 + " →" }
  }

  /// The texts, the first line at a baseline.
  func texts(_ layout: ForestLayout, baseline: Double, color: String) -> [Drawing.Element] {
    let house = layout.house
    func element(_ text: String, _ line: Int, x: Double, _ anchor: Drawing.Text.Anchor) -> Drawing.Element {
      .text(
        Drawing.Text(
          text, x: x, y: baseline + Double(line) * house.lineHeight, size: house.smallSize, anchor: anchor,
          color: color))
    }
    return left.enumerated().map { element($1, $0, x: middle - Self.distance, .end) }
      + right.enumerated().map { element($1, $0, x: middle + Self.distance, .start) }
  }
}
