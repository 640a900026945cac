/// The rebuilt arms of a study and what their individual times give: curves, medians, restricted means, and
/// the comparison of the arms.
public struct ReconstructedArms: Sendable {
  /// One arm.
  public struct Arm: Sendable {
    /// Its name.
    public let name: String
    /// Its rebuilt people, with the audit.
    public let reconstruction: Reconstruction
    /// Their Kaplan-Meier curve.
    public let curve: KaplanMeier
    /// Its median.
    public let median: SurvivalQuantile
    /// Its restricted mean up to the common horizon.
    public let restrictedMean: RestrictedMean
  }

  /// The arms, in order.
  public let arms: [Arm]
  /// The level of all limits.
  public let level: Double
  /// The scale of the curves' limits.
  public let interval: KaplanMeierInterval
  /// The horizon τ of the restricted means.
  public let horizon: Double
  /// The log-rank test; nil for one arm.
  public let logRank: LogRankTest?
  /// The first arm against the second; nil unless there are two, or where the likelihood has no maximum.
  public let cox: CoxModel?
  /// The restricted means of the first and the second of two arms.
  public let comparison: RestrictedMeanComparison?

  /// Puts at least one arm together (a precondition).
  ///
  /// - Parameters:
  ///   - rebuilt: the arms; of two, the first is the treatment and the second the control.
  ///   - horizon: τ; unless given, the last time up to which every arm was followed.
  ///   - interval: the scale of the curves' limits.
  ///   - level: the level of all limits.
  ///   - ties: how the Cox model treats events at one time.
  public init(
    _ rebuilt: [OfArm<Reconstruction>], horizon: Double? = nil, interval: KaplanMeierInterval = .logLog,
    level: Double = 0.95, ties: TiedEvents = .efron
  ) {
    precondition(!rebuilt.isEmpty, "there is at least one arm")
    let people = rebuilt.map(\.value.people)
    let ends = people.compactMap { $0.last?.time }
    let tau = horizon ?? ends.min() ?? 0
    arms = rebuilt.map {
      let curve = KaplanMeier($0.value.people)
      return Arm(
        name: $0.arm, reconstruction: $0.value, curve: curve,
        median: curve.median(interval, level: level),
        restrictedMean: RestrictedMean(curve, horizon: tau))
    }
    self.level = level
    self.interval = interval
    self.horizon = tau
    logRank = people.count > 1 ? LogRankTest(people) : nil
    let isPair = people.count == 2
    cox = isPair ? CoxModel(treatment: people[0], control: people[1], ties: ties) : nil
    comparison =
      isPair ? RestrictedMeanComparison(arms[0].restrictedMean, arms[1].restrictedMean) : nil
  }
}
