import ArgumentParser
import MetaAnalysis

/// Which analysis is made again, by the name of the command whose data are read.
enum RefitKind: String, NamedChoice {
  case pool
  case hr
  case curve
}

/// The analyses of survival that are made again, and what they have beyond the options of all analyses.
struct SurvivalRefitOptions: ParsableArguments {
  @Option(
    name: .customLong("analysis"),
    help: """
      Whose data are read: those of copse pool (with --moderator, copse regress), of copse survival hr, or of copse \
      survival curve with several rows per study.
      """)
  var kind: RefitKind = .pool

  @Option(
    name: .long, help: ArgumentHelp("hr: a CSV file of survival curves, read off.", valueName: "file"))
  var curves: String?

  @Option(
    name: .customLong("curve-follow-up"),
    help: ArgumentHelp(
      "hr: shortest and longest follow-up, where the curves do not state it.", valueName: "low,high"),
    transform: FollowUpRange.init(parsing:))
  var curveFollowUp: FollowUpRange?

  @Option(
    name: .customLong("at-risk-at"),
    help: "curve: which time the numbers at risk in a row belong to [default: start].")
  var atRiskAt: AtRiskPlace?

  @Option(name: .long, help: "curve: how the limits are made [default: loglog].")
  var interval: CurveInterval?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "curve: times to read the studies at, at which survival is shown besides median and mean.",
      valueName: "t,t"),
    transform: TimeList.init(parsing:))
  var times: TimeList?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "curve: time up to which the mean is taken [default: the last of all studies].", valueName: "time"),
    transform: TimeList.init(parsing:))
  var horizon: TimeList?

  /// Refuses options of another analysis.
  func check() throws(Failure) {
    let own: [(RefitKind, String, Bool)] = [
      (.hr, "--curves", curves != nil), (.hr, "--curve-follow-up", curveFollowUp != nil),
      (.curve, "--at-risk-at", atRiskAt != nil), (.curve, "--interval", interval != nil),
      (.curve, "--times", times != nil), (.curve, "--horizon", horizon != nil),
    ]
    if let (kind, name, _) = own.first(where: { $0.2 && $0.0 != kind }) {
      throw .usage("\(name) belongs to --analysis \(kind.rawValue)")
    }
    if let horizon, horizon.values.count != 1 { throw .usage("--horizon takes one time") }
  }

  /// Refuses options of effect sizes that would have no effect on this analysis of survival.
  func check(_ options: RefitOptions) throws(Failure) {
    let (measure, model) = (options.measure, options.model)
    var without = options.data.named.filter { !takes.contains($0) }
    without += given([
      ("--at", options.atColumn.at != nil), ("--like", options.preset.like != nil),
      ("--moderator", !options.terms.moderators.isEmpty),
      ("--measure", measure.measure != nil && !(kind == .hr && measure.measure == .hazardRatio)),
      ("--ratio", measure.ratio), ("--log-ratio", measure.logRatio),
      ("--correction", measure.isCorrectionAsked), ("--double-zero", measure.doubleZero != nil),
      ("--ratio-bias", measure.ratioBias != nil), ("--ci-method", measure.ciMethod != nil),
    ])
    if kind == .curve {
      without += given([
        ("--method", model.requestedMethod != nil), ("--tau2", model.tau2 != nil),
        ("--test", model.test != nil), ("--prediction", model.prediction != nil),
        ("--tau2-ci", model.tau2CI != nil), ("--i2", model.i2 != nil), ("--by-tau2", model.byTau2 != nil),
        ("--ci-level", options.data.ciLevel != nil),
      ])
    }
    if let name = without.first { throw .usage("\(name) has no effect on --analysis \(kind.rawValue)") }
  }

  /// The options of columns that this analysis has a use for.
  private var takes: [String] {
    kind == .hr
      ? ["--arms"] : ["--time", "--survival", "--percent", "--at-risk", "--total", "--follow-up"]
  }
}

extension DataOptions {
  /// The options given that name columns, or arms.
  fileprivate var named: [String] {
    given([
      ("--events", events != nil), ("--total", total != nil), ("--percent", percent != nil),
      ("--time", time != nil), ("--mean", mean != nil), ("--sd", sd != nil), ("--median", median != nil),
      ("--q1", q1 != nil), ("--q3", q3 != nil), ("--min", min != nil), ("--max", max != nil),
      ("--correlation", correlation != nil), ("--o-minus-e", observedMinusExpected != nil),
      ("--v", v != nil), ("--survival", survival != nil), ("--at-risk", atRisk != nil),
      ("--censored", censored != nil), ("--follow-up", followUp != nil),
      ("--follow-up-median", followUpMedian != nil), ("--estimate", estimate != nil), ("--se", se != nil),
      ("--variance", variance != nil), ("--ci", ci != nil), ("--arms", arms != nil),
      ("--arm-column", armColumn != nil),
    ])
  }
}

/// The names of the options that are given.
private func given(_ options: [(name: String, isGiven: Bool)]) -> [String] {
  options.filter(\.isGiven).map(\.name)
}

extension HazardRatioOptions {
  /// The options of `copse survival hr`, from those of an analysis made again.
  init(_ options: DataOptions, _ survival: SurvivalRefitOptions) {
    self.init()
    (data, study, conditions, ciLevel) = (options.data, options.study, options.conditions, options.ciLevel)
    (curves, arms, followUp) = (survival.curves, options.arms, survival.curveFollowUp)
  }
}

extension CurveOptions {
  /// The options of `copse survival curve`, from those of an analysis made again.
  init(_ options: DataOptions, by group: String?, _ survival: SurvivalRefitOptions) throws(Failure) {
    func single(_ list: CommaList?, _ name: String) throws(Failure) -> String? {
      if let list, list.values.count != 1 { throw .usage("\(name) takes one column") }
      return list?.values[0]
    }
    self.init()
    (data, study, conditions) = (options.data, options.study, options.conditions)
    time = try single(options.time, "--time")
    percent = try single(options.percent, "--percent")
    total = try single(options.total, "--total")
    (self.survival, atRisk, followUp) = (options.survival, options.atRisk, options.followUp)
    (atRiskAt, by) = (survival.atRiskAt ?? .start, group)
  }
}
