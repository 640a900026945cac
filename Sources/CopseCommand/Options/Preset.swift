import ArgumentParser
import MetaAnalysis

/// `--like`: the defaults of another program.
///
/// A preset fills in what was not asked for, and only what the data and the other options have a use for. What a
/// program does that has no option here, or that could not be verified, is left at the defaults of `copse`:
///
/// - metafor: nothing is set for the measure, which `escalc` has no default for. `rma.mh` drops double zeros.
/// - meta: rates of two groups under a common effect are pooled by inverse variance, since the Mantel–Haenszel method
///   for rates does not exist here. For risk ratios, `metabin` adds 0.5 to the total of a corrected group and Copse
///   1, as metafor and RevMan do (`RR.Cochrane`). With `--tau2 DL`, `metabin` takes the Q around the
///   Mantel–Haenszel value; that is `--like revman5 --model random`.
/// - revman5: the interval for τ², which it has not.
/// - revman: measure, model and prediction interval, whose defaults are not documented where we looked.
/// - stata: what becomes of double zeros; the variance of Hedges's g is another one there.
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
      // Stata's manual [META]: meta esize (lnoratio, hedgesg, zerocells(.5, only0)), meta summarize (REML, z;
      // predinterval on k − 2).
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

/// The options after a preset has filled in what was not asked for.
struct FilledOptions {
  var measure: MeasureOptions
  var model: ModelOptions?
  /// The preset, and what it set; nil without one.
  private(set) var applied: AppliedPreset?
  /// Whether τ² comes from the Q around the Mantel–Haenszel value.
  private(set) var usesMantelHaenszelQ = false
  /// Whether the corrected counts enter the Mantel–Haenszel method.
  private(set) var poolsCorrectedCounts: Bool
  private var sets: [String] = []

  /// - Parameters:
  ///   - measureName: the measure that was asked for, or that the method implies.
  ///   - model: the model; nil where only effect sizes are computed.
  init(
    _ like: Preset?, measure: MeasureOptions, measureName: MeasureName?, model: ModelOptions?, kind: DataKind
  ) {
    self.measure = measure
    self.model = model
    poolsCorrectedCounts = measure.requestedCorrection != nil
    self.measure.measure = measureName
    guard let like else { return }
    let defaults = like.defaults
    if let standard = defaults.measures[kind] { fill(\.measure, "--measure", standard, standard.code) }
    let name = self.measure.measure ?? MeasureName.standard(for: kind)
    if model != nil { fillModel(defaults, measure: name) }
    fillMeasure(defaults, measure: name)
    applied = AppliedPreset(name: like.rawValue, program: like.program, sets: sets)
  }

  private mutating func fill<Value>(
    _ path: WritableKeyPath<MeasureOptions, Value?>, _ option: String, _ value: Value, _ text: String
  ) {
    guard measure[keyPath: path] == nil else { return }
    measure[keyPath: path] = value
    sets.append("\(option) \(text)")
  }

  private mutating func fillModel<Value>(
    _ path: WritableKeyPath<ModelOptions, Value?>, _ option: String, _ value: Value?, _ text: String?
  ) {
    guard let value, let text, model?[keyPath: path] == nil else { return }
    model?[keyPath: path] = value
    sets.append("\(option) \(text)")
  }

  private static func hasTables(_ measure: MeasureName) -> Bool {
    switch measure {
    case .twoGroups(.riskRatio), .twoGroups(.oddsRatio), .twoGroups(.riskDifference): true
    default: false
    }
  }

  private mutating func fillModel(_ defaults: PresetDefaults, measure name: MeasureName) {
    guard let asked = model else { return }
    fillMethod(defaults, measure: name, asked: asked)
    guard let method = model?.method else { return }
    if method == .iv || method == .glmm {
      let standard = Self.isRandom(asked) ? ModelName.random : defaults.model
      fillModel(\.model, "--model", standard, standard?.rawValue)
    }
    if method == .mh, name == .twoGroups(.riskDifference) {
      let variance = defaults.riskDifferenceVariance
      fillModel(\.mhVariance, "--mh-variance", variance, variance?.rawValue)
    }
    guard let model else { return }
    let isRandom = !model.isCommon && method == .iv
    if isRandom { fillTau2(defaults, measure: name, asked: asked) }
    fillModel(\.test, "--test", defaults.test, defaults.test.rawValue)
    guard !model.isCommon, isRandom || method == .glmm else { return }
    let prediction = defaults.predictionMatchesTest ? self.model?.test?.prediction : defaults.prediction
    fillModel(\.prediction, "--prediction", prediction, prediction?.rawValue)
    guard isRandom else { return }
    fillModel(\.i2, "--i2", defaults.i2, defaults.i2?.rawValue)
    fillModel(\.tau2CI, "--tau2-ci", defaults.tau2Interval, defaults.tau2Interval?.rawValue)
  }

