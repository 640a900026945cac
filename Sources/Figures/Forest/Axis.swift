#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How an axis maps displayed values to positions.
public enum AxisScale: String, Sendable, Codable {
  /// Even steps.
  case linear
  /// Even ratios.
  case log

  /// The position of a displayed value, up to a linear map.
  public func position(_ value: Double) -> Double {
    switch self {
    case .linear: value
    case .log: naturalLogarithm(value)
    }
  }

  /// The value at a position.
  public func value(at position: Double) -> Double {
    switch self {
    case .linear: position
    case .log: exp(position)
    }
  }
}

/// An axis: the horizontal one of a forest plot, or either one of a panel.
public struct Axis: Sendable, Equatable {
  /// A labelled mark.
  public struct Tick: Sendable, Equatable {
    /// Where it stands, on the display scale.
    public let value: Double
    /// Its text.
    public let label: String

    /// A mark with its text.
    public init(value: Double, label: String) { (self.value, self.label) = (value, label) }
  }

  /// Linear or logarithmic.
  public let scale: AxisScale
  /// The left end on the display scale.
  public let lower: Double
  /// The right end on the display scale.
  public let upper: Double
  /// The line of no effect; nil where there is none.
  public let reference: Double?
  /// The marks, from left to right.
  public let ticks: [Tick]
  /// The text under the axis.
  public let title: String
  /// What a result on the left of the reference favors; empty where unknown.
  public let leftDirection: String
  /// What a result on the right of the reference favors; empty where unknown.
  public let rightDirection: String
  /// Whether values grow to the left or downwards.
  public let isReversed: Bool
  /// Whether nothing of it is drawn.
  public let isHidden: Bool

  /// An axis with every choice made.
  ///
  /// - Precondition: `lower` lies below `upper`, and above 0 on a log scale.
  public init(
    scale: AxisScale = .linear, lower: Double, upper: Double, reference: Double? = nil, ticks: [Tick],
    title: String, leftDirection: String = "", rightDirection: String = "", isReversed: Bool = false,
    isHidden: Bool = false
  ) {
    precondition(lower < upper && (scale == .linear || lower > 0), "an axis with a length")
    self.scale = scale
    self.lower = lower
    self.upper = upper
    self.reference = reference
    self.ticks = ticks
    self.title = title
    self.leftDirection = leftDirection
    self.rightDirection = rightDirection
    self.isReversed = isReversed
    self.isHidden = isHidden
  }

  /// The value moved onto the axis.
  public func clipped(_ value: Double) -> Double { min(max(value, lower), upper) }
}

extension Axis {
  /// An axis that shows every estimate and the summaries whole.
  ///
  /// It widens towards the studies' limits by at most the span of what must be shown, so that one huge
  /// interval does not squeeze the rest; what goes beyond is clipped.
  ///
  /// - Parameters:
  ///   - scale: linear or logarithmic.
  ///   - shown: values that must be on the axis: estimates, summaries, prediction limits.
  ///   - limits: the studies' confidence limits.
  ///   - bounds: the values that the quantity can take.
  ///   - reference: the line of no effect; nil where there is none.
  ///   - given: the ends of the axis, where they are chosen by hand.
  ///   - asPercent: whether tick labels are percentages of 1.
  ///   - title: the text under the axis.
  ///   - leftDirection: what a result on the left of the reference favors.
  ///   - rightDirection: what a result on the right of the reference favors.
  public init(
    scale: AxisScale, showing shown: [Double], limits: [Double], bounds: ClosedRange<Double>,
    reference: Double?, given: ClosedRange<Double>? = nil, asPercent: Bool = false, title: String,
    leftDirection: String = "", rightDirection: String = ""
  ) {
    let range = given ?? Self.range(scale: scale, shown: shown, limits: limits, bounds: bounds, reference)
    let values =
      scale == .log
      ? Self.ratioTicks(range) : Self.linearTicks(range)
    self.init(
      scale: scale, lower: range.lowerBound, upper: range.upperBound,
      reference: reference.flatMap { range.contains($0) ? $0 : nil },
      ticks: values.map { Tick(value: $0, label: Self.label($0, asPercent: asPercent)) }, title: title,
      leftDirection: leftDirection, rightDirection: rightDirection)
  }

