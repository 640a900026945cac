import Figures

/// Where a result comes from: the program, the command and the data.
public struct Provenance: Sendable, Equatable {
  /// The version of the program.
  public var version: String
  /// The command line, word by word.
  public var command: [String]
  /// The name of the data.
  public var file: String
  /// The SHA-256 hash of the data, in hexadecimal.
  public var sha256: String

  /// Describes a run.
  public init(version: String, command: [String], file: String, sha256: String) {
    self.version = version
    self.command = command
    self.file = file
    self.sha256 = sha256
  }

  /// The keys `tool`, `command` and `input`.
  var members: [JSONValue.Member] {
    [
      .init(
        "tool", .object([.init("name", .string("copse")), .init("version", .string(version))])),
      .init("command", .array(command.map { .string($0) })),
      .init(
        "input", .object([.init("file", .string(file)), .init("sha256", .string(sha256))])),
    ]
  }
}
