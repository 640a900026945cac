import Figures

/// Values of an axis as places on the page: a linear map of the axis's positions.
struct AxisMap {
  private let scale: AxisScale
  private let low, span: Double
  private let start, end: Double

  /// The axis laid from one place to another, from its lower end to its upper one, or the other way round where
  /// it is reversed.
  init(_ axis: Axis, from start: Double, to end: Double) {
    scale = axis.scale
    low = axis.scale.position(axis.lower)
    span = axis.scale.position(axis.upper) - low
    (self.start, self.end) = axis.isReversed ? (end, start) : (start, end)
  }

  /// The length of the axis in its own positions.
  static func span(_ axis: Axis) -> Double {
    axis.scale.position(axis.upper) - axis.scale.position(axis.lower)
  }

  /// Where a value lies; what is far beyond the axis, as 0 is on a log scale, is taken as a hundred thousand
  /// times its length away. Nil for what is not a number.
  func place(_ value: Double) -> Double? {
    let share = (scale.position(value) - low) / span
    guard !share.isNaN else { return scale == .log && value <= 0 ? place(share: -1e5) : nil }
    return place(share: min(max(share, -1e5), 1e5))
  }

  private func place(share: Double) -> Double { start + share * (end - start) }
}

extension Axis {
  /// Whether its ticks are names and not numbers.
  var isCategorical: Bool {
    let names = ticks.filter { tick in
      var text = tick.label.replacing("−", with: "-")
      if text.last == "%" { text.removeLast() }
      return !text.isEmpty && Double(text) == nil
    }
    return !names.isEmpty && 2 * names.count >= ticks.count
  }
}
