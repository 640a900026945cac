import ArgumentParser
import MetaAnalysis

/// `--like`: the defaults of another program.
///
/// A preset fills in what was not asked for, and only what the data and the other options have a use for. What a
/// program does that has no option here, or that could not be verified, is left at the defaults of `copse`:
///
/// - metafor: nothing is set for the measure, which `escalc` has no default for. `rma.mh` drops double zeros.
/// - meta: rates of two groups under a common effect are pooled by inverse variance; `metainc` takes the
///   Mantel–Haenszel method, which is `--method mh`. For risk ratios, `metabin` adds 0.5 to the total of a corrected group and Copse
///   1, as metafor and RevMan do (`RR.Cochrane`). With `--tau2 DL`, `metabin` takes the Q around the
///   Mantel–Haenszel value; that is `--like revman5 --model random`. Rates of one group are pooled by inverse
///   variance; whether `metarate` does so by default was not verified.
/// - revman5: the interval for τ², which it has not. By itself it pools odds ratios by Mantel and Haenszel under a
///   common effect, and so does this preset; `--model random`, or any option of that model, gives its other model.
/// - revman: measure, model and prediction interval, whose defaults are not documented where we looked.
/// - stata: what becomes of double zeros; the variance of Hedges's g is another one there. That `common` means
///   Mantel–Haenszel for the counts of two groups was neither run nor looked up.
enum Preset: String, NamedChoice {
  case metafor
  case meta
  case revman5
  case revman
  case stata

  /// The program and its version.
  var program: String {
    switch self {
    case .metafor: "R package metafor 5.0"
    case .meta: "R package meta 8.3"
    case .revman5: "Review Manager 5.4"
    case .revman: "RevMan since 2024"
    case .stata: "Stata's meta"
    }
  }

  /// The defaults of the program.
  var defaults: PresetDefaults {
    var defaults = PresetDefaults()
    switch self {
    case .metafor:
      // metafor 5.0-1: rma(yi, vi), predict(), confint(), escalc(); forest() draws yi ± z √vi.
      defaults.model = .random
      defaults.tau2 = .reml
      defaults.predictionMatchesTest = true
      defaults.i2 = .tau2
      defaults.tau2Interval = .qProfile
      defaults.doubleZero = .keep
      defaults.studyInterval = .onScale
    case .meta:
      // meta 8.3-0: metabin, metaprop, metacont, metainc, metarate, metamean, metacor, metagen; of the two results
      // that they print, the random-effects one.
      defaults.measures = [
        .twoGroupCounts: .twoGroups(.riskRatio), .oneGroupCounts: .proportion(.logit),
        .twoGroupMeans: .twoGroupMeans(.meanDifference), .oneGroupMeans: .mean(.raw),
        .twoGroupRates: .twoGroupRates(.rateRatio), .oneGroupRates: .rate(.log),
        .correlations: .correlation(.fisherZ),
      ]
      defaults.model = .random
      defaults.usesMixedModel = true
      defaults.usesMantelHaenszel = true
      defaults.riskDifferenceVariance = .greenlandRobins
      defaults.poolsCorrectedCounts = true
      defaults.tau2 = .reml
      defaults.prediction = .v
      defaults.i2 = .q
      defaults.tau2Interval = .qProfile
      defaults.doubleZero = .drop
      defaults.studyInterval = .clopperPearson
    case .revman5:
      // Cochrane Handbook 5.1, 9.4.10: by default the fixed-effect Mantel–Haenszel odds ratio, the fixed-effect mean
      // difference, the fixed-effect generic inverse variance; Deeks and Higgins (2010) for the rest.
      defaults.measures = [
        .twoGroupCounts: .twoGroups(.oddsRatio), .twoGroupMeans: .twoGroupMeans(.meanDifference),
      ]
      defaults.model = .common
      defaults.usesMantelHaenszel = true
      defaults.usesMantelHaenszelQ = true
      defaults.riskDifferenceVariance = .greenlandRobins
      defaults.poolsCorrectedCounts = true
      defaults.tau2 = .derSimonianLaird
      defaults.prediction = PredictionMethod.none
      defaults.i2 = .q
      defaults.doubleZero = .drop
    case .revman:
      // Cochrane Methods, "Random-effects meta-analysis methods for Intervention Reviews", with the addenda of
      // May 2024: REML, Q-profile, I² from τ²; Hartung–Knapp as an option beside the Wald-type interval.
      defaults.tau2 = .reml
      defaults.i2 = .tau2
      defaults.tau2Interval = .qProfile
      defaults.poolsCorrectedCounts = true
      defaults.doubleZero = .drop
    case .stata:
      // As remembered of Stata's manual [META], not looked up: meta esize (lnoratio, hedgesg,
      // zerocells(.5, only0)), meta summarize (REML, z; predinterval on k − 2).
      defaults.measures = [
        .twoGroupCounts: .twoGroups(.oddsRatio),
        .twoGroupMeans: .twoGroupMeans(.standardized),
      ]
      defaults.model = .random
      defaults.usesMantelHaenszel = true
      defaults.tau2 = .reml
      defaults.prediction = .hts
      defaults.i2 = .tau2
    }
    return defaults
  }
}

/// The defaults of a program; nil and false where it has none that can be set here.
struct PresetDefaults {
  var measures: [DataKind: MeasureName] = [:]
  var model: ModelName?
  /// Whether logits of proportions are pooled by the binomial-normal model.
  var usesMixedModel = false
  /// Whether RR, OR and RD are pooled by Mantel and Haenszel under a common effect.
  var usesMantelHaenszel = false
  /// Whether τ² of RR, OR and RD comes from the Q around the Mantel–Haenszel value.
  var usesMantelHaenszelQ = false
  var riskDifferenceVariance: MantelHaenszel.RiskDifferenceVariance?
  /// Whether corrected counts enter the Mantel–Haenszel method.
  var poolsCorrectedCounts = false
  var tau2: Tau2Estimator?
  var test: MeanTest = .z
  var prediction: PredictionMethod?
  /// Whether the prediction interval has the distribution and the standard error of the test.
  var predictionMatchesTest = false
  var i2: I2Definition?
  var tau2Interval: Tau2IntervalMethod?
  var doubleZero: DoubleZeros?
  var studyInterval: ProportionInterval?
}

/// `--like`, for the commands that pool or compute effect sizes.
struct PresetOptions: ParsableArguments {
  @Option(
    name: .long,
    help: """
      Defaults of another program, as far as they are known; other options override them, and the output says what \
      was set.
      """)
  var like: Preset?
}
