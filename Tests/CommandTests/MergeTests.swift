import Foundation
import Testing

/// Jobs in parts: what `copse merge` makes of them, and what it refuses.
@Suite("Jobs in parts")
struct MergeTests {
  /// A job of five blocks on a file of its own.
  static let words = ["sensitivity", "simulate", "trials.csv", "--replications", "1100", "--tau2", "DL"]
  static let csv = "study,yi,vi\na,0.1,0.02\nb,-0.3,0.05\nc,0.4,0.01\nd,0.2,0.3\n"

  /// A folder with the data and the parts of the job.
  private static func parts(_ count: Int, of words: [String] = words) throws -> (Scratch, [String]) {
    let scratch = try Scratch()
    try scratch.file("trials.csv", csv)
    let names = (1...count).map { "\($0).shard" }
    for (index, name) in names.enumerated() {
      let run = try Command.run(
        words + ["--shard", "\(index + 1)/\(count)", "-o", name], in: scratch.folder)
      #expect(run.code == 0 && run.text.isEmpty && run.errors.isEmpty, "\(run.errors)")
    }
    return (scratch, names)
  }

  private static func fails(_ run: Run, _ code: Int32 = 65, _ parts: String...) {
    #expect(run.code == code, "\(run.command): \(run.errors)")
    #expect(run.text.isEmpty)
    for part in parts { #expect(run.errors.contains(part), "\(run.errors) has no \(part)") }
  }

  @Test("parts in any order, merged in any form, are the single run byte by byte", arguments: [1, 3, 8])
  func bytes(_ count: Int) throws {
    let (scratch, names) = try Self.parts(count)
    for format in ["table", "csv", "json", "markdown"] {
      let single = try Command.run(Self.words + ["--format", format], in: scratch.folder)
      #expect(single.code == 0)
      for threads in ["1", "2"] {
        let run = try Command.run(
          Self.words + ["--threads", threads, "--format", format], in: scratch.folder)
        #expect(run.output == single.output)
      }
      for order in [names, names.reversed(), names + names] {
        let merged = try Command.run(["merge"] + order + ["--format", format], in: scratch.folder)
        #expect(merged.code == 0, "\(merged.errors)")
        #expect(merged.output == single.output && merged.errors == single.errors)
      }
    }
    #expect(try Command.run(["merge"] + names + ["-o", "merged.json"], in: scratch.folder).code == 0)
    #expect(try Command.run(Self.words + ["-o", "single.json"], in: scratch.folder).code == 0)
    #expect(try scratch.text("merged.json") == scratch.text("single.json"))
    let json = try Command.run(["merge"] + names + ["--format", "json"], in: scratch.folder).json()
    #expect(json["command"] == .array((["copse"] + Self.words).map { .string($0) }))
  }

  @Test("a missing part is named with the command that makes it, which then completes the job")
  func missing() throws {
    let (scratch, names) = try Self.parts(4)
    let without = [names[0], names[3]]
    let run = try Command.run(["merge"] + without, in: scratch.folder)
    let command = "copse sensitivity simulate trials.csv --replications 1100 --tau2 DL --shard 2/4 -o FILE"
    Self.fails(run, 65, "shard 2/4: 1 of 1 blocks are missing", command, "shard 3/4")
    let made = try Command.shell(command, in: scratch.folder)
    #expect(made.code == 0)
    #expect(try scratch.text("FILE") == scratch.text("2.shard"))
  }

  @Test("data that changed are refused; data that moved are found with --data")
  func data() throws {
    let (scratch, names) = try Self.parts(2)
    let single = try Command.run(Self.words + ["--format", "json"], in: scratch.folder)
    try scratch.file("moved.csv", Self.csv)
    try scratch.file("trials.csv", Self.csv.replacing("0.02", with: "0.03"))
    Self.fails(try Command.run(["merge"] + names, in: scratch.folder), 65, "was made from other data")
    let moved = ["merge"] + names + ["--data", "moved.csv", "--format", "json"]
    #expect(try Command.run(moved, in: scratch.folder).output == single.output)
    try FileManager.default.removeItem(at: scratch.folder.appending(path: "trials.csv"))
    Self.fails(try Command.run(["merge"] + names, in: scratch.folder), 66, "there is no file trials.csv")
    let piped = ["merge"] + names + ["--data", "-", "--format", "json"]
    #expect(
      try Command.run(piped, input: Data(Self.csv.utf8), in: scratch.folder).output == single.output)
  }

  @Test("data from the standard input must be given again")
  func standardInput() throws {
    let scratch = try Scratch()
    let words = ["sensitivity", "simulate", "-", "--replications", "300"]
    let part = words + ["--shard", "1/1", "-o", "1.shard"]
    #expect(try Command.run(part, input: Data(Self.csv.utf8), in: scratch.folder).code == 0)
    Self.fails(try Command.run("merge 1.shard", in: scratch.folder), 64, "say with --data where they are")
    try scratch.file("trials.csv", Self.csv)
    let single = try Command.run(words, input: Data(Self.csv.utf8))
    #expect(try Command.run("merge 1.shard --data trials.csv", in: scratch.folder).output == single.output)
  }

