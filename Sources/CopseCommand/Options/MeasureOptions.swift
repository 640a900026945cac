import ArgumentParser
import MetaAnalysis

/// How effect sizes are computed.
struct MeasureOptions: ParsableArguments {
  @Option(
    name: .long,
    help: "Effect measure; by default PLO for one group, RR for two groups, GEN for ready effects.")
  var measure: MeasureName?

  @Flag(name: .long, help: "Ready effects are ratios: pooled as logarithms.")
  var ratio = false

  @Flag(name: .customLong("log-ratio"), help: "Ready effects are logarithms of ratios: shown as ratios.")
  var logRatio = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Added to each cell of studies with zero cells [default: 0.5 where needed].", valueName: "number"),
    transform: Amount.init(parsing:))
  var correction: Amount?

  @Option(name: .long, help: "Which studies are corrected [default: only-zero].")
  var correct: ContinuityCorrection.Rule?

  @Option(
    name: .customLong("double-zero"), help: "Studies without events in both groups: left out, or corrected.")
  var doubleZero: DoubleZeros?

  @Option(name: .customLong("ci-method"), help: "Interval of each study's proportion.")
  var ciMethod: ProportionInterval?

  @Option(name: .long, help: "Confidence level [default: 0.95].", transform: Level.init(parsing:))
  var level: Level = Level(value: 0.95)

  /// The correction asked for; nil for what the measure does by itself.
  var requestedCorrection: ContinuityCorrection? {
    guard correction != nil || correct != nil || doubleZero == .keep else { return nil }
    return ContinuityCorrection(
      amount: correction?.value ?? 0.5, rule: correct ?? .onlyZero, keepsDoubleZeros: doubleZero == .keep)
  }

  /// The scale of ready effects.
  var reportedScale: ReportedScale {
    logRatio ? .logRatio : ratio ? .ratio : .plain
  }

  mutating func validate() throws {
    if correct == ContinuityCorrection.Rule.none, correction != nil || doubleZero == .keep {
      throw ValidationError("--correct none adds nothing; leave out --correction and --double-zero keep.")
    }
    if ratio && logRatio { throw ValidationError("--ratio and --log-ratio exclude each other.") }
  }

  /// Refuses options that would have no effect on this kind of data.
  func check(against kind: DataKind) throws(Failure) {
    if kind != .readyEffects, ratio || logRatio {
      throw .usage("--ratio and --log-ratio are for ready effects, and these data are counts")
    }
    if kind != .oneGroupCounts, ciMethod != nil {
      throw .usage("--ci-method is for the proportions of one group")
    }
    if kind == .readyEffects, correction != nil || correct != nil {
      throw .usage("--correction and --correct are for counts, and these data are ready effects")
    }
    if kind != .twoGroupCounts, doubleZero != nil {
      throw .usage("--double-zero is for the counts of two groups")
    }
  }
}

/// A number that is not negative.
struct Amount {
  let value: Double

  init(parsing argument: String) throws {
    guard let value = Double(argument), value >= 0, value.isFinite else {
      throw ValidationError("a correction is a number, 0 or above")
    }
    self.value = value
  }
}
