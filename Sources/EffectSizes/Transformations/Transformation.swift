/// A one-to-one map g from the scale on which a quantity is read to the scale on which it is pooled.
///
/// Every measure names its transformation, and everything that is back-transformed in one analysis goes
/// through the same inverse.
public enum Transformation: Sendable, Equatable {
  /// g(x) = x.
  case identity
  /// g(x) = ln x.
  case log
  /// g(p) = ln(p / (1 − p)).
  case logit
  /// g(p) = arcsin √p, in radians.
  case arcsine
  /// g(p) = Φ⁻¹(p).
  case probit
  /// g(p) = ln(−ln p).
  case logMinusLog
  /// g(p) = ln(−ln(1 − p)).
  case complementaryLogLog
  /// The double arcsine of Freeman and Tukey for a sample of the given size.
  case freemanTukey(size: Double)
  /// g(x) = √x.
  case squareRoot
  /// Fisher's z, g(r) = artanh r.
  case fisherZ
  /// The Freeman–Tukey transformation of a rate in the given person-time.
  case freemanTukeyRate(time: Double)
}

extension Transformation {
  /// The name of the pooling scale.
  public var name: String {
    switch self {
    case .identity: "raw"
    case .log: "log"
    case .logit: "logit"
    case .arcsine: "arcsine"
    case .probit: "probit"
    case .logMinusLog: "log(-log)"
    case .complementaryLogLog: "complementary log-log"
    case .freemanTukey: "double arcsine"
    case .squareRoot: "square-root"
    case .fisherZ: "Fisher z"
    case .freemanTukeyRate: "Freeman-Tukey"
    }
  }

  /// g(x), from the display scale to the analysis scale.
  ///
  /// NaN or an infinity where x is outside, or at the end, of the domain.
  public func forward(_ x: Double) -> Double {
    switch self {
    case .identity: x
    case .log: Logarithm.forward(x)
    case .logit: Logit.forward(x)
    case .arcsine: Arcsine.forward(x)
    case .probit: Probit.forward(x)
    case .logMinusLog: LogMinusLog.forward(x)
    case .complementaryLogLog: ComplementaryLogLog.forward(x)
    case .freemanTukey(let size): FreemanTukey.forward(events: x * size, total: size)
    case .squareRoot: SquareRoot.forward(x)
    case .fisherZ: FisherZ.forward(x)
    case .freemanTukeyRate(let time): FreemanTukeyRate.forward(events: x * time, time: time)
    }
  }

  /// g⁻¹(y), from the analysis scale to the display scale.
  ///
  /// A y outside the range of g is first clipped to it, see ``range``.
  public func inverse(_ y: Double) -> Double {
    switch self {
    case .identity: y
    case .log: Logarithm.inverse(y)
    case .logit: Logit.inverse(y)
    case .arcsine: Arcsine.inverse(y)
    case .probit: Probit.inverse(y)
    case .logMinusLog: LogMinusLog.inverse(y)
    case .complementaryLogLog: ComplementaryLogLog.inverse(y)
    case .freemanTukey(let size): FreemanTukey.inverse(y, size: size)
    case .squareRoot: SquareRoot.inverse(y)
    case .fisherZ: FisherZ.inverse(y)
    case .freemanTukeyRate(let time): FreemanTukeyRate.inverse(y, time: time)
    }
  }

  /// g′(x), for variances by the delta method.
  public func derivative(_ x: Double) -> Double {
    switch self {
    case .identity: 1
    case .log: Logarithm.derivative(x)
    case .logit: Logit.derivative(x)
    case .arcsine, .freemanTukey: Arcsine.derivative(x)
    case .probit: Probit.derivative(x)
    case .logMinusLog: LogMinusLog.derivative(x)
    case .complementaryLogLog: ComplementaryLogLog.derivative(x)
    case .squareRoot, .freemanTukeyRate: SquareRoot.derivative(x)
    case .fisherZ: FisherZ.derivative(x)
    }
  }

  /// The values that g can take; outside it the inverse does not exist and y is clipped.
  public var range: ClosedRange<Double> {
    switch self {
    case .arcsine: Arcsine.range
    case .freemanTukey(let size): FreemanTukey.range(size: size)
    case .squareRoot: 0...Double.infinity
    case .freemanTukeyRate(let time): FreemanTukeyRate.minimum(time: time)...Double.infinity
    default: -Double.infinity...Double.infinity
    }
  }

  /// Whether g decreases, so that limits change places on the way back.
  public var isDecreasing: Bool { self == .logMinusLog }

  /// The back-transformed interval, smaller limit first.
  public func inverse(lower: Double, upper: Double) -> (lower: Double, upper: Double) {
    isDecreasing
      ? (inverse(upper), inverse(lower))
      : (inverse(lower), inverse(upper))
  }
}
