/// What a pooled ratio or difference of two groups means for people with a given risk.
///
/// With the risk p₀ of the second group, the risk of the first is
///
///     RR·p₀,   OR·p₀/(1 − p₀ + OR·p₀),   p₀ + RD,
///
/// cut at 0 and 1; the absolute risk reduction is ARR = p₀ − p₁ and the number needed to treat NNT = 1/|ARR|. Where
/// the interval of the ARR includes 0 the numbers run from one limit through infinity to the other: an NNT to
/// benefit on one side, to harm on the other. Source: Altman DG (1998), *BMJ* 317:1309–1312; Furukawa TA and
/// others (2002), *Int J Epidemiol* 31:72–76.
public struct AbsoluteEffect: Sendable, Equatable {
  /// A value with its confidence limits, the smaller first.
  public struct Value: Sendable, Equatable {
    /// The value.
    public let value: Double
    /// The lower limit.
    public let lower: Double
    /// The upper limit.
    public let upper: Double
  }

  /// The risk of the second group that everything rests on.
  public let baseline: Double
  /// The risk of the first group.
  public let risk: Value
  /// The absolute risk reduction, the baseline less the risk; negative where the risk rises.
  public let riskReduction: Value

  /// The effect at a baseline risk between 0 and 1.
  ///
  /// - Parameters:
  ///   - measure: the code of the pooled measure, RR, OR or RD; nil results for others.
  ///   - value: the pooled value on the display scale.
  ///   - lower: its lower limit.
  ///   - upper: its upper limit.
  ///   - baseline: the risk of the second group.
  public init?(measure: String, value: Double, lower: Double, upper: Double, baseline: Double) {
    precondition(baseline > 0 && baseline < 1, "a baseline risk lies between 0 and 1")
    guard Self.measures.contains(measure) else { return nil }
    func risk(_ effect: Double) -> Double {
      let risk =
        switch measure {
        case "RR": effect * baseline
        case "RD": baseline + effect
        default: effect * baseline / (1 - baseline + effect * baseline)
        }
      return min(max(risk, 0), 1)
    }
    self.baseline = baseline
    self.risk = Value(value: risk(value), lower: risk(lower), upper: risk(upper))
    riskReduction = Value(
      value: baseline - self.risk.value, lower: baseline - self.risk.upper,
      upper: baseline - self.risk.lower)
  }

  /// The codes of the measures that an absolute effect can be made of.
  public static let measures = ["RR", "OR", "PETO", "RD"]

  /// The number needed to treat, 1/|ARR|: to benefit where the ARR is positive, to harm where it is negative;
  /// infinite where it is 0.
  public static func numberNeeded(_ riskReduction: Double) -> Double { 1 / abs(riskReduction) }

  /// Whether the interval of the risk reduction includes no effect, so that the number needed runs through
  /// infinity.
  public var includesNoEffect: Bool { riskReduction.lower <= 0 && riskReduction.upper >= 0 }
}
