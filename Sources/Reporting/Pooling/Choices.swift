import EffectSizes
import Figures
import Pooling
import StudyData

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
      let words = prediction == .none ? "none" : "\(prediction.rawValue): \(prediction.name)"
      lines.append(Line(label: "Prediction", words: words))
    }
    if let interval = model.tau2Interval.flatMap({ Tau2IntervalMethod(rawValue: $0) }) {
      lines.append(Line(label: "Tau2 limits", words: "\(interval.rawValue): \(interval.name)"))
    }
    lines.append(
      Line(
        label: "I2", words: model.i2 == "q" ? "q: from Q" : "tau2: from τ² and the typical variance"))
    lines.append(
      Line(label: "Level", words: (NumberText.exact((model.level * 1e8).rounded() / 1e6) ?? "") + "%"))
    if let correction = effects.correction {
      lines.append(Line(label: "Zero cells", words: Self.correction(correction, result: result)))
    }
    if let interval = effects.interval {
      lines.append(Line(label: "Study intervals", words: interval.rawValue))
    }
    if let subgroups = result.subgroups, model.effects == "random" {
      lines.append(Line(label: "Subgroups", words: "\(subgroups.tau2) τ²"))
    }
    if case .freemanTukeyRate(let time) = result.display.transformation {
      lines.append(
        Line(
          label: "Back-transformation",
          words: "t = \(NumberText.significant(time, digits: 6)), the harmonic mean of the times"))
    }
    if case .freemanTukey(let size) = result.display.transformation {
      lines.append(
        Line(
          label: "Back-transformation",
          words: "n = \(NumberText.significant(size, digits: 6)), \(result.size.name)"))
    }
    if let like = result.like { lines.append(Line(label: "Like", words: like.words)) }
    self.lines = lines
  }

  private static func model(_ model: ModelDescription) -> String {
    let variance = model.variance.map { ", variance \($0)" } ?? ""
    switch model.method {
    case "mh": return "common effect, Mantel-Haenszel\(variance)"
    case "peto": return "common effect, Peto"
    case "glmm":
      let effects = model.effects == "random" ? "random effects" : "common effect"
      let approach = model.variance.flatMap { MixedModelApproach(rawValue: $0) }
      return "\(effects), mixed model on the counts" + (approach.map { ", \($0.rawValue): \($0.name)" } ?? "")
    case "beta-binomial": return "random effects, beta-binomial likelihood of the counts"
    default: return "\(model.effects == "random" ? "random effects" : "common effect"), inverse variance"
    }
  }

  static func tau2(_ code: String) -> String {
    if code == DerSimonianLairdMantelHaenszel.code {
      return "\(code): \(DerSimonianLairdMantelHaenszel.name)"
    }
    guard let estimator = Tau2Estimator.all.first(where: { $0.code == code }) else {
      return Double(code) == nil ? code : "\(code) (given)"
    }
    return "\(code): \(estimator.name)"
  }

  static func test(_ code: String) -> String {
    MeanTest(rawValue: code).map { "\(code): \($0.name)" } ?? code
  }

  /// What was added to which cells, and what became of studies that the measure cannot tell anything about.
  private static func correction(_ correction: ContinuityCorrection, result: PoolResult) -> String {
    let zero =
      switch result.fit.effects.studies.first?.counts {
      case .twoGroups: "a zero cell"
      case .oneGroupRate: "no events"
      case .twoGroupRates: "no events in a group"
      default: "0 or 100 %"
      }
    var parts: [String] = []
    if correction.rule == .none || correction.amount == 0 {
      parts.append("not corrected")
    } else {
      let amount = NumberText.exact(correction.amount) ?? ""
      parts.append("\(amount) added to each cell of \(scope(correction.rule, zero: zero))")
    }
    let noEvents = GroupCounts(events: 0, total: 1)
    let doubleZero = TwoGroupCounts(first: noEvents, second: noEvents)
    if TwoGroupMeasure(rawValue: result.measure.code)?.whyNotEstimable(doubleZero) != nil
      || result.measure.code == TwoGroupRateMeasure.rateRatio.rawValue
    {
      parts.append(
        "studies without events in both groups \(correction.keepsDoubleZeros ? "kept" : "left out")")
    }
    if !result.poolsCorrectedCounts, correction.amount > 0 {
      parts.append("the pooling uses the counts as they are")
    }
    return parts.joined(separator: "; ")
  }

  private static func scope(_ rule: ContinuityCorrection.Rule, zero: String) -> String {
    switch rule {
    case .onlyZero: return "studies with \(zero) (only-zero)"
    case .ifAnyZero: return "all studies if one of them has \(zero) (if-any-zero)"
    case .all: return "all studies (all)"
    case .none: return "no study (none)"
    case .treatmentArm:
      return "studies with \(zero) on average, shared by the sizes of the groups (treatment-arm)"
    }
  }
}
