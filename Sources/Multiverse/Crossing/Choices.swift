import EffectSizes
import Pooling
import StudyData

/// The choices of one specification as far as they are made, by which it is decided whether the next one has a
/// meaning.
struct Choices {
  /// What a level of a choice is beside the choices before it.
  enum Standing: Equatable {
    /// It makes a difference.
    case takes
    /// The choice has no meaning here: whatever its level, the analysis is the same, and the option is left out.
    case idle
    /// It contradicts an earlier choice, for the reason.
    case contradicts(String)
  }

  let facts: SelectionFacts
  var measure: MeasureName
  var method = MethodName.iv
  var model: ModelName?
  var correct: ContinuityCorrection.Rule?
  var tau2: Tau2Estimator?

  /// Takes a level.
  mutating func take(_ factor: FactorName, _ level: String) {
    switch factor {
    case .measure: measure = MeasureName(code: level) ?? measure
    case .method: method = MethodName(rawValue: level) ?? method
    case .model: model = ModelName(rawValue: level)
    case .correct: correct = ContinuityCorrection.Rule(rawValue: level)
    case .tau2: tau2 = Tau2Estimator(parsing: level)
    default: break
    }
  }

  /// Where a level stands.
  ///
  /// - Parameters:
  ///   - factor: the choice.
  ///   - level: its level.
  ///   - declared: all its levels.
  func standing(of factor: FactorName, _ level: String, declared: [String]) -> Standing {
    switch factor {
    case .include, .onePer, .rungs, .measure: .takes
    case .method: methodStanding(level)
    case .approach: method == .glmm && isOfTwoGroups ? .takes : .idle
    case .model: modelStanding(level, declared: declared)
    case .correct, .correction, .doubleZero: correctionStanding(factor, level)
    case .tau2: isRandom && method == .iv && facts.rows.count != 1 ? .takes : .idle
    case .test: testStanding(level, declared: declared)
    case .prediction: predictionStanding(level, declared: declared)
    case .size: measure == .proportion(.freemanTukey) ? .takes : .idle
    case .variance: method == .mh && measure == .twoGroups(.riskDifference) ? .takes : .idle
    }
  }

  private var isOfTwoGroups: Bool { measure.kind == .twoGroupCounts || measure.kind == .twoGroupRates }

  /// Whether the true effects vary in this model.
  private var isRandom: Bool {
    switch method {
    case .mh, .peto: false
    case .betaBinomial: true
    case .iv, .glmm: model != .common
    }
  }

  /// The estimator of τ²: as chosen, or the one that the test is made for.
  private func estimator(for test: MeanTest) -> Tau2Estimator {
    tau2 ?? (test == .henmiCopas ? .derSimonianLaird : .reml)
  }

  private func methodStanding(_ level: String) -> Standing {
    guard let method = MethodName(rawValue: level), let measures = method.measures,
      !measures.contains(measure.code)
    else { return .takes }
    return .contradicts("method \(level) pools \(measures.joined(separator: ", ")), not \(measure.code)")
  }

  /// Where only some levels can be meant: one of them is taken, any other contradicts them, unless none of them is
  /// declared, so that the choice is idle.
  private func only(
    _ possible: [String], _ level: String, declared: [String], otherwise reason: String
  ) -> Standing {
    if possible.contains(level) { return .takes }
    return declared.contains(where: possible.contains) ? .contradicts(reason) : .idle
  }

  private func modelStanding(_ level: String, declared: [String]) -> Standing {
    switch method {
    case .iv, .glmm: return .takes
    case .mh, .peto, .betaBinomial:
      let model = isRandom ? ModelName.random : .common
      return only(
        [model.rawValue], level, declared: declared,
        otherwise: "method \(method.rawValue) is a \(model.rawValue)-effects model")
    }
  }

  private func correctionStanding(_ factor: FactorName, _ level: String) -> Standing {
    guard method == .iv, measure.isCorrectedByDefault else { return .idle }
    switch factor {
    case .correct:
      if level == ContinuityCorrection.Rule.all.rawValue { return .takes }
      guard facts.hasZeroCells else { return .idle }
      if level == ContinuityCorrection.Rule.treatmentArm.rawValue, measure.kind != .twoGroupCounts {
        return .contradicts("correct treatment-arm is for the counts of two groups, not for \(measure.code)")
      }
      return .takes
    case .correction:
      if correct == ContinuityCorrection.Rule.none { return .idle }
      return facts.hasZeroCells || correct == .all ? .takes : .idle
    default:
      let hasUntold =
        facts.hasDoubleZeros || (facts.hasDoubleFulls && !measure.needsEventsAlone && isOfTwoGroups)
      guard isOfTwoGroups, measure != .twoGroups(.riskDifference), hasUntold else { return .idle }
      return correct == ContinuityCorrection.Rule.none ? .idle : .takes
    }
  }

  private func testStanding(_ level: String, declared: [String]) -> Standing {
    guard let test = MeanTest(rawValue: level), facts.rows.count != 1 else { return .idle }
    if isRandom, method == .iv {
      guard !test.applies(to: estimator(for: test)) else { return .takes }
      let needed = test == .henmiCopas ? "DL" : "REML"
      return .contradicts("test \(level) needs tau2 \(needed), not \(tau2?.code ?? "")")
    }
    if method == .mh || method == .peto {
      return only(
        [MeanTest.z.rawValue], level, declared: declared,
        otherwise: "method \(method.rawValue) is tested with z, not with \(level)")
    }
    let what = method.isLikelihood ? "method \(method.rawValue)" : "a common-effect model"
    return only(
      [MeanTest.z.rawValue, MeanTest.t.rawValue], level, declared: declared,
      otherwise: "\(what) is tested with z or t, not with \(level)")
  }

  private func predictionStanding(_ level: String, declared: [String]) -> Standing {
    guard isRandom, method != .betaBinomial, facts.rows.count != 1 else { return .idle }
    if method == .glmm {
      let possible = PredictionMethod.allCases.filter { $0 != .hk && $0 != .kr }.map(\.rawValue)
      return only(
        possible, level, declared: declared,
        otherwise: "method glmm has no weights, which prediction \(level) needs")
    }
    if level == PredictionMethod.kr.rawValue, let tau2, tau2 != .reml {
      return .contradicts("prediction kr needs tau2 REML, not \(tau2.code)")
    }
    return .takes
  }
}

extension MeasureName {
  /// Whether studies with nothing but events in both groups still tell something about it.
  fileprivate var needsEventsAlone: Bool {
    self == .twoGroups(.riskRatio) || self == .twoGroupRates(.rateRatio)
  }
}
