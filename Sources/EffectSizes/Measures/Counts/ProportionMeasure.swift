import StudyData

/// The measures of one group's proportion x/n.
///
/// For every transformation g but the double arcsine
///
///     yᵢ = g(x/n),   vᵢ = g′(x/n)² · (x/n)(1 − x/n) / n   (delta method),
///
/// which is 1/x + 1/(n − x) for the logit, 1/x − 1/n for the log, 1/(4n) for the arcsine.
/// metafor: `escalc(measure = "PLO", xi, ni)` and so on.
public enum ProportionMeasure: String, Sendable, CaseIterable, Codable {
  /// Logit-transformed proportion.
  case logit = "PLO"
  /// Raw proportion.
  case raw = "PR"
  /// Log-transformed proportion.
  case log = "PLN"
  /// Arcsine-square-root-transformed proportion.
  case arcsine = "PAS"
  /// Freeman–Tukey double-arcsine-transformed proportion.
  case freemanTukey = "PFT"
  /// Probit-transformed proportion.
  case probit = "PRZ"
  /// log(−log)-transformed proportion.
  case logMinusLog = "PCL"

  /// The name of what is pooled.
  public var name: String {
    switch self {
    case .logit: "logit-transformed proportion"
    case .raw: "raw proportion"
    case .log: "log-transformed proportion"
    case .arcsine: "arcsine-transformed proportion"
    case .freemanTukey: "double-arcsine-transformed proportion"
    case .probit: "probit-transformed proportion"
    case .logMinusLog: "log(-log)-transformed proportion"
    }
  }

  /// The transformation, for a sample of the given size; only the double arcsine depends on the size.
  public func transformation(size: Double) -> Transformation {
    switch self {
    case .logit: .logit
    case .raw: .identity
    case .log: .log
    case .arcsine: .arcsine
    case .freemanTukey: .freemanTukey(size: size)
    case .probit: .probit
    case .logMinusLog: .logMinusLog
    }
  }

  /// Whether the variance exists at 0 and 100 % without a correction.
  public var isDefinedAtTheEnds: Bool { self == .arcsine || self == .freemanTukey }

  /// The description of this measure; `size` matters for the double arcsine alone.
  public func measure(size: Double) -> Measure {
    Measure(
      code: rawValue, name: name, quantity: "Proportion", transformation: transformation(size: size),
      null: nil, naturalRange: 0...1)
  }

  /// yᵢ and vᵢ of one group's counts.
  ///
  /// Not finite where the proportion is 0 or 1 and the scale is not defined there.
  public func effect(of counts: GroupCounts) -> (yi: Double, vi: Double) {
    let total = counts.total
    if self == .freemanTukey {
      return (
        FreemanTukey.forward(events: counts.events, total: total), FreemanTukey.variance(total: total)
      )
    }
    let transformation = transformation(size: total)
    let proportion = counts.events / total
    let yi = transformation.forward(proportion)
    switch self {
    case .arcsine: return (yi, 1 / (4 * total))
    // By the non-events themselves: near 1, 1 − p has lost digits that they have not.
    case .logit:
      return (Logarithm.forward(counts.events / counts.nonEvents), 1 / counts.events + 1 / counts.nonEvents)
    case .log: return (yi, counts.nonEvents / (counts.events * total))
    default:
      let slope = transformation.derivative(proportion)
      return (yi, slope * slope * proportion * (counts.nonEvents / total) / total)
    }
  }
}