  @Test("parts that do not go together are refused")
  func refused() throws {
    let (scratch, names) = try Self.parts(2)
    let text = try scratch.text("2.shard")
    try scratch.file("version.shard", text.replacing("\"version\":\"", with: "\"version\":\"0.0."))
    Self.fails(
      try Command.run("merge 1.shard version.shard", in: scratch.folder), 65, "made by another version")
    try scratch.file(
      "1v.shard", scratch.text("1.shard").replacing("\"version\":\"", with: "\"version\":\"0.0."))
    Self.fails(
      try Command.run("merge 1v.shard version.shard", in: scratch.folder), 65, "made by version 0.0.")
    try scratch.file("changed.shard", text.replacing("\"count\":250", with: "\"count\":251"))
    Self.fails(
      try Command.run("merge 1.shard 2.shard changed.shard", in: scratch.folder), 65,
      "differs between 2.shard and changed.shard")
    try scratch.file("record.shard", text.replacing("\"failures\"", with: "\"failings\""))
    Self.fails(
      try Command.run("merge 1.shard record.shard", in: scratch.folder), 65, "is no record of simulate")
    try scratch.file("cut.shard", String(text.dropLast(30)))
    Self.fails(try Command.run("merge 1.shard cut.shard", in: scratch.folder), 65, "cut.shard", "cut off")
    Self.fails(try Command.run("merge trials.csv", in: scratch.folder), 65, "holds no records of a job")
    Self.fails(try Command.run("merge nothing.shard", in: scratch.folder), 66, "nothing.shard")
    let other = Self.words + ["--seed", "2", "--shard", "2/2", "-o", "other.shard"]
    #expect(try Command.run(other, in: scratch.folder).code == 0)
    Self.fails(
      try Command.run(["merge", names[0], "other.shard"], in: scratch.folder), 65, "made by another command")
    for name in names {
      try scratch.file(name, scratch.text(name).replacing("\"simulate\",\"trials", with: "\"gone\",\"trials"))
    }
    Self.fails(try Command.run(["merge"] + names, in: scratch.folder), 65, "name no command with a job")
  }

  @Test("options that do not go with a part are refused, before any work")
  func options() throws {
    let scratch = try Scratch()
    try scratch.file("trials.csv", Self.csv)
    let long = ["sensitivity", "simulate", "trials.csv", "--replications", "100000000"]
    for (options, code, part): ([String], Int32, String) in [
      (["--shard", "1/2"], 64, "name it with -o"),
      (["--shard", "1/2", "-o", "x", "--format", "json"], 64, "copse merge"),
      (["--shard", "3/2", "-o", "x"], 64, "--shard"), (["--threads", "0"], 64, "--threads is 1 or more"),
      (["-o", "no/such/folder.json"], 73, "no/such/folder.json cannot be written"),
      (["-o", "x.pdf"], 64, "draws no picture"),
      (["--resume", "trials.csv", "-o", "x.json"], 65, "holds no records"),
    ] {
      Self.fails(try Command.run(long + options, in: scratch.folder), code, part)
    }
    #expect(try scratch.names() == ["trials.csv"])
  }

  @Test("--strict holds in the merged run, whether asked for there or before")
  func strict() throws {
    let two = "study,yi,vi\na,0.1,0.02\nb,-0.3,0.05\n"
    for strictPart in [[], ["--strict"]] {
      let scratch = try Scratch()
      try scratch.file("trials.csv", two)
      let part = Self.words + strictPart + ["--shard", "1/1", "-o", "1.shard"]
      #expect(try Command.run(part, in: scratch.folder).code == 0)
      let merge = ["merge", "1.shard"] + (strictPart.isEmpty ? ["--strict"] : [])
      Self.fails(try Command.run(merge, in: scratch.folder), 65)
    }
  }

  @Test("words with spaces and quotes come back as they were")
  func quoting() throws {
    let scratch = try Scratch()
    try scratch.file(
      "it's here.csv", Self.csv.replacing("study,", with: "a study,").replacing("vi", with: "vi"))
    let words = ["sensitivity", "simulate", "it's here.csv", "--study", "a study", "--replications", "600"]
    let part = words + ["--shard", "1/2", "-o", "1.shard"]
    #expect(try Command.run(part, in: scratch.folder).code == 0)
    let run = try Command.run("merge 1.shard", in: scratch.folder)
    let line = try #require(run.errors.split(separator: "\n").first { $0.contains("--shard 2/2") })
    #expect(try Command.shell(String(line), in: scratch.folder).code == 0)
    let merged = try Command.run("merge 1.shard FILE", in: scratch.folder)
    #expect(merged.code == 0, "\(merged.errors)")
    #expect(try merged.output == Command.run(words, in: scratch.folder).output)
  }

  @Test("the examples of the help run")
  func examples() throws {
    for page in ["help merge", "help sensitivity simulate"] {
      let help = try Command.run(page).text
      let start = try #require(help.range(of: "EXAMPLES\n"))
      let examples = help[start.upperBound...].components(separatedBy: "\n\n")[0]
      #expect(examples.contains("copse "))
      #expect(help.split(separator: "\n").allSatisfy { $0.count <= 80 })
      let scratch = try Scratch()
      let run = try Command.shell("set -e\n" + examples, in: scratch.folder)
      #expect(run.code == 0, "\(run.errors)")
      #expect(!run.output.isEmpty)
    }
  }
}
