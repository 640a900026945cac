import Analyses
import EffectSizes
import Pooling
import StudyData

extension AnalysisChoices {
  /// What is chosen already of that which a multiverse may vary, each choice as a factor of one level, in the order of
  /// ``FactorName``; conditions on the rows are no choice of theirs, and all specifications share them.
  public var factors: [Factor] {
    let chosen: [(FactorName, String?)] = [
      (.onePer, rows.onePer?.text), (.rungs, rows.rungs?.rawValue), (.measure, effects.measure?.code),
      (.method, model.method?.rawValue), (.approach, model.approach?.rawValue),
      (.model, model.model?.rawValue), (.correct, effects.correct?.rawValue),
      (.correction, effects.amount.map { "\($0)" }), (.doubleZero, effects.doubleZeros?.rawValue),
      (.tau2, model.tau2.map { if case .given(let value) = $0 { "\(value)" } else { $0.code } }),
      (.test, model.test?.rawValue), (.prediction, model.prediction?.rawValue),
      (.size, model.size.map { if case .given(let size) = $0 { "\(size)" } else { $0.name } }),
      (.variance, model.riskDifferenceVariance?.rawValue),
    ]
    return chosen.compactMap { name, word in word.map { Factor(name, levels: [FactorLevel($0)]) } }
  }

  /// The choices without ``factors``.
  public var withoutFactors: AnalysisChoices {
    var choices = self
    (choices.rows.onePer, choices.rows.rungs) = (nil, nil)
    (choices.effects.measure, choices.effects.correct, choices.effects.amount) = (nil, nil, nil)
    (choices.effects.doubleZeros, choices.model.method, choices.model.approach) = (nil, nil, nil)
    (choices.model.model, choices.model.tau2, choices.model.test) = (nil, nil, nil)
    (choices.model.prediction, choices.model.size, choices.model.riskDifferenceVariance) = (nil, nil, nil)
    return choices
  }

  /// Takes a level of a choice that is not about rows.
  mutating func take(_ name: FactorName, _ level: String) {
    switch name {
    case .include, .onePer, .rungs: break
    case .measure: effects.measure = MeasureName(code: level)
    case .method: model.method = MethodName(rawValue: level)
    case .approach: model.approach = MixedModelApproach(rawValue: level)
    case .model: model.model = ModelName(rawValue: level)
    case .correct: effects.correct = ContinuityCorrection.Rule(rawValue: level)
    case .correction: effects.amount = Double(level)
    case .doubleZero: effects.doubleZeros = DoubleZeros(rawValue: level)
    case .tau2: model.tau2 = Tau2Estimator(parsing: level)
    case .test: model.test = MeanTest(rawValue: level)
    case .prediction: model.prediction = PredictionMethod(rawValue: level)
    case .size: model.size = FreemanTukeySize(parsing: level)
    case .variance: model.riskDifferenceVariance = MantelHaenszel.RiskDifferenceVariance(rawValue: level)
    }
  }
}

extension RowChoices {
  /// The rows that a specification is of.
  func taking(_ key: RowSelectionKey) -> RowChoices {
    var rows = self
    rows.conditions += key.conditions
    rows.onePer = key.onePer.flatMap { OnePer(parsing: $0) }
    rows.rungs = key.rungs.flatMap { RungRule(rawValue: $0) }
    return rows
  }
}
