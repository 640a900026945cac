import ArgumentParser
import MetaAnalysis

/// How effect sizes are computed.
struct MeasureOptions: ParsableArguments {
  @Option(
    name: .long,
    help: """
      Effect measure [default: PLO or RR for counts, IRLN or IRR for rates, MN or MD for means, MC for \
      paired means, COR for correlations, SLL for survival, HR for O - E, GEN for ready effects].
      """)
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

  @Option(
    name: .customLong("correction-column"),
    help: ArgumentHelp(
      "Column of what is added to each study instead; an empty cell takes the common amount.",
      valueName: "column"))
  var correctionColumn: String?

  @Option(name: .long, help: "Which studies are corrected [default: only-zero].")
  var correct: ContinuityCorrection.Rule?

  @Option(
    name: .customLong("double-zero"), help: "Studies without events in both groups: left out, or corrected.")
  var doubleZero: DoubleZeros?

  @Option(
    name: .customLong("ratio-bias"),
    help: "Small-sample bias of ROM and CVR: left, or corrected [default: uncorrected].")
  var ratioBias: RatioBias?

  @Option(name: .customLong("ci-method"), help: "Interval of each study's proportion.")
  var ciMethod: ProportionInterval?

  @Option(name: .long, help: "Confidence level [default: 0.95].", transform: Level.init(parsing:))
  var level: Level = Level(value: 0.95)

  /// The choices; the level of reported intervals stands with the data.
  func choices(intervalLevel: Double?) -> EffectChoices {
    var choices = EffectChoices(measure: measure)
    choices.reportedScale = logRatio ? .logRatio : ratio ? .ratio : .plain
    (choices.amount, choices.correct, choices.doubleZeros) = (correction?.value, correct, doubleZero)
    (choices.ratioBias, choices.studyInterval) = (ratioBias, ciMethod)
    (choices.intervalLevel, choices.level) = (intervalLevel, level.value)
    return choices
  }

  /// The correction asked for; nil for what the measure does by itself.
  var requestedCorrection: ContinuityCorrection? {
    choices(intervalLevel: nil).correction(hasIncrements: correctionColumn != nil)
  }

  var isCorrectionAsked: Bool { correction != nil || correct != nil || correctionColumn != nil }

  mutating func validate() throws {
    if correct == ContinuityCorrection.Rule.none, correction != nil || doubleZero == .keep {
      throw ValidationError("--correct none adds nothing; leave out --correction and --double-zero keep.")
    }
    if ratio && logRatio { throw ValidationError("--ratio and --log-ratio exclude each other.") }
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
