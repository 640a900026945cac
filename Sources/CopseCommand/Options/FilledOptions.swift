import MetaAnalysis

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

  /// All choices.
  func choices(rows: RowChoices, intervalLevel: Double?) -> AnalysisChoices {
    var choices = AnalysisChoices(
      rows: rows, effects: measure.choices(intervalLevel: intervalLevel),
      model: model?.choices ?? ModelChoices())
    choices.model.poolsCorrectedCounts = poolsCorrectedCounts
    return choices
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
