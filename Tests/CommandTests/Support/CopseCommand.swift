import Foundation
import Testing

/// What a run of the built command gave.
struct Run {
  let command: String
  let output: Data
  let errors: String
  let code: Int32

  /// The standard output as text.
  var text: String { String(decoding: output, as: UTF8.self) }

  /// The standard output as JSON.
  func json() throws -> JSON {
    do {
      return try JSONDecoder().decode(JSON.self, from: output)
    } catch {
      Issue.record("\(command) wrote no JSON: \(text.prefix(200)) \(errors)")
      throw error
    }
  }

  /// The standard output as CSV.
  func table() throws -> Table { try Table(text) }
}

/// The command as it stands in the build folder.
enum Command {
  struct NotBuilt: Error, CustomStringConvertible {
    let looked: [String]
    var description: String {
      "the command is not built; looked for \(looked.joined(separator: ", ")). Run: swift build --build-tests"
    }
  }

  /// The top of the repository.
  static let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The built `copse`: beside the test bundle, else in the usual build folders.
  static func executable() throws -> URL {
    let bundles = Bundle.allBundles.map(\.bundleURL).filter { $0.pathExtension == "xctest" }
    let besides =
      bundles + [Bundle.main.executableURL, URL(fileURLWithPath: CommandLine.arguments[0])].compactMap { $0 }
    let folders =
      besides.map { $0.deletingLastPathComponent() }
      + ["debug", "release"].map { repository.appendingPathComponent(".build/\($0)") }
    let candidates = folders.map { $0.appendingPathComponent("copse") }
    guard let found = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0.path) })
    else {
      throw NotBuilt(looked: candidates.map(\.path))
    }
    return found
  }

  /// Runs `copse` with these arguments.
  static func run(
    _ arguments: [String], input: Data? = nil, environment: [String: String] = [:], in folder: URL? = nil
  ) throws -> Run {
    try launch(
      try executable(), arguments, input: input, environment: environment, in: folder,
      shown: "copse " + arguments.joined(separator: " "))
  }

  /// Runs `copse` with these arguments and this text at the standard input.
  static func run(_ arguments: String, input: String? = nil, in folder: URL? = nil) throws -> Run {
    try run(
      arguments.split(separator: " ").map { String($0) }, input: input.map { Data($0.utf8) }, in: folder)
  }

  /// Runs a whole command line, as a user would type it into a shell.
  static func shell(_ line: String, in folder: URL? = nil) throws -> Run {
    let path = try executable().deletingLastPathComponent().path
    let system = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return try launch(
      URL(fileURLWithPath: "/bin/sh"), ["-c", line], input: nil, environment: ["PATH": path + ":" + system],
      in: folder, shown: line)
  }

  private static func launch(
    _ program: URL, _ arguments: [String], input: Data?, environment: [String: String], in folder: URL?,
    shown: String
  ) throws -> Run {
    let scratch = try Scratch()
    let (output, errors) = (try scratch.file("stdout", Data()), try scratch.file("stderr", Data()))
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder ?? scratch.folder
    var all = ProcessInfo.processInfo.environment
    all["SWIFT_BACKTRACE"] = "enable=no"
    process.environment = all.merging(environment) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: try scratch.file("stdin", input ?? Data()))
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit, "\(shown) crashed")
    return Run(
      command: shown, output: try Data(contentsOf: output),
      errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self), code: process.terminationStatus)
  }
}

/// A folder of its own for one test, removed with the value.
final class Scratch {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("copse-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// A file with these bytes in the folder.
  @discardableResult
  func file(_ name: String, _ bytes: Data) throws -> URL {
    let url = folder.appendingPathComponent(name)
    try bytes.write(to: url)
    return url
  }

  /// A file with this text in the folder.
  @discardableResult
  func file(_ name: String, _ text: String) throws -> URL { try file(name, Data(text.utf8)) }

  /// The names of all files in the folder.
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  /// The text of a file in the folder.
  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self)
  }
}
