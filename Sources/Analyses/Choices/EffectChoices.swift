import EffectSizes
import StudyData

/// How effect sizes are computed; what is nil takes its standard.
public struct EffectChoices: Sendable, Equatable {
  /// The measure; nil for that of the model or the kind of data.
  public var measure: MeasureName?
  /// What ready effects are.
  public var reportedScale = ReportedScale.plain
  /// What is added to the cells of studies with zero cells, 0 or above; nil for ½ where it is needed.
  public var amount: Double?
  /// Which studies are corrected.
  public var correct: ContinuityCorrection.Rule?
  /// What becomes of studies without events in both groups.
  public var doubleZeros: DoubleZeros?
  /// The small-sample bias of ratios of means and of coefficients of variation: left, or corrected.
  public var ratioBias: RatioBias?
  /// The interval of each study's proportion.
  public var studyInterval: ProportionInterval?
  /// The level of the confidence intervals that studies report; nil for 0.95.
  public var intervalLevel: Double?
  /// The confidence level of all that is computed.
  public var level = 0.95

  /// The measure, and the standard of everything else.
  public init(measure: MeasureName? = nil) { self.measure = measure }

  /// The correction of zero cells that is asked for; nil for what the measure does by itself.
  ///
  /// - Parameter hasIncrements: whether a column says what is added to each study.
  public func correction(hasIncrements: Bool = false) -> ContinuityCorrection? {
    guard isCorrectionAsked(hasIncrements) || doubleZeros == .keep else { return nil }
    return ContinuityCorrection(
      amount: amount ?? 0.5, rule: correct ?? .onlyZero, keepsDoubleZeros: doubleZeros == .keep)
  }

  private func isCorrectionAsked(_ hasIncrements: Bool) -> Bool {
    amount != nil || correct != nil || hasIncrements
  }

  /// Refuses numbers out of range, and a correction that is asked for and refused at once.
  func check() throws(AnalysisError) {
    if let amount, !(amount >= 0 && amount.isFinite) {
      throw .choices("a correction is a number, 0 or above")
    }
    for level in [level, intervalLevel ?? level] where !(level > 0 && level < 1) {
      throw .choices("a level lies between 0 and 1, such as 0.95")
    }
    if correct == ContinuityCorrection.Rule.none, amount != nil || doubleZeros == .keep {
      throw .choices("--correct none adds nothing; leave out --correction and --double-zero keep.")
    }
  }

  /// Refuses choices that would have no effect on this kind of data, or on this measure of it.
  func check(
    against kind: DataKind, measure: MeasureName, hasIncrements: Bool
  ) throws(AnalysisError) {
    let counts: [DataKind] = [.oneGroupCounts, .twoGroupCounts, .oneGroupRates, .twoGroupRates]
    if kind != .readyEffects, reportedScale != .plain {
      let found = counts.contains(kind) ? "counts" : "not"
      throw .choices("--ratio and --log-ratio are for ready effects, and these data are \(found)")
    }
    if kind != .oneGroupCounts, studyInterval != nil {
      throw .choices("--ci-method is for the proportions of one group")
    }
    if !counts.contains(kind), isCorrectionAsked(hasIncrements) {
      let found = kind == .readyEffects ? "ready effects" : "not"
      throw .choices("--correction and --correct are for counts, and these data are \(found)")
    }
    if kind != .twoGroupCounts, kind != .twoGroupRates, doubleZeros != nil {
      throw .choices("--double-zero is for the counts of two groups")
    }
    if kind != .twoGroupCounts, correct == .treatmentArm {
      throw .choices("--correct treatment-arm is for the counts of two groups, between which it is shared")
    }
    if correct == ContinuityCorrection.Rule.none, hasIncrements {
      throw .choices("--correct none leaves nothing to --correction-column")
    }
    if ratioBias != nil, !measure.hasRatioBias { throw .choices("--ratio-bias is for --measure ROM and CVR") }
  }

  /// The same choices with the scale on which hazard ratios stand in a column of ready effects.
  func withScale(ofHazardRatios column: String) throws(AnalysisError) -> EffectChoices {
    guard reportedScale == .plain else { return self }
    var choices = self
    switch column.lowercased().filter({ $0.isLetter }) {
    case "yi", "loghr": choices.reportedScale = .logRatio
    case "hr": choices.reportedScale = .ratio
    default:
      throw .choices(
        "--measure HR needs the scale of the estimates in \(column): --ratio for hazard ratios, --log-ratio for"
          + " their logarithms")
    }
    return choices
  }
}
