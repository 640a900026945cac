import ArgumentParser
import MetaAnalysis

/// The tests of asymmetry.
struct AsymmetryTestOptions: ParsableArguments, BiasPartOptions {
  @Option(
    name: .long,
    help: ArgumentHelp(
      """
      Tests of asymmetry: \(AsymmetryTest.allValueStrings.joined(separator: ", ")), or all [default: the one that \
      suits the measure].
      """, valueName: "name,…"),
    transform: ChoiceList<AsymmetryTest>.init(parsing:))
  var asymmetry: [ChoiceList<AsymmetryTest>] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      """
      What Egger's tests regress on: \(SizePredictor.allValueStrings.joined(separator: ", ")), or all [default: sei].
      """, valueName: "name,…"),
    transform: ChoiceList<SizePredictor>.init(parsing:))
  var predictor: [ChoiceList<SizePredictor>] = []

  @Option(
    name: .customLong("rank-p"),
    help:
      "p-values of rank tests: exact where there are no ties, or by the normal distribution [default: exact]."
  )
  var rankP: RankPValue?

  @Flag(name: .customLong("small-k"), help: "Test fewer than \(AsymmetryTest.fewestStudies) studies too.")
  var smallK = false

  var given: [String] {
    [
      ("--asymmetry", !asymmetry.isEmpty), ("--predictor", !predictor.isEmpty), ("--rank-p", rankP != nil),
      ("--small-k", smallK),
    ].filter(\.1).map(\.0)
  }

  func part(of question: BiasQuestion) throws -> BiasPart {
    let k = question.effects.k
    guard areMade(of: k) else {
      return BiasPart(
        key: "tests", title: "Tests of asymmetry",
        refused:
          "\(k) \(k == 1 ? "study" : "studies"), and with fewer than \(AsymmetryTest.fewestStudies) a test"
          + " cannot tell chance from asymmetry (Sterne and others 2011, BMJ 343:d4002); look at --part funnel, or"
          + " test anyway with --small-k")
    }
    return BiasPart(asymmetry: try made(question), of: question.result)
  }

  /// The tests, after a look at whether their options have a use.
  func made(_ question: BiasQuestion) throws -> AsymmetryTests {
    let tests = asymmetry.isEmpty ? nil : ChoiceList.joined(asymmetry)
    let made = tests ?? [AsymmetryChoice(for: question.effects, sizes: question.sizes).test]
    let names = made.map(\.rawValue).joined(separator: ", ")
    if !predictor.isEmpty, !made.contains(where: \.takesPredictor) {
      throw Failure.usage(
        "--predictor belongs to --asymmetry egger and egger-mixed, and \(names) is asked for")
    }
    if rankP != nil, !made.contains(where: \.isRankTest) {
      throw Failure.usage("--rank-p belongs to --asymmetry begg and schwarzer, and \(names) is asked for")
    }
    let regression = question.options.regression(level: question.level)
    if made.contains(.eggerMixed) { try regression.check() }
    return AsymmetryTests(
      question.effects, tests, predictors: ChoiceList.joined(predictor),
      options: AsymmetryOptions(
        regression: regression, rankP: rankP ?? .exact,
        level: question.level, sizes: question.sizes))
  }

  /// Whether the tests are made of so few studies.
  func areMade(of k: Int) -> Bool { smallK || k >= AsymmetryTest.fewestStudies }
}

extension AsymmetryTest: ExpressibleByArgument, NamedChoice {}
extension SizePredictor: ExpressibleByArgument, NamedChoice {}
extension RankPValue: ExpressibleByArgument, NamedChoice {}
