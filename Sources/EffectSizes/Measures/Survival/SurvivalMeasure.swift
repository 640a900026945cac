/// The measures of survival S at one time, S with the variance σ²:
///
///     SLL   yᵢ = ln(−ln S),      vᵢ = σ²/(S ln S)²
///     SLO   yᵢ = ln(S/(1 − S)),  vᵢ = σ²/(S(1 − S))²
///     SLN   yᵢ = ln S,           vᵢ = σ²/S²
///     SAS   yᵢ = arcsin √S,      vᵢ = σ²/(4S(1 − S))
///     SR    yᵢ = S,              vᵢ = σ²
///
/// all by the delta method. On SLL a constant hazard ratio is a constant difference, and no interval leaves 0 to 1.
/// Source: Kalbfleisch JD, Prentice RL (2002), *The Statistical Analysis of Failure Time Data*, 2nd edition, 1.4.
public enum SurvivalMeasure: String, Sendable, CaseIterable, Codable {
  /// log(−log)-transformed survival.
  case logMinusLog = "SLL"
  /// Logit-transformed survival.
  case logit = "SLO"
  /// Log-transformed survival.
  case log = "SLN"
  /// Arcsine-square-root-transformed survival.
  case arcsine = "SAS"
  /// Raw survival.
  case raw = "SR"

  /// The transformation.
  public var transformation: Transformation {
    switch self {
    case .logMinusLog: .logMinusLog
    case .logit: .logit
    case .log: .log
    case .arcsine: .arcsine
    case .raw: .identity
    }
  }

  /// The description of this measure.
  public var measure: Measure {
    let name = self == .raw ? "raw survival" : "\(transformation.name)-transformed survival"
    return Measure(
      code: rawValue, name: name, quantity: "Survival", transformation: transformation, null: nil,
      naturalRange: 0...1)
  }

  /// Whether the variance exists at 0 and 100 % without a correction, as 1/(4n) does.
  public var isDefinedAtTheEnds: Bool { self == .arcsine }

  /// yᵢ and vᵢ of a survival with this variance; not finite where the scale is not defined.
  public func effect(survival: Double, variance: Double) -> (yi: Double, vi: Double) {
    let slope = transformation.derivative(survival)
    return (transformation.forward(survival), slope * slope * variance)
  }
}
