import Figures

/// The defaults of another program that a result was computed with.
public struct AppliedPreset: Sendable, Equatable {
  /// Its name on the command line.
  public let name: String
  /// The program and its version.
  public let program: String
  /// What it set, as options of the command; what was asked for by hand is not among them.
  public let sets: [String]

  /// A record of what a preset set.
  public init(name: String, program: String, sets: [String]) {
    self.name = name
    self.program = program
    self.sets = sets
  }

  /// In words, for the choices of a printed result and for notes.
  public var words: String {
    "\(name) (\(program)), which set \(sets.isEmpty ? "nothing here" : sets.joined(separator: ", "))"
  }

  /// The value of the key `like`.
  var json: JSONValue {
    .object([
      .init("name", .string(name)), .init("program", .string(program)),
      .init("sets", .array(sets.map { .string($0) })),
    ])
  }
}
