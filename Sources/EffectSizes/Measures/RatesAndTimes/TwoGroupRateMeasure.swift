import StudyData

/// The measures of two groups' incidence rates; the first group is compared with the second:
///
///     log rate ratio              yᵢ = ln(x₁/t₁) − ln(x₂/t₂),   vᵢ = 1/x₁ + 1/x₂
///     rate difference             yᵢ = x₁/t₁ − x₂/t₂,           vᵢ = x₁/t₁² + x₂/t₂²
///     difference of square roots  yᵢ = √(x₁/t₁) − √(x₂/t₂),     vᵢ = 1/(4t₁) + 1/(4t₂)
///
/// metafor: `escalc(measure = "IRR", x1i, t1i, x2i, t2i)` and so on.
public enum TwoGroupRateMeasure: String, Sendable, CaseIterable, Codable {
  /// Log incidence rate ratio.
  case rateRatio = "IRR"
  /// Incidence rate difference.
  case rateDifference = "IRD"
  /// Difference of the square-root-transformed rates.
  case squareRootDifference = "IRSD"

  /// The description of this measure.
  public var measure: Measure {
    switch self {
    case .rateRatio:
      Measure(
        code: rawValue, name: "log incidence rate ratio", quantity: "Rate ratio", transformation: .log,
        null: 1, naturalRange: 0...Double.infinity)
    case .rateDifference:
      Measure(
        code: rawValue, name: "incidence rate difference", quantity: "Rate difference",
        transformation: .identity, null: 0, naturalRange: -Double.infinity...Double.infinity)
    case .squareRootDifference:
      Measure(
        code: rawValue, name: "difference of square-root-transformed incidence rates",
        quantity: "Difference of square roots", transformation: .identity, null: 0,
        naturalRange: -Double.infinity...Double.infinity)
    }
  }

  /// Whether the usual correction of zero cells applies unless another one is asked for.
  ///
  /// As in metafor it does for the difference too, whose variance would not exist without events in either group.
  public var isCorrectedByDefault: Bool { self != .squareRootDifference }

  /// Why a study says nothing about this measure, or nil where it does: without events there is no ratio.
  public func whyNotEstimable(_ rates: TwoGroupRates) -> String? {
    self == .rateRatio && rates.first.events == 0 && rates.second.events == 0
      ? "no events in either group" : nil
  }

  /// yᵢ and vᵢ of one study's two groups; not finite where they do not exist.
  public func effect(of rates: TwoGroupRates) -> (yi: Double, vi: Double) {
    let (first, second) = (rates.first, rates.second)
    switch self {
    case .rateRatio:
      return (
        Logarithm.forward(first.rate) - Logarithm.forward(second.rate),
        1 / first.events + 1 / second.events
      )
    case .rateDifference:
      return (first.rate - second.rate, first.rate / first.time + second.rate / second.time)
    case .squareRootDifference:
      return (
        first.rate.squareRoot() - second.rate.squareRoot(), 1 / (4 * first.time) + 1 / (4 * second.time)
      )
    }
  }

  /// The scale on which the measure is the difference between the groups.
  package var groupScale: Transformation {
    switch self {
    case .rateRatio: .log
    case .rateDifference: .identity
    case .squareRootDifference: .squareRoot
    }
  }
}

extension GroupRate {
  /// x / t.
  public var rate: Double { events / time }

  /// The rate with `amount` added to the events.
  public func corrected(by amount: Double) -> GroupRate { GroupRate(events: events + amount, time: time) }
}

extension TwoGroupRates {
  /// Whether either group has no events.
  public var hasZeroCell: Bool { first.events == 0 || second.events == 0 }

  /// The rates with `amount` added to the events of both groups.
  public func corrected(by amount: Double) -> TwoGroupRates {
    TwoGroupRates(first: first.corrected(by: amount), second: second.corrected(by: amount))
  }
}
