import Figures

/// How the texts of a forest plot are worded and its numbers written: by the house whose figures it resembles.
public enum ForestWording: String, Sendable, CaseIterable {
  /// "0.49 [0.34, 0.70]", "p < 0.001".
  case standard = "default"
  /// "0.49 [0.34, 0.70]", "P < 0.001", "Total (95% CI)".
  case revman
  /// "0.49 (0.34 to 0.70)", "P<0.001".
  case bmj
  /// "0.49 (0.34-0.70)", "P < .001".
  case jama
  /// "0·49 (0·34–0·70)", "p<0·001".
  case lancet

  /// The text with a minus before negative numbers and the decimal point of the house.
  ///
  /// - Parameter text: a text with numbers in it.
  public func numbers(_ text: String) -> String {
    let characters = Array(text)
    var result = ""
    for (index, character) in characters.enumerated() {
      let before = index > 0 ? characters[index - 1] : " "
      let isBeforeDigit = index + 1 < characters.count && characters[index + 1].isNumber
      switch character {
      case "-" where isBeforeDigit && (" [(".contains(before)): result.append("−")
      case "." where self == .lancet && isBeforeDigit && before.isNumber: result.append("·")
      default: result.append(character)
      }
    }
    return result
  }

  /// An estimate with its interval.
  ///
  /// - Parameters:
  ///   - estimate: the estimate on the display scale.
  ///   - lower: its lower limit.
  ///   - upper: its upper limit.
  ///   - format: how values are printed.
  ///   - isSigned: whether the quantity can be negative, so that no dash may stand between the limits.
  public func estimate(
    _ estimate: Double, lower: Double, upper: Double, _ format: ValueFormat, isSigned: Bool
  ) -> String {
    numbers(format.value(estimate)) + " " + interval(lower: lower, upper: upper, format, isSigned: isSigned)
  }

  /// An interval, in brackets and without the sign of percent, which stands behind the estimate.
  func interval(lower: Double, upper: Double, _ format: ValueFormat, isSigned: Bool) -> String {
    let (low, high) = (numbers(format.number(lower)), numbers(format.number(upper)))
    switch self {
    case .standard, .revman: return "[\(low), \(high)]"
    case .jama where !isSigned: return "(\(low)-\(high))"
    case .lancet where !isSigned: return "(\(low)–\(high))"
    case .bmj, .jama, .lancet: return "(\(low) to \(high))"
    }
  }

  /// A share as a percentage, with its sign where the heading has none.
  func weight(_ share: Double) -> String {
    numbers(NumberText.fixed(share * 100, decimals: 1)) + (weightHasSign ? "%" : "")
  }

  private var weightHasSign: Bool { self == .standard || self == .revman }

  /// A p-value.
  func p(_ p: Double) -> String {
    let statement = NumberText.pStatement(p)
    switch self {
    case .standard: return statement
    case .revman: return "P" + statement.dropFirst()
    case .bmj: return "P" + statement.dropFirst().filter { $0 != " " }
    case .jama: return p > 0.99 ? "P > .99" : "P" + Self.withoutZero(statement.dropFirst())
    case .lancet: return numbers(statement.filter { $0 != " " })
    }
  }

  /// " < 0.001" as " < .001".
  private static func withoutZero(_ text: Substring) -> String {
    text.split(separator: " ").map { " " + ($0.hasPrefix("0.") ? $0.dropFirst() : $0) }.joined()
  }

  /// What stands over the columns.
  func headings(quantity: String, method: String, level: Double, weighs model: String) -> ForestHeadings {
    var headings = ForestHeadings()
    let percent = "\(NumberText.exact((level * 1e8).rounded() / 1e6) ?? "")% CI"
    headings.estimate = quantity
    switch self {
    case .standard: headings.estimateDetail = "[\(percent)]"
    case .revman:
      headings.label = "Study or subgroup"
      headings.estimateDetail = "\(method), \(percent)"
    case .bmj, .lancet: headings.estimateDetail = "(\(percent))"
    case .jama:
      headings.label = "Source"
      headings.estimateDetail = "(\(percent))"
    }
    let sign = weightHasSign ? "" : " (%)"
    headings.weight = model.isEmpty ? "Weight" + sign : "Weight, \(model)" + sign
    return headings
  }

  /// The label of a summary.
  ///
  /// - Parameters:
  ///   - isOverall: of all studies, not of a subgroup.
  ///   - effects: "random" or "common".
  ///   - hasBoth: whether both models are shown, so that each must be named.
  ///   - level: the confidence level.
  func summary(isOverall: Bool, effects: String, hasBoth: Bool, level: Double) -> String {
    let name = effects == "random" ? "random effects" : "common effect"
    switch self {
    case .standard where isOverall:
      return effects == "random" ? "Random-effects model" : "Common-effect model"
    case .revman:
      let percent = NumberText.exact((level * 1e8).rounded() / 1e6) ?? ""
      return (isOverall ? "Total" : "Subtotal") + (hasBoth ? ", \(name)" : "") + " (\(percent)% CI)"
    default:
      if isOverall { return "Overall (\(name))" }
      return hasBoth ? "Subtotal (\(name))" : "Subtotal"
    }
  }
}
