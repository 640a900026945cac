import EffectSizes
import Figures
import Pooling
import SmallStudyEffects

extension BiasPart {
  /// Fail-safe numbers, beside the result that they question.
  ///
  /// - Parameters:
  ///   - numbers: the numbers.
  ///   - pooled: the result.
  ///   - null: the value of no effect on the analysis scale, where another than that of the measure was taken.
  public init(failSafe numbers: [FailSafeN], of pooled: PoolResult, null: Double? = nil) {
    let text = FailSafeText(pooled: pooled, null: null ?? pooled.measure.analysisNull)
    self.init(
      key: "fail-safe",
      sections: [
        ReportSection(
          title: "Fail-safe N", pairs: numbers.map { (text.name($0.method), text.words($0)) },
          items: [
            "So many studies without effect would undo the result; it does not say that there are any"
          ])
      ], table: Self.table(numbers, pooled))
  }

  private static func table(_ numbers: [FailSafeN], _ pooled: PoolResult) -> ResultTable {
    var table = ResultTable(columns: [
      "method", "studies", "k", "outcome", "alpha", "target", "target_estimate", "observed",
      "observed_estimate",
      "observed_tau2", "observed_p", "reached", "reached_estimate", "reached_tau2", "reached_p", "definition",
    ])
    let scale = pooled.display.transformation
    func cells(_ value: Double?) -> [ResultTable.Value] { [.init(value), .init(value.map(scale.inverse))] }
    for number in numbers {
      let (observed, reached) = (number.observed, number.reached)
      var row: [ResultTable.Value] = [
        .text(number.method.rawValue), .init(number.studies), .integer(number.k),
      ]
      row += [.text(number.outcome.rawValue), .init(number.alpha)] + cells(number.target)
      row += cells(observed.value) + [.init(observed.tau2), .init(observed.p)]
      row += cells(reached?.value) + [.init(reached?.tau2), .init(reached?.p)]
      table.append(row + [.text(number.definition)])
    }
    return table
  }
}

/// Fail-safe numbers for reading.
private struct FailSafeText {
  let pooled: PoolResult
  /// The value of no effect.
  let null: Double?

  func name(_ method: FailSafeN.Method) -> String {
    switch method {
    case .rosenthal: "Rosenthal"
    case .orwin: "Orwin"
    case .orwinWeighted: "Orwin, weighted"
    case .rosenberg: "Rosenberg"
    case .general: "General"
    }
  }

  /// "370 studies bring the two-sided p-value of the common-effect mean (< 0.001) above 0.05".
  func words(_ number: FailSafeN) -> String {
    let what = number.definition
    let observed =
      number.target == nil
      ? number.observed.p.map { BiasText.p($0) } : number.observed.value.map { shown($0) }
    let aim = number.target.map { "to \(shown($0))" } ?? "above \(number.alpha.map { "\($0)" } ?? "")"
    switch number.outcome {
    case .needed:
      let studies = number.studies.flatMap { NumberText.exact($0) } ?? ""
      return
        "\(studies) \(studies == "1" ? "study brings" : "studies bring") \(what) (\(observed ?? "")) \(aim)"
        + half(number)
    case .alreadyThere: return "0: \(what) (\(observed ?? "")) need not be brought \(aim)"
    case .never: return "none: no number of studies without effect brings \(what) (\(observed ?? "")) \(aim)"
    }
  }

  private func half(_ number: FailSafeN) -> String {
    guard let target = number.target, let value = number.observed.value, number.studies == Double(number.k),
      let null,
      abs(2 * (target - null) - (value - null)) <= 1e-12 * abs(value - null)
    else { return "" }
    return ", halfway to no effect, which always takes as many as there are"
  }

  private func shown(_ value: Double) -> String {
    pooled.format.value(pooled.display.transformation.inverse(value))
  }
}