  /// Whether options were asked for that only a random-effects model has.
  private static func isRandom(_ asked: ModelOptions) -> Bool {
    asked.model == .random || asked.tau2 != nil || asked.byTau2 != nil || asked.tau2CI != nil
      || asked.i2 == .tau2 || (asked.prediction != nil && asked.prediction != PredictionMethod.none)
      || (asked.test.map { $0 != .z && $0 != .t } ?? false)
  }

  private mutating func fillMethod(
    _ defaults: PresetDefaults, measure name: MeasureName, asked: ModelOptions
  ) {
    let isCommon =
      asked.model == .common || (asked.model == nil && defaults.model == .common && !Self.isRandom(asked))
    let method: MethodName
    if defaults.usesMixedModel, name == .proportion(.logit), fitsMixedModel(asked) {
      method = .glmm
    } else if defaults.usesMantelHaenszel, isCommon, Self.hasTables(name), asked.test ?? .z == .z {
      method = .mh
    } else {
      method = .iv
    }
    if method == .mh, asked.requestedMethod == nil {
      poolsCorrectedCounts = poolsCorrectedCounts || defaults.poolsCorrectedCounts
    }
    if asked.requestedMethod == .mh, measure.requestedCorrection == nil {
      poolsCorrectedCounts = defaults.poolsCorrectedCounts
    }
    fillModel(\.requestedMethod, "--method", method, method.rawValue)
  }

  /// Whether nothing was asked for that the mixed model does not have.
  private func fitsMixedModel(_ asked: ModelOptions) -> Bool {
    let test = asked.test ?? .z
    let prediction = asked.prediction ?? .v
    return (asked.tau2 == nil || asked.tau2 == .maximumLikelihood) && asked.tau2CI == nil
      && asked.byTau2 != .common && asked.i2 != .q && (test == .z || test == .t)
      && prediction != .hk && prediction != .kr && measure.requestedCorrection == nil
  }

  private mutating func fillTau2(
    _ defaults: PresetDefaults, measure name: MeasureName, asked: ModelOptions
  ) {
    guard asked.tau2 == nil, let tau2 = defaults.tau2, asked.test?.applies(to: tau2) ?? true,
      asked.tau2CI?.applies(to: tau2) ?? true, asked.prediction != .kr || tau2 == .reml
    else { return }
    if defaults.usesMantelHaenszelQ, Self.hasTables(name), asked.requestedMethod == nil,
      asked.byTau2 != .common
    {
      usesMantelHaenszelQ = true
      model?.tau2 = tau2
      sets.append("--tau2 DL with the Q around the Mantel-Haenszel value")
    } else {
      fillModel(\.tau2, "--tau2", tau2, tau2.code)
    }
  }

  private mutating func fillMeasure(_ defaults: PresetDefaults, measure name: MeasureName) {
    if name.kind == .oneGroupCounts, let interval = defaults.studyInterval {
      fill(\.ciMethod, "--ci-method", interval, interval.rawValue)
    }
    let method = model?.method ?? .iv
    guard name.isCorrectedByDefault, !method.isLikelihood, method != .peto,
      measure.correct != ContinuityCorrection.Rule.none
    else { return }
    if let amount = try? Amount(parsing: "0.5") { fill(\.correction, "--correction", amount, "0.5") }
    fill(\.correct, "--correct", .onlyZero, ContinuityCorrection.Rule.onlyZero.rawValue)
    guard let doubleZero = defaults.doubleZero, name.canDropDoubleZeros, method == .iv || doubleZero == .drop
    else { return }
    fill(\.doubleZero, "--double-zero", doubleZero, doubleZero.rawValue)
  }
}

extension MeanTest {
  /// metafor's prediction interval beside this test: its standard error and its distribution.
  fileprivate var prediction: PredictionMethod? {
    switch self {
    case .z: .z
    case .t: .v
    case .hartungKnapp, .hartungKnappConservative: .hk
    default: nil
    }
  }
}

extension MeasureName {
  /// Whether zero cells are corrected without being asked.
  fileprivate var isCorrectedByDefault: Bool {
    switch self {
    case .proportion(let measure): !measure.isDefinedAtTheEnds
    case .twoGroups(.peto): false
    case .twoGroups(let measure): measure.isCorrectedByDefault
    case .rate(.log), .twoGroupRates(.rateRatio): true
    default: false
    }
  }

  /// Whether studies without events in both groups tell nothing about it.
  fileprivate var canDropDoubleZeros: Bool {
    self == .twoGroups(.riskRatio) || self == .twoGroups(.oddsRatio) || self == .twoGroupRates(.rateRatio)
  }
}
