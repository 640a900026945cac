import ArgumentParser
import MetaAnalysis

/// Fail-safe numbers.
struct FailSafeOptions: ParsableArguments, BiasPartOptions {
  @Option(
    name: .customLong("fail-safe"),
    help: ArgumentHelp(
      "Fail-safe numbers: \(FailSafeN.Method.allValueStrings.joined(separator: ", ")), or all [default: all].",
      valueName: "name,…"),
    transform: ChoiceList<FailSafeN.Method>.init(parsing:))
  var methods: [ChoiceList<FailSafeN.Method>] = []

  @Option(
    name: .customLong("fail-safe-alpha"),
    help: "Level that the p-value has to exceed, below 0.5 [default: 0.05].", transform: Level.init(parsing:))
  var alpha: Level?

  @Option(
    name: .customLong("fail-safe-target"), parsing: .unconditional,
    help: """
      Effect, as it is shown, to which the mean has to come by Orwin's and the general method [default: halfway to no \
      effect; the general method then goes by the p-value].
      """)
  var target: Double?

  @Option(
    name: .customLong("fail-safe-null"), parsing: .unconditional,
    help: "Value of no effect, as it is shown [default: that of the measure; one group has none].")
  var null: Double?

  var given: [String] {
    [
      ("--fail-safe", !methods.isEmpty), ("--fail-safe-alpha", alpha != nil),
      ("--fail-safe-target", target != nil), ("--fail-safe-null", null != nil),
    ].filter(\.1).map(\.0)
  }

  func part(of question: BiasQuestion) throws -> BiasPart {
    if let alpha, alpha.value >= 0.5 { throw Failure.usage("--fail-safe-alpha lies between 0 and 0.5") }
    let asked = methods.isEmpty ? FailSafeN.Method.allCases : ChoiceList.joined(methods)
    if target != nil, Set(asked).isDisjoint(with: [.orwin, .orwinWeighted, .general]) {
      throw Failure.usage("--fail-safe-target belongs to --fail-safe orwin, orwin-weighted and general")
    }
    let target = try question.analysisValue(target, option: "--fail-safe-target")
    let null = try question.analysisValue(null, option: "--fail-safe-null")
    let level = alpha?.value ?? 0.05
    let effects = question.effects
    do throws(PoolingError) {
      var numbers: [FailSafeN] = []
      for method in asked {
        switch method {
        case .rosenthal: numbers.append(try .rosenthal(effects, alpha: level, null: null))
        case .orwin: numbers.append(try .orwin(effects, target: target, null: null))
        case .orwinWeighted:
          numbers.append(try .orwin(effects, isWeighted: true, target: target, null: null))
        case .rosenberg: numbers.append(try .rosenberg(effects, alpha: level, null: null))
        case .general:
          let tau2 = question.options.isCommon ? nil : question.options.estimator
          numbers.append(try .general(effects, tau2: tau2, alpha: level, null: null))
          if let target {
            numbers.append(try .general(effects, tau2: tau2, alpha: level, target: target, null: null))
          }
        }
      }
      return BiasPart(failSafe: numbers, of: question.result, null: null)
    } catch {
      return BiasPart(
        key: "fail-safe", title: "Fail-safe N",
        refused: error.description + (effects.measure.null == nil ? " (--fail-safe-null)" : ""))
    }
  }
}

extension FailSafeN.Method: ExpressibleByArgument, NamedChoice {}

extension BiasQuestion {
  /// A value that was given as it is shown, on the analysis scale.
  func analysisValue(_ shown: Double?, option: String) throws(Failure) -> Double? {
    guard let shown else { return nil }
    let value = result.display.transformation.forward(shown)
    guard value.isFinite else {
      throw .usage(
        "\(option) \(shown) is not a value of the \(effects.measure.quantity.lowercased())")
    }
    return value
  }
}
