/// A point read from a published survival curve.
public struct ReadOffPoint: Sendable, Equatable, Codable {
  /// The time, 0 or more.
  public var time: Double
  /// The share alive, from 0 to 1.
  public var survival: Double

  /// A point.
  public init(time: Double, survival: Double) {
    self.time = time
    self.survival = survival
  }
}

/// Points read from a curve, made a survival curve: sorted, from (0, 1) on, between 0 and 1, never rising.
///
/// A value above an earlier one is the noise of clicking: up to ``tolerance`` it is set to the lowest value so far,
/// which is counted; beyond that it is an error. Of several points at one time the lowest counts, since a
/// survival curve has its value after the step. O(n log n).
public struct ReadOffCurve: Sendable, Equatable {
  /// The points, at least one, the first at (0, 1).
  public let points: [ReadOffPoint]
  /// How far a point may lie outside 0 … 1 or above an earlier one.
  public let tolerance: Double
  /// What was changed, counted.
  public let cleaning: Cleaning
  /// Times at which a step was read at its top and at its bottom.
  let stepTimes: Set<Double>

  /// What cleaning changed.
  public struct Cleaning: Sendable, Equatable, Codable {
    /// Points that were out of order of time.
    public fileprivate(set) var unordered = 0
    /// Points that rose above an earlier one and were lowered.
    public fileprivate(set) var flattened = 0
    /// The largest such rise.
    public fileprivate(set) var largestRise = 0.0
    /// Points outside 0 … 1 that were set to its end, and one at time 0 to 1.
    public fileprivate(set) var clamped = 0
    /// Points at a time that has a lower one.
    public fileprivate(set) var merged = 0
    /// Whether (0, 1) was added.
    public fileprivate(set) var addedStart = false
  }

  /// Cleans the points, in any order; throws ``ReconstructionError/points(_:)`` with every point that cannot be
  /// on a survival curve, by its place in `raw`.
  ///
  /// - Parameters:
  ///   - raw: the points as read.
  ///   - tolerance: the noise of reading; 0.02 is four times what Guyot and others found between readers.
  public init(_ raw: [ReadOffPoint], tolerance: Double = 0.02) throws(ReconstructionError) {
    var cleaning = Cleaning()
    var faults: [ReconstructionError.Fault] = []
    var clean: [ReadOffPoint] = []
    var lowest = 1.0
    var stepTimes: Set<Double> = []
    let order = raw.indices.sorted {
      (raw[$0].time, -raw[$0].survival, $0) < (raw[$1].time, -raw[$1].survival, $1)
    }
    for place in order {
      let point = raw[place]
      if let kind = Self.fault(of: point, tolerance: tolerance) {
        faults.append(.init(row: place, kind: kind))
        continue
      }
      let survival = point.time == 0 ? 1 : min(1, max(0, point.survival))
      cleaning.clamped += survival == point.survival ? 0 : 1
      let rise = survival - lowest
      if rise > tolerance {
        faults.append(.init(row: place, kind: .rise(from: lowest, to: survival)))
        continue
      }
      if rise > 0 {
        cleaning.flattened += 1
        cleaning.largestRise = max(cleaning.largestRise, rise)
      }
      lowest = min(lowest, survival)
      if clean.last?.time == point.time {
        cleaning.merged += 1
        stepTimes.insert(point.time)
        clean.removeLast()
      } else if clean.isEmpty {
        cleaning.addedStart = point.time > 0
        if point.time > 0 { clean.append(ReadOffPoint(time: 0, survival: 1)) }
      }
      clean.append(ReadOffPoint(time: point.time, survival: lowest))
    }
    cleaning.unordered = zip(raw, raw.dropFirst()).reduce(0) { $0 + ($1.0.time > $1.1.time ? 1 : 0) }
    guard faults.isEmpty else { throw .points(faults.sorted { $0.row < $1.row }) }
    guard let last = clean.last, last.time > 0 else { throw .noPoints }
    points = clean
    self.stepTimes = stepTimes
    self.tolerance = tolerance
    self.cleaning = cleaning
  }

  private static func fault(of point: ReadOffPoint, tolerance: Double) -> ReconstructionError.Fault.Kind? {
    guard point.time >= 0, point.time.isFinite else { return .notATime(point.time) }
    guard point.survival >= -tolerance, point.survival <= 1 + tolerance else {
      return .survival(point.survival)
    }
    return point.time == 0 && point.survival < 1 - tolerance ? .start(point.survival) : nil
  }

  /// The last time read.
  var end: Double { points[points.count - 1].time }

  /// What was changed, in words.
  var notes: [String] {
    func count(_ number: Int, _ words: String) -> String? {
      number == 0 ? nil : "\(number) point\(number == 1 ? "" : "s") \(words)"
    }
    return [
      count(cleaning.unordered, "out of order of time; sorted"),
      count(
        cleaning.flattened,
        "above an earlier one, by at most \(Short.text(cleaning.largestRise)); lowered to it"),
      count(cleaning.clamped, "outside 0 to 1; set to the nearer end"),
      count(cleaning.merged, "at a time that has a lower one; the lower one counts"),
    ].compactMap { $0 }
  }
}

/// Numbers in messages.
enum Short {
  /// To four decimals at most, without a point where the number is whole.
  static func text(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e15 { return "\(Int(value))" }
    return "\((value * 1e4).rounded() / 1e4)"
  }
}
