import Figures

extension Axis {
  /// A linear axis that shows all values with room for their symbols.
  ///
  /// - Parameters:
  ///   - values: what must be on it.
  ///   - title: its text.
  ///   - room: the room at either end, as a share of the span; at an end that is a bound there is none.
  ///   - bounds: what the values can be.
  init(
    around values: [Double], title: String, room: Double = 0.06,
    bounds: ClosedRange<Double> = -.infinity ... .infinity
  ) {
    let (low, high) = (values.min() ?? 0, values.max() ?? 1)
    let margin = room * (high - low)
    self.init(
      scale: .linear,
      showing: [low - margin, high + margin].map { min(max($0, bounds.lowerBound), bounds.upperBound) },
      limits: [], bounds: bounds, reference: nil, title: title)
  }

  /// The axis with so many marks at most: every second, third, … of them, 0 among these where it was.
  func thinned(to most: Int) -> Axis {
    guard ticks.count > most, most > 0 else { return self }
    let stride = (ticks.count + most - 1) / most
    let start = (ticks.firstIndex { $0.value == 0 } ?? 0) % stride
    return with(ticks: ticks.enumerated().filter { $0.offset % stride == start }.map(\.element))
  }

  /// The axis with other marks, title or looks.
  func with(ticks: [Tick]? = nil, title: String? = nil, isReversed: Bool? = nil, isHidden: Bool? = nil)
    -> Axis
  {
    Axis(
      scale: scale, lower: lower, upper: upper, reference: reference, ticks: ticks ?? self.ticks,
      title: title ?? self.title, leftDirection: leftDirection, rightDirection: rightDirection,
      isReversed: isReversed ?? self.isReversed, isHidden: isHidden ?? self.isHidden)
  }

  /// A vertical axis of names, the first at the top: the name at place i stands at i.
  static func names(_ names: [String], isHidden: Bool = false) -> Axis {
    Axis(
      lower: -0.5, upper: Double(max(names.count, 1)) - 0.5,
      ticks: names.enumerated().map { Tick(value: Double($0), label: $1) }, title: "", isReversed: true,
      isHidden: isHidden)
  }
}

extension Chart {
  /// The width of a chart in the units in which the builders think of heights.
  static let width = 640.0

  /// The role by which a group is told from others; nil where there are more groups than roles.
  static func role(ofGroup place: Int) -> Mark.Role? {
    let roles: [Mark.Role] = [.group1, .group2, .group3, .group4, .group5, .group6]
    return roles.indices.contains(place) ? roles[place] : nil
  }
}
