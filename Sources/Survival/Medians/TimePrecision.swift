import Distributions
import EffectSizes
import Pooling

/// Where the standard error of a reported time comes from, the best first.
public enum TimeRoute: String, Sendable, CaseIterable, Codable {
  /// The standard error that the study gives.
  case standardError = "standard-error"
  /// Both confidence limits: (U − L)/2z.
  case interval
  /// The lower limit alone, where the upper one was not reached: (m − L)/z.
  case lowerLimit = "lower-limit"
  /// The number of events, if survival is exponential: Var ln m = 1/d.
  case exponential

  /// Whether it rests on an assumption about survival that the study does not state.
  public var isDerived: Bool { self == .exponential }
}

/// The standard error of a reported time on the scale that it is pooled on, by the first route whose numbers are there.
///
/// A standard error and limits that are read on another scale than that of the pooling are carried over by the delta
/// method, se(ln m) = SE(m)/m. Limits at level 1 − α stand for z = z₁₋α/₂ standard errors on each side, on the scale on
/// which they are read.
///
/// Source: the interval of a median is rarely made from a normal distribution (Brookmeyer R, Crowley J (1982),
/// *Biometrics* 38:29–41, invert a test), so that this is an approximation; its symmetry is checked, see
/// ``IntervalSymmetry``.
public struct TimePrecision: Sendable, Equatable {
  /// Where it comes from.
  public let route: TimeRoute
  /// The standard error on the scale of the pooling.
  public let standardError: Double
  /// How it came about, in words.
  public let note: String

  /// The precision of a time; nil where nothing that the study reports tells it.
  ///
  /// - Parameters:
  ///   - time: what the study reports.
  ///   - measure: the measure, which names the scale of the pooling and whether the events may be used.
  ///   - scale: the scale on which limits are read.
  public init?(_ time: ReportedTime, for measure: TimeMeasure, limitsOn scale: TimeIntervalScale) {
    let toPooling = { (se: Double, isLog: Bool) -> Double in
      if isLog == (measure.scale == .log) { return se }
      return isLog ? se * time.value : se / time.value
    }
    if let given = time.standardError {
      self.init(
        .standardError, toPooling(given, false), "standard error \(ShortNumber.text(given)), as given")
    } else if let interval = time.interval,
      let read = Self.read(interval, value: time.value, on: scale)
    {
      self.init(
        interval.high == nil ? .lowerLimit : .interval, toPooling(read.standardError, read.isLog), read.note)
    } else if measure.quantity == .median, let events = time.events, events > 0 {
      self.init(
        .exponential, toPooling(1 / events.squareRoot(), true),
        "exponential survival assumed: Var ln median = 1/\(ShortNumber.text(events)) events")
    } else {
      return nil
    }
  }

  private init(_ route: TimeRoute, _ standardError: Double, _ note: String) {
    self.route = route
    self.standardError = standardError
    self.note = note
  }

  /// The standard error on the scale on which the limits are read; nil where they do not give one.
  private static func read(
    _ interval: ReportedTime.Interval, value: Double, on scale: TimeIntervalScale
  ) -> (standardError: Double, isLog: Bool, note: String)? {
    let z = Normal.standard.upperQuantile((1 - interval.level) / 2)
    let symmetry = interval.high.map { IntervalSymmetry(value: value, low: interval.low, high: $0) }
    let used = scale == .flattest ? symmetry?.flattest ?? .log : scale
    let isLog = used == .log
    guard !isLog || interval.low > 0 else { return nil }
    let place = { (x: Double) in isLog ? logarithm(x) : x }
    let level = "\(ShortNumber.text(interval.level * 100))%"
    if let high = interval.high, let symmetry {
      return (
        (place(high) - place(interval.low)) / (2 * z), isLog,
        "\(level) limits \(ShortNumber.text(interval.low)) and \(ShortNumber.text(high)), read on the \(used.rawValue) scale;"
          + " \(words(symmetry))"
      )
    }
    let half = place(value) - place(interval.low)
    guard half > 0 else { return nil }
    return (
      half / z, isLog,
      "lower \(level) limit \(ShortNumber.text(interval.low)) alone, read on the \(used.rawValue) scale: the upper one was"
        + " not reached"
    )
  }

  /// On which scale an interval is symmetric.
  private static func words(_ symmetry: IntervalSymmetry) -> String {
    guard let log = symmetry.log else { return "asymmetry \(fixed(symmetry.raw)) raw" }
    return "more even on the \(symmetry.flattest.rawValue) scale (asymmetry \(fixed(log)) log,"
      + " \(fixed(symmetry.raw)) raw)"
  }

  /// Why a time has no precision.
  static func whyNone(_ time: ReportedTime, of measure: TimeMeasure, limitsOn scale: TimeIntervalScale)
    -> String
  {
    guard let interval = time.interval else {
      return measure.quantity == .median
        ? "no interval, no standard error, no number of events" : "no interval, no standard error"
    }
    if interval.low == 0, scale != .raw {
      return "the lower limit is 0, which has no logarithm; --ci-scale raw reads limits as they are"
    }
    return "the upper limit was not reached and the lower one is not below the estimate"
  }
}

/// Two decimals, for shares.
private func fixed(_ value: Double) -> String { "\((value * 100).rounded() / 100 + 0)" }
