import EffectSizes
import Figures
import Pooling

extension PoolResult {
  /// What the pooled value means for people with the risk that the caller stated; nil where none was, or where
  /// the measure is not one of risks.
  public var absolute: AbsoluteEffect? {
    guard let baseline else { return nil }
    let display = display
    return AbsoluteEffect(
      measure: measure.code, value: display.value, lower: display.lower, upper: display.upper,
      baseline: baseline)
  }

  /// The same in lines for reading.
  var absoluteLines: [(String, String)] {
    guard let absolute else { return [] }
    func percent(_ value: Double) -> String { NumberText.significant(value * 100, digits: 3) }
    func line(_ value: AbsoluteEffect.Value) -> String {
      "\(percent(value.value))% (\(percent(value.lower)) to \(percent(value.upper)))"
    }
    return [
      ("Risk", line(absolute.risk) + " where the second group's is \(percent(absolute.baseline))%"),
      ("ARR", line(absolute.riskReduction)),
      ("NNT", Self.numberNeeded(absolute)),
    ]
  }

  /// "24.1 to benefit (20.0 to 31.2)", through infinity where the interval includes no effect.
  private static func numberNeeded(_ absolute: AbsoluteEffect) -> String {
    func text(_ reduction: Double) -> String {
      reduction == 0
        ? "infinite" : NumberText.fixed(AbsoluteEffect.numberNeeded(reduction), decimals: 1)
    }
    func side(_ reduction: Double) -> String { reduction < 0 ? "to harm" : "to benefit" }
    let reduction = absolute.riskReduction
    let value = "\(text(reduction.value)) \(side(reduction.value))"
    if absolute.includesNoEffect {
      return
        "\(value) (\(text(reduction.lower)) to harm through infinity to \(text(reduction.upper)) to benefit)"
    }
    let limits = [reduction.upper, reduction.lower].sorted { abs($0) > abs($1) }
    return "\(value) (\(text(limits[0])) to \(text(limits[1])))"
  }

  /// The key `absolute` of the document.
  var absoluteJSON: JSONValue {
    guard let absolute else { return .null }
    func value(_ value: AbsoluteEffect.Value) -> JSONValue {
      .object([
        .init("value", .number(value.value)), .init("lower", .number(value.lower)),
        .init("upper", .number(value.upper)),
      ])
    }
    func needed(_ reduction: Double) -> JSONValue {
      reduction == 0 ? .null : .number(AbsoluteEffect.numberNeeded(reduction))
    }
    let reduction = absolute.riskReduction
    return .object([
      .init("baseline", .number(absolute.baseline)), .init("risk", value(absolute.risk)),
      .init("riskReduction", value(reduction)),
      .init("numberNeeded", needed(reduction.value)),
      .init("numberNeededAtLower", needed(reduction.lower)),
      .init("numberNeededAtUpper", needed(reduction.upper)),
      .init("includesNoEffect", .bool(absolute.includesNoEffect)),
    ])
  }
}