  private static func range(
    scale: AxisScale, shown: [Double], limits: [Double], bounds: ClosedRange<Double>, _ reference: Double?
  ) -> ClosedRange<Double> {
    func positions(_ values: [Double]) -> [Double] {
      values.map { scale.position($0) }.filter(\.isFinite)
    }
    let core = positions(shown + (reference.map { [$0] } ?? []))
    guard var low = core.min(), var high = core.max() else { return fallback(scale) }
    let all = core + positions(limits)
    let span = max(high - low, 1e-9 * max(1, abs(high)))
    low = max(all.min() ?? low, low - span)
    high = min(all.max() ?? high, high + span)
    if !(high - low > 1e-9 * max(abs(low), abs(high))) {
      let half = scale == .linear && high != 0 ? abs(high) / 2 : 0.5
      (low, high) = (low - half, high + half)
    }
    let margin = 0.02 * (high - low)
    let lower = max(scale.value(at: low - margin), bounds.lowerBound, widest(scale).lowerBound)
    let upper = min(scale.value(at: high + margin), bounds.upperBound, widest(scale).upperBound)
    return lower < upper ? lower...upper : fallback(scale)
  }

  /// The most that an axis shows, so that neither its span nor the ratio of its ends overflows.
  private static func widest(_ scale: AxisScale) -> ClosedRange<Double> {
    scale == .log ? 1e-150...1e150 : -1e150...1e150
  }

  private static func fallback(_ scale: AxisScale) -> ClosedRange<Double> {
    scale == .log ? 0.1...10 : 0...1
  }

  /// Multiples of 1, 2 or 5 times a power of ten, about five of them and at least three.
  static func linearTicks(_ range: ClosedRange<Double>) -> [Double] {
    let span = range.upperBound - range.lowerBound
    let power = pow(10, (log10(span / 5)).rounded(.down))
    let steps = [1.0, 2, 5, 10].map { $0 * power }
    let index = steps.firstIndex { span / $0 <= 6 } ?? steps.count - 1
    let ticks = multiples(of: steps[index], in: range)
    guard ticks.count < 3, index > 0 else { return ticks.isEmpty ? [range.lowerBound] : ticks }
    return multiples(of: steps[index - 1], in: range)
  }

  private static func multiples(of step: Double, in range: ClosedRange<Double>) -> [Double] {
    let first = Int((range.lowerBound / step - 1e-9).rounded(.up))
    let last = Int((range.upperBound / step + 1e-9).rounded(.down))
    guard first <= last else { return [] }
    return (first...last).map { rounded(Double($0) * step, to: step) }.filter { range.contains($0) }
  }

  /// The usual ladders of ratios, of which the first with four to eight marks on the axis is taken; even
  /// steps where the axis is too short for any.
  static func ratioTicks(_ range: ClosedRange<Double>) -> [Double] {
    let ladders: [[Double]] = [[1, 2, 5], [1], [1, 3], [1, 1.5, 2, 3, 5, 7]]
    let (low, high) = (log10(range.lowerBound), log10(range.upperBound))
    let stride = max(1, Int(((high - low) / 7).rounded(.up)))
    for ladder in ladders {
      let values = ladderTicks(ladder, range, stride: ladder == [1] ? stride : 1)
      if (4...8).contains(values.count) { return values }
    }
    return linearTicks(range)
  }

  /// The marks of a ladder at every power of ten, or at every `stride`-th, 1 among them.
  private static func ladderTicks(
    _ steps: [Double], _ range: ClosedRange<Double>, stride: Int
  ) -> [Double] {
    let first = Int((log10(range.lowerBound) / Double(stride)).rounded(.down))
    let last = Int((log10(range.upperBound) / Double(stride)).rounded(.up))
    return (first...last).flatMap { index in
      let power = pow(10, Double(index * stride))
      return steps.map { rounded($0 * power, to: power) }
    }.filter { range.contains($0) }
  }

  /// The number without the noise of its multiplication: 0.3 and not 0.30000000000000004.
  private static func rounded(_ value: Double, to step: Double) -> Double {
    guard value != 0 else { return 0 }
    let decimals = Int((-log10(abs(step))).rounded(.up)) + 1
    guard decimals > 0, decimals < 18 else { return value }
    return Double(NumberText.fixed(value, decimals: decimals)) ?? value
  }

  private static func label(_ value: Double, asPercent: Bool) -> String {
    guard asPercent else { return NumberText.exact(value) ?? "" }
    let percent = value * 100
    let text = NumberText.exact(Double(NumberText.fixed(percent, decimals: 10)) ?? percent) ?? ""
    return text + "%"
  }
}

/// ln, under a name that the case `log` does not hide.
private func naturalLogarithm(_ value: Double) -> Double { log(value) }
