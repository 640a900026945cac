import Foundation
import Testing

/// The command lines that the help and the data packages show, run as they stand.
@Suite("Examples")
struct ExampleTests {
  static let subcommands = ["check", "effects", "pool", "forest", "regress", "bias", "reproduce", "datasets"]

  /// The command lines under EXAMPLES in a help text; a backslash at the end continues a line.
  private static func examples(in help: String) -> [String] {
    var lines: [String] = []
    var isInside = false
    for line in help.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "EXAMPLES" {
        isInside = true
      } else if isInside, line.hasPrefix("  ") {
        if let last = lines.last, last.hasSuffix("\\") {
          lines[lines.count - 1] = last + "\n" + line
        } else {
          lines.append(line.trimmingCharacters(in: .whitespaces))
        }
      } else {
        isInside = false
      }
    }
    return lines
  }

  private static func isDone(_ run: Run) {
    #expect(run.code == 0, "\(run.command): \(run.errors)")
    #expect(!run.output.isEmpty || run.command.contains(" -o "), "\(run.command) printed nothing")
  }

  @Test("every example of the help runs", arguments: [""] + subcommands)
  func help(subcommand: String) throws {
    let help = try Command.run("help \(subcommand)")
    #expect(help.code == 0)
    let examples = Self.examples(in: help.text)
    try #require(!examples.isEmpty)
    for example in examples {
      #expect(example.hasPrefix("copse "))
      let scratch = try Scratch()
      let run = try Command.shell(example, in: scratch.folder)
      Self.isDone(run)
      if example.contains(" -o ") { #expect(try scratch.names().count == 1) }
    }
  }

  static let nested = [
    "survival at", "survival curve", "survival hr", "survival median", "survival recurrence",
    "survival reconstruct", "sensitivity leave-one-out", "sensitivity cumulative", "sensitivity influence",
    "sensitivity baujat", "sensitivity gosh", "sensitivity multiverse", "sensitivity simulate", "merge",
    "plot funnel", "plot radial", "plot labbe", "plot drapery",
  ]

  /// Examples on a file of the reader's own cannot run here.
  @Test("every example of a nested command's help that names bundled data runs", arguments: nested)
  func nestedHelp(subcommand: String) throws {
    let help = try Command.run("help \(subcommand)")
    #expect(help.code == 0)
    let examples = Self.examples(in: help.text)
    try #require(!examples.isEmpty)
    for example in examples {
      #expect(example.hasPrefix("copse \(subcommand) ") || subcommand == "merge")
      let words = example.split(whereSeparator: \.isWhitespace)
      if words[subcommand.split(separator: " ").count + 1].hasSuffix(".csv") { continue }
      let scratch = try Scratch()
      Self.isDone(try Command.shell(example, in: scratch.folder))
    }
    for line in help.text.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
  }

  @Test("copse alone, -h and help show the same page; a subcommand's help names its options")
  func helpPages() throws {
    let alone = try Command.run("")
    #expect(alone.code == 0)
    #expect(try alone.text == Command.run("--help").text)
    #expect(try alone.text == Command.run("help").text)
    for subcommand in Self.subcommands { #expect(alone.text.contains("  \(subcommand) ")) }
    for line in ["65  the data are wrong", "66  there is no such input", "73  the output cannot be written"] {
      #expect(alone.text.contains(line))
    }
    let pool = try Command.run("help pool").text
    #expect(try pool == Command.run("pool --help").text)
    for word in [
      "--measure", "--tau2", "REML, DL, HE", "--prediction", "--where", "-o, --output", "--strict",
    ] {
      #expect(pool.contains(word), "\(word)")
    }
  }

  @Test("no line of any help is wider than a terminal of 80 columns", arguments: [""] + subcommands)
  func width(subcommand: String) throws {
    for line in try Command.run("help \(subcommand)").text.split(separator: "\n") {
      #expect(line.count <= 80, "\(line)")
    }
  }

  /// The commands of all data packages.
  static func packageExamples() throws -> [String] {
    let datasets = Command.repository.appendingPathComponent("Datasets")
    let names = try FileManager.default.contentsOfDirectory(atPath: datasets.path).sorted()
    return try names.flatMap { name -> [String] in
      let file = datasets.appendingPathComponent(name).appendingPathComponent("datapackage.json")
      guard let bytes = try? Data(contentsOf: file) else { return [] }
      return try JSONDecoder().decode(JSON.self, from: bytes).items("examples").map {
        try $0.string("command")
      }
    }
  }

  @Test("every example of every data package runs and prints")
  func packages() throws {
    let examples = try Self.packageExamples()
    #expect(examples.count >= 60)
    for example in examples { Self.isDone(try Command.shell(example)) }
  }

  @Test("copse datasets lists every folder of Datasets, and its page shows the package's examples")
  func datasets() throws {
    let folder = Command.repository.appendingPathComponent("Datasets")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      FileManager.default.fileExists(atPath: folder.appendingPathComponent($0 + "/datapackage.json").path)
    }
    let table = try Command.run("datasets --format csv").table()
    #expect(Set(table.rows.compactMap { $0["name"] }) == Set(names))
    #expect(table.columns == ["name", "rows", "title", "example"])
    for row in table.rows { #expect(try row.number("rows") > 3) }
    let page = try Command.run("datasets bcg-vaccine").text
    for example in try Self.packageExamples() where example.contains(" bcg-vaccine ") {
      #expect(page.contains(example))
    }
    let bytes = try Command.run("datasets bcg-vaccine --data").output
    #expect(try bytes == Data(contentsOf: folder.appendingPathComponent("bcg-vaccine/data.csv")))
  }
}
