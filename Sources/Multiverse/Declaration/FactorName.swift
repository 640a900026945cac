import EffectSizes
import Pooling
import StudyData

/// A choice of the analysis that a multiverse may vary, named as the option of the command; in the order in which the
/// choices govern each other: whether a later one has a meaning depends on the earlier ones.
public enum FactorName: String, Sendable, CaseIterable, Codable {
  /// Which rows are used: named levels, each with conditions, of which all must hold.
  case include
  /// Whether studies that share patients count once.
  case onePer = "one-per"
  /// Where the standard errors of survivals may come from.
  case rungs
  /// The effect measure, and with it the transformation.
  case measure
  /// How the studies are pooled.
  case method
  /// The approach of a mixed model to two groups.
  case approach = "glmm-model"
  /// Random or common effects.
  case model
  /// Which studies are corrected for zero cells.
  case correct
  /// What is added to their cells.
  case correction
  /// What becomes of studies without events in both groups.
  case doubleZero = "double-zero"
  /// The estimator of the between-study variance.
  case tau2
  /// The test and the confidence interval.
  case test
  /// The prediction interval.
  case prediction
  /// The size by which a double arcsine is transformed back.
  case size = "pft-n"
  /// The variance of the Mantel–Haenszel risk difference.
  case variance = "mh-variance"
}

extension FactorName {
  /// The words that a level may be, for messages; those in capitals stand for what the user fills in.
  public var allowed: [String] {
    switch self {
    case .include: ["NAME:CONDITION"]
    case .onePer: ["none", "COLUMN", "COLUMN:largest", "COLUMN:first"]
    case .rungs: RungRule.allCases.map(\.rawValue)
    case .measure: MeasureName.all.map(\.code)
    case .method: MethodName.allCases.map(\.rawValue)
    case .approach: MixedModelApproach.allCases.map(\.rawValue)
    case .model: ModelName.names
    case .correct: ContinuityCorrection.Rule.allCases.map(\.rawValue)
    case .correction: ["NUMBER"]
    case .doubleZero: DoubleZeros.allCases.map(\.rawValue)
    case .tau2: Tau2Estimator.all.map(\.code) + ["NUMBER"]
    case .test: MeanTest.allCases.map(\.rawValue)
    case .prediction: PredictionMethod.allCases.map(\.rawValue)
    case .size: FreemanTukeySize.rules.map(\.name) + ["NUMBER"]
    case .variance: MantelHaenszel.RiskDifferenceVariance.allCases.map(\.rawValue)
    }
  }

  /// The level in its one spelling; nil where the text names none. Levels of ``include`` are made otherwise.
  func spelling(of text: String) -> String? {
    func choice<Choice: RawRepresentable & CaseIterable>(_: Choice.Type) -> String?
    where Choice.RawValue == String {
      Choice.allCases.first { $0.rawValue == text.lowercased() }?.rawValue
    }
    switch self {
    case .include: return nil
    case .onePer: return text.lowercased() == "none" ? "none" : OnePer(parsing: text)?.text
    case .rungs: return choice(RungRule.self)
    case .measure: return MeasureName(code: text)?.code
    case .method: return choice(MethodName.self)
    case .approach: return choice(MixedModelApproach.self)
    case .model: return ModelName(name: text)?.rawValue
    case .correct: return choice(ContinuityCorrection.Rule.self)
    case .correction: return Double(text).flatMap { $0 >= 0 && $0.isFinite ? "\($0)" : nil }
    case .doubleZero: return choice(DoubleZeros.self)
    case .tau2:
      return Tau2Estimator(parsing: text).map {
        if case .given(let value) = $0 { "\(value)" } else { $0.code }
      }
    case .test: return choice(MeanTest.self)
    case .prediction: return choice(PredictionMethod.self)
    case .size:
      return FreemanTukeySize(parsing: text).map {
        if case .given(let value) = $0 { "\(value)" } else { $0.name }
      }
    case .variance: return choice(MantelHaenszel.RiskDifferenceVariance.self)
    }
  }
}
