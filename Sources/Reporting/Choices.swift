import EffectSizes
import Figures
import Pooling

/// Every choice behind a result by name, defaults too, as label and words.
struct Choices {
  /// One choice.
  struct Line: Equatable {
    let label: String
    let words: String
  }

  let lines: [Line]

  init(_ result: PoolResult) {
    let model = result.fit.model
    let effects = result.fit.effects
    var lines = [
      Line(
        label: "Measure",
        words: "\(result.measure.code), \(result.measure.name); pooled on the"
          + " \(result.measure.transformation.name) scale")
    ]
    lines.append(Line(label: "Model", words: Self.model(model)))
    if let tau2 = model.tau2 { lines.append(Line(label: "Tau2", words: Self.tau2(tau2))) }
    lines.append(Line(label: "Test", words: Self.test(model.test)))
    if let prediction = model.prediction.flatMap({ PredictionMethod(rawValue: $0) }) {
      lines.append(Line(label: "Prediction", words: "\(prediction.rawValue) (\(prediction.name))"))
    }
    lines.append(
      Line(
        label: "I2", words: model.i2 == "q" ? "q (from Q)" : "tau2 (from τ² and the typical variance)"))
    lines.append(Line(label: "Level", words: NumberText.exact(model.level) ?? ""))
    if let correction = effects.correction {
      lines.append(Line(label: "Zero cells", words: Self.correction(correction, model: model)))
    }
    if let interval = effects.interval {
      lines.append(Line(label: "Study intervals", words: interval.rawValue))
    }
    if let subgroups = result.subgroups, model.effects == "random" {
      lines.append(Line(label: "Subgroups", words: "\(subgroups.tau2) τ²"))
    }
    if case .freemanTukey(let size) = result.display.transformation {
      lines.append(
        Line(
          label: "Back-transformation",
          words: "n = \(NumberText.significant(size, digits: 6)), \(result.size.name)"))
    }
    self.lines = lines
  }

  private static func model(_ model: ModelDescription) -> String {
    let variance = model.variance.map { ", variance \($0)" } ?? ""
    switch model.method {
    case "mh": return "common effect, Mantel-Haenszel\(variance)"
    case "peto": return "common effect, Peto"
    default: return "\(model.effects == "random" ? "random effects" : "common effect"), inverse variance"
    }
  }

  private static func tau2(_ code: String) -> String {
    guard let estimator = Tau2Estimator.all.first(where: { $0.code == code }) else {
      return "\(code) (given)"
    }
    return "\(code) (\(estimator.name))"
  }

  private static func test(_ code: String) -> String {
    MeanTest(rawValue: code).map { "\(code) (\($0.name))" } ?? code
  }

  private static func correction(_ correction: ContinuityCorrection, model: ModelDescription) -> String {
    guard correction.rule != .none, correction.amount > 0 else { return "none" }
    let amount = NumberText.exact(correction.amount) ?? ""
    let doubleZeros = correction.keepsDoubleZeros ? "kept" : "left out"
    let scope = model.method == "mh" ? "; studies' own effects only" : ""
    return "\(amount), \(correction.rule.rawValue); double-zero studies \(doubleZeros)\(scope)"
  }
}
