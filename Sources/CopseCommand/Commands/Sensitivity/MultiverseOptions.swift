import ArgumentParser
import MetaAnalysis

/// The data, and the choices that all specifications share.
struct MultiverseBase: ParsableArguments {
  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Data") var atColumn: AtColumn
  @OptionGroup(title: "Effect sizes") var measure: MeasureOptions
  @OptionGroup(title: "Model") var model: ModelOptions

  /// The options that a file's `base` may hold besides choices.
  static let fileOptions = [
    "where", "study", "events", "total", "percent", "time", "mean", "sd", "median", "q1", "q3", "min", "max",
    "correlation", "o-minus-e", "v", "survival", "at", "at-risk", "censored", "follow-up", "follow-up-median",
    "estimate", "se", "variance", "ci", "ci-level", "arms", "arm-column", "ratio", "log-ratio",
    "correction-column", "ratio-bias", "ci-method", "level",
  ]

  /// Refuses what the table of specifications has no place for.
  func check() throws(Failure) {
    for (name, isGiven) in [
      ("--by", model.by != nil), ("--by-tau2", model.byTau2 != nil), ("--tau2-ci", model.tau2CI != nil),
      ("--i2", model.i2 != nil), ("--nodes", model.likelihood.nodes != nil),
    ] where isGiven {
      throw .usage("\(name) has no part in a multiverse, whose rows are one pooled value each; leave it out")
    }
  }

  /// The choices among the options, each as a factor of one level.
  func choices() throws(DeclarationError) -> [Factor] {
    let given: [(FactorName, String?)] = [
      (.onePer, data.onePer?.value.text), (.rungs, data.rungs?.rawValue), (.measure, measure.measure?.code),
      (.method, model.requestedMethod?.rawValue), (.approach, model.likelihood.approach?.rawValue),
      (.model, model.model?.rawValue), (.correct, measure.correct?.rawValue),
      (.correction, measure.correction.map { "\($0.value)" }), (.doubleZero, measure.doubleZero?.rawValue),
      (.tau2, model.tau2.map { if case .given(let value) = $0 { "\(value)" } else { $0.code } }),
      (.test, model.test?.rawValue), (.prediction, model.prediction?.rawValue),
      (.size, model.pftN.map { if case .given(let size) = $0 { "\(size)" } else { $0.name } }),
      (.variance, model.mhVariance?.rawValue),
    ]
    var factors: [Factor] = []
    for case (let name, let word?) in given { factors.append(try Factor(name, words: [word])) }
    return factors
  }

  /// The options without choices.
  func withoutChoices() -> MultiverseBase {
    var base = self
    (base.data.onePer, base.data.rungs) = (nil, nil)
    (base.measure.measure, base.measure.correct, base.measure.correction) = (nil, nil, nil)
    (base.measure.doubleZero, base.model.requestedMethod, base.model.likelihood.approach) = (nil, nil, nil)
    (base.model.model, base.model.tau2, base.model.test, base.model.prediction) = (nil, nil, nil, nil)
    (base.model.pftN, base.model.mhVariance) = (nil, nil)
    return base
  }

  /// Takes a level of a choice that is not about rows.
  mutating func take(_ name: FactorName, _ level: String) {
    switch name {
    case .include, .onePer, .rungs: break
    case .measure: measure.measure = MeasureName(code: level)
    case .method: model.requestedMethod = MethodName(rawValue: level)
    case .approach: model.likelihood.approach = MixedModelApproach(rawValue: level)
    case .model: model.model = ModelName(rawValue: level)
    case .correct: measure.correct = ContinuityCorrection.Rule(rawValue: level)
    case .correction: measure.correction = try? Amount(parsing: level)
    case .doubleZero: measure.doubleZero = DoubleZeros(rawValue: level)
    case .tau2: model.tau2 = Tau2Estimator(parsing: level)
    case .test: model.test = MeanTest(rawValue: level)
    case .prediction: model.prediction = PredictionMethod(rawValue: level)
    case .size: model.pftN = FreemanTukeySize(parsing: level)
    case .variance: model.mhVariance = MantelHaenszel.RiskDifferenceVariance(rawValue: level)
    }
  }
}

/// The words of a command line that belong to the analysis, apart from those of the multiverse itself.
struct BaseWords {
  /// The data and all options of the analysis.
  let all: [String]

  private static let ownValues: Set<String> = [
    "--vary", "--spec", "--reference", "--data",
  ]
  private static let ownFlags: Set<String> = ["--strict"]

  /// Takes the words of `copse sensitivity multiverse`, with those of its name.
  init(_ words: [String]) {
    all = Self.removing(values: Self.ownValues, flags: Self.ownFlags, from: Array(words.dropFirst(2)))
  }

  /// The words without the options of choices.
  var withoutChoices: [String] {
    let names = FactorName.allCases.filter { $0 != .include }.map { "--\($0.rawValue)" }
    return Self.removing(values: Set(names), flags: [], from: all)
  }

  private static func removing(values: Set<String>, flags: Set<String>, from words: [String]) -> [String] {
    var kept: [String] = []
    var skipsNext = false
    for word in words {
      if skipsNext {
        skipsNext = false
        continue
      }
      if flags.contains(word) { continue }
      let isLong = word.hasPrefix("--")
      let name = isLong ? word.prefix { $0 != "=" } : word[...]
      if values.contains(String(name)) {
        skipsNext = name.count == word.count
        continue
      }
      kept.append(word)
    }
    return kept
  }
}
