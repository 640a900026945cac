import ArgumentParser
import MetaAnalysis

/// The selection models.
struct SelectionOptions: ParsableArguments, BiasPartOptions {
  @Option(
    name: .long,
    help: ArgumentHelp(
      """
      How the probability of publication falls: \(SelectionName.allValueStrings.joined(separator: ", ")), or all \
      [default: step].
      """, valueName: "name,…"),
    transform: ChoiceList<SelectionName>.init(parsing:))
  var selection: [ChoiceList<SelectionName>] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Cut points of p for the steps [default: 0.025, two-sided 0.05].", valueName: "p,…"),
    transform: NumberList.init(parsing:))
  var steps: NumberList?

  @Option(
    name: .customLong("selection-side"),
    help: """
      Whose p-values count: for larger effects (greater), for smaller ones (less), or two-sided [default: the side of \
      the pooled effect].
      """)
  var side: SelectionAlternative?

  @Option(
    name: .customLong("selection-cut"), parsing: .unconditional,
    help: ArgumentHelp(
      "The effect at which trunc cuts, as it is shown [default: no effect].", valueName: "value"))
  var cut: Double?

  @Option(
    name: .customLong("selection-weights"),
    help: ArgumentHelp(
      """
      Weights of the steps that are supposed instead of estimated: one number more than --steps, or \
      \(SelectionSeverity.allValueStrings.joined(separator: ", ")), or all of these.
      """, valueName: "weights"),
    transform: SupposedWeights.init(parsing:))
  var weights: SupposedWeights?

  var given: [String] {
    [
      ("--selection", !selection.isEmpty), ("--steps", steps != nil), ("--selection-side", side != nil),
      ("--selection-cut", cut != nil), ("--selection-weights", weights != nil),
    ].filter(\.1).map(\.0)
  }

  func part(of question: BiasQuestion) throws -> BiasPart {
    let models = try models(question)
    var fits: [(String, SelectionFit)] = []
    var refused: [(String, String)] = []
    for (name, model) in models {
      do {
        fits.append((name, try model.fit(question.effects)))
      } catch {
        refused.append((name, error.description))
      }
    }
    if fits.isEmpty {
      return BiasPart(
        key: "selection", title: "Selection models",
        refused: refused.map { models.count == 1 ? $0.1 : "\($0.0): \($0.1)" }.joined(separator: "; "))
    }
    return BiasPart(selection: fits, of: question.result, refused: refused)
  }

  private func models(_ question: BiasQuestion) throws(Failure) -> [(name: String, model: SelectionModel)] {
    let names = selection.isEmpty ? [SelectionName.step] : ChoiceList.joined(selection)
    if cut != nil, !names.contains(.truncation) {
      throw .usage("--selection-cut belongs to --selection trunc")
    }
    if steps != nil, !names.contains(.step) { throw .usage("--steps belongs to --selection step") }
    if weights != nil, names != [.step] {
      throw .usage("--selection-weights are weights of steps: they go with --selection step alone")
    }
    let points = steps?.values ?? [side == .twoSided ? 0.05 : 0.025]
    func model(_ function: SelectionFunction, _ weights: [Double]? = nil) -> SelectionModel {
      SelectionModel(
        function, alternative: side, isRandom: !question.options.isCommon, weights: weights,
        level: question.level)
    }
    switch weights {
    case .numbers(let numbers)?:
      guard steps != nil else { throw .usage("--selection-weights with numbers needs --steps") }
      guard numbers.count == points.count + 1 else {
        throw .usage(
          "\(points.count) --steps make \(points.count + 1) intervals, and \(numbers.count)"
            + " --selection-weights are given")
      }
      return [("step, supposed", model(.step(points), numbers))]
    case .severities(let severities)?:
      guard steps == nil else {
        throw .usage("the weights that have names have steps of their own; leave out --steps")
      }
      guard side != .twoSided else {
        throw .usage("the weights that have names are for one-sided p-values; leave out --selection-side")
      }
      return severities.map { ($0.rawValue, model(.step(SelectionSeverity.steps), $0.weights)) }
    case nil:
      return try names.map { name throws(Failure) in
        (name.rawValue, model(try function(name, points, question)))
      }
    }
  }

  private func function(
    _ name: SelectionName, _ points: [Double], _ question: BiasQuestion
  ) throws(Failure) -> SelectionFunction {
    switch name {
    case .step: return .step(points)
    case .beta: return .beta
    case .halfNormal: return .halfNormal
    case .negativeExponential: return .negativeExponential
    case .logistic: return .logistic
    case .power: return .power
    case .truncation:
      let place = try question.analysisValue(cut, option: "--selection-cut")
      return .truncation(at: place ?? question.effects.measure.analysisNull ?? 0)
    case .truncationEstimated: return .truncationEstimated
    }
  }
}

/// Numbers separated by commas; a last 1, as metafor takes it, is left out.
struct NumberList {
  let values: [Double]

  init(parsing argument: String) throws {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    let values = parts.compactMap { Double($0.drop { $0 == " " }) }
    guard values.count == parts.count, zip(values, values.dropFirst()).allSatisfy(<),
      values.allSatisfy({ $0 > 0 && $0 <= 1 }), let first = values.first, first < 1
    else { throw ValidationError("cut points are rising numbers between 0 and 1, such as 0.025,0.5") }
    self.values = values.filter { $0 < 1 }
  }
}

/// Weights by number or by name.
enum SupposedWeights {
  case numbers([Double])
  case severities([SelectionSeverity])

  init(parsing argument: String) throws {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Double($0.drop { $0 == " " }) }
    if numbers.isEmpty {
      self = .severities(ChoiceList.joined([try ChoiceList<SelectionSeverity>(parsing: argument)]))
    } else if numbers.count == parts.count, numbers.allSatisfy({ $0 > 0 && $0.isFinite }) {
      self = .numbers(numbers)
    } else {
      throw ValidationError("weights are positive numbers, one more than --steps, or names of severities")
    }
  }
}

extension SelectionName: ExpressibleByArgument, NamedChoice {}
extension SelectionAlternative: ExpressibleByArgument, NamedChoice {}
extension SelectionSeverity: ExpressibleByArgument, NamedChoice {}
