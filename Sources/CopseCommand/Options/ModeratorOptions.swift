import ArgumentParser
import MetaAnalysis

/// The moderators of a regression and how they are coded.
struct TermOptions: ParsableArguments {
  @Option(
    name: [.customLong("moderator"), .customLong("mod")],
    help: ArgumentHelp(
      "Column of a moderator, or an interaction: A:B, or A*B for A, B and A:B. Repeated: all of them.",
      valueName: "term"))
  var moderators: [String] = []

  @Option(
    name: .customLong("factor"),
    help: ArgumentHelp("Moderator whose numbers are names of levels.", valueName: "column"))
  var factors: [String] = []

  @Option(
    name: .customLong("reference"),
    help: ArgumentHelp(
      "Level of a factor that the others are compared with [default: the first by the alphabet].",
      valueName: "column=level"),
    transform: Assignment.init(parsing:))
  var references: [Assignment] = []

  @Option(
    name: .customLong("center"),
    help: ArgumentHelp(
      "Moderator from which its mean, or a value, is subtracted.", valueName: "column[=value]"),
    transform: Center.init(parsing:))
  var centers: [Center] = []

  @Flag(name: .customLong("no-intercept"), help: "Leave out the intercept.")
  var noIntercept = false

  /// The request to the library.
  func request() throws(RegressionError) -> ModeratorRequest {
    try ModeratorRequest(
      moderators, factors: factors,
      references: references.map { .init(moderator: $0.name, level: $0.value) },
      centerings: centers.map { .init(moderator: $0.name, value: $0.value) }, hasIntercept: !noIntercept)
  }
}

/// The moderators of a regression and what is asked about them.
struct ModeratorOptions: ParsableArguments {
  @OptionGroup var terms: TermOptions

  @Option(
    name: .customLong("at"),
    help: ArgumentHelp(
      "Predict at these values, one for each moderator. Repeated: one prediction each.",
      valueName: "column=value,…"),
    transform: Assignments.init(parsing:))
  var predictions: [Assignments] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Permutation test: exact, or a number of random permutations.", valueName: "count|exact"),
    transform: PermutationCount.init(parsing:))
  var permutations: PermutationCount?

  @Option(
    name: .long, help: ArgumentHelp("Seed of random permutations [default: 1].", valueName: "number"))
  var seed: UInt64?

  /// Refuses options that would have no effect.
  func check() throws(Failure) {
    if seed != nil, permutations == nil { throw .usage("--seed belongs to --permutations") }
    if seed != nil, permutations?.size == .exact {
      throw .usage("--seed has no effect on --permutations exact, which makes all of them")
    }
  }

  /// The permutation test asked for.
  var permutationTest: PermutationTest? {
    permutations.map { PermutationTest($0.size, seed: seed ?? 1) }
  }
}

/// NAME=VALUE.
struct Assignment {
  let name: String
  let value: String

  init(parsing argument: String) throws {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
      throw ValidationError("a column and its value are written as COLUMN=VALUE")
    }
    (name, value) = (String(parts[0].drop { $0 == " " }), String(parts[1]))
  }
}

/// NAME=VALUE,NAME=VALUE.
struct Assignments {
  let values: [Assignment]

  init(parsing argument: String) throws {
    values = try argument.split(separator: ",", omittingEmptySubsequences: false).map {
      try Assignment(parsing: String($0))
    }
  }

  var settings: [RegressionPrediction.Setting] {
    values.map { .init(moderator: $0.name, value: $0.value) }
  }
}

/// NAME or NAME=NUMBER.
struct Center {
  let name: String
  let value: Double?

  init(parsing argument: String) throws {
    guard argument.contains("=") else {
      (name, value) = (argument, nil)
      return
    }
    let assignment = try Assignment(parsing: argument)
    guard let number = Double(assignment.value), number.isFinite else {
      throw ValidationError("a moderator is centered at its mean, COLUMN, or at a number, COLUMN=NUMBER")
    }
    (name, value) = (assignment.name, number)
  }
}

/// A number of permutations, or all.
struct PermutationCount {
  let size: PermutationTest.Size

  init(parsing argument: String) throws {
    if argument.lowercased() == "exact" {
      size = .exact
    } else if let count = Int(argument), (2...10_000_000).contains(count) {
      size = .random(count)
    } else {
      throw ValidationError("permutations are exact, or a number from 2 to 10000000")
    }
  }
}
