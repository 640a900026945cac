import StudyData

/// The measures of one group's incidence rate x/t:
///
///     log rate      yᵢ = ln(x/t),   vᵢ = 1/x
///     rate          yᵢ = x/t,       vᵢ = x/t²
///     square root   yᵢ = √(x/t),    vᵢ = 1/(4t)
///     Freeman–Tukey yᵢ = ½[√(x/t) + √((x + 1)/t)],   vᵢ = 1/(4t)
///
/// metafor: `escalc(measure = "IRLN", xi, ti)` and so on.
public enum RateMeasure: String, Sendable, CaseIterable, Codable {
  /// Log-transformed rate.
  case log = "IRLN"
  /// Raw rate.
  case raw = "IR"
  /// Square-root-transformed rate.
  case squareRoot = "IRS"
  /// Freeman–Tukey-transformed rate.
  case freemanTukey = "IRFT"

  /// Whether the variance exists without events.
  public var isDefinedAtZero: Bool { self == .squareRoot || self == .freemanTukey }

  /// The name of what is pooled.
  public var name: String {
    switch self {
    case .log: "log-transformed incidence rate"
    case .raw: "raw incidence rate"
    case .squareRoot: "square-root-transformed incidence rate"
    case .freemanTukey: "Freeman-Tukey-transformed incidence rate"
    }
  }

  /// The transformation, for a group of the given person-time; only the Freeman–Tukey one depends on it.
  public func transformation(time: Double) -> Transformation {
    switch self {
    case .log: .log
    case .raw: .identity
    case .squareRoot: .squareRoot
    case .freemanTukey: .freemanTukeyRate(time: time)
    }
  }

  /// The description of this measure; `time` matters for the Freeman–Tukey transformation alone.
  public func measure(time: Double) -> Measure {
    Measure(
      code: rawValue, name: name, quantity: "Incidence rate", transformation: transformation(time: time),
      null: nil, naturalRange: 0...Double.infinity)
  }

  /// yᵢ and vᵢ of one group; not finite, or of no variance, without events where the scale needs them.
  public func effect(of rate: GroupRate) -> (yi: Double, vi: Double) {
    let (events, time) = (rate.events, rate.time)
    switch self {
    case .log: return (Logarithm.forward(events / time), 1 / events)
    case .raw: return (events / time, events / time / time)
    case .squareRoot: return ((events / time).squareRoot(), 1 / (4 * time))
    case .freemanTukey: return (FreemanTukeyRate.forward(events: events, time: time), 1 / (4 * time))
    }
  }
}
