import ArgumentParser
import MetaAnalysis

/// The test of excess significance.
struct ExcessOptions: ParsableArguments, BiasPartOptions {
  @Option(
    name: .customLong("excess-test"),
    help: "How the significant studies are held against their expectation [default: exact].")
  var test: ExcessSignificance.Test?

  @Option(
    name: .customLong("excess-alternative"), help: "Which studies count as significant [default: two-sided].")
  var alternative: ExcessSignificance.Alternative?

  @Option(
    name: .customLong("excess-alpha"), help: "Level at which a study is significant [default: 0.05].",
    transform: Level.init(parsing:))
  var alpha: Level?

  @Option(
    name: .customLong("excess-effect"), parsing: .unconditional,
    help: """
      Effect at which the power is taken: the common-effect mean, the pooled value with the tau2 of the model, or a \
      value as it is shown [default: common].
      """)
  var effect: ExcessEffect?

  @Option(
    name: .customLong("excess-null"), parsing: .unconditional,
    help: "Value of no effect, as it is shown [default: that of the measure; one group has none].")
  var null: Double?

  var given: [String] {
    [
      ("--excess-test", test != nil), ("--excess-alternative", alternative != nil),
      ("--excess-alpha", alpha != nil), ("--excess-effect", effect != nil), ("--excess-null", null != nil),
    ].filter(\.1).map(\.0)
  }

  func part(of question: BiasQuestion) throws -> BiasPart {
    let null = try question.analysisValue(null, option: "--excess-null")
    var (theta, tau2): (Double?, Double) = (nil, 0)
    switch effect ?? .common {
    case .common: break
    case .model:
      theta = question.result.fit.estimate.value
      tau2 = question.result.fit.heterogeneity.tau2 ?? 0
    case .given(let shown): theta = try question.analysisValue(shown, option: "--excess-effect")
    }
    do throws(PoolingError) {
      let result = try ExcessSignificance(
        question.effects, theta: theta, tau2: tau2, null: null, alpha: alpha?.value ?? 0.05,
        alternative: alternative ?? .twoSided, test: test ?? .exact)
      return BiasPart(excess: result, of: question.result)
    } catch {
      return BiasPart(
        key: "excess", title: "Excess significance",
        refused: error.description + (question.effects.measure.null == nil ? " (--excess-null)" : ""))
    }
  }
}

/// The effect at which the power is taken.
enum ExcessEffect: ExpressibleByArgument {
  case common
  case model
  case given(Double)

  static let allValueStrings = ["common", "model", "NUMBER"]

  init?(argument: String) {
    switch argument.lowercased() {
    case "common": self = .common
    case "model": self = .model
    default:
      guard let value = Double(argument), value.isFinite else { return nil }
      self = .given(value)
    }
  }
}

extension ExcessSignificance.Test: ExpressibleByArgument, NamedChoice {}
extension ExcessSignificance.Alternative: ExpressibleByArgument, NamedChoice {}
