import Foundation
import Testing

/// A job that is stopped: what is left of it, and how it goes on.
@Suite("Interrupted jobs")
struct CancelTests {
  private static let words = ["sensitivity", "simulate", "bcg-vaccine", "--replications", "15000"]

  /// How a run that was sent a signal ended.
  struct Ending {
    let code: Int32
    let errors: String
    /// How many blocks are in the file that was left; nil without one.
    let blocks: Int?
  }

  /// Starts the command and sends it the signal after some time; the first time, of several, at which it was at work.
  private static func interrupted(
    _ arguments: [String], by number: Int32, leaving file: String, in scratch: Scratch
  ) throws -> Ending {
    // What this process ignores, or this thread blocks, the command would too.
    signal(number, SIG_DFL)
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, number)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    var last: Ending?
    for delay in [0.7, 0.3, 1.5, 3, 6] {
      let errors = try scratch.file("stderr", Data())
      let process = Process()
      process.executableURL = try Command.executable()
      process.arguments = arguments
      process.currentDirectoryURL = scratch.folder
      process.standardOutput = FileHandle.nullDevice
      process.standardError = try FileHandle(forWritingTo: errors)
      try process.run()
      Thread.sleep(forTimeInterval: delay)
      kill(process.processIdentifier, number)
      process.waitUntilExit()
      let text = try? scratch.text(file)
      let ending = Ending(
        code: process.terminationReason == .exit ? process.terminationStatus : -1,
        errors: try scratch.text("stderr"),
        blocks: text.map { $0.split(separator: "\n").count - 1 })
      last = ending
      if ending.code == 130, !ending.errors.contains(" 0 of ") { return ending }
    }
    throw Unexpected("the command was never at work when it was stopped: \(String(describing: last))")
  }

  @Test("a run that is stopped leaves its records, and goes on from them to the same result")
  func wholeJob() throws {
    let scratch = try Scratch()
    let words = Self.words + ["--threads", "1", "-o", "result.json"]
    let ending = try Self.interrupted(words, by: SIGINT, leaving: "result.json.partial", in: scratch)
    let blocks = try #require(ending.blocks)
    #expect((1..<60).contains(blocks))
    #expect(ending.errors.hasPrefix("copse: interrupted: \(blocks) of 60 blocks are done"))
    #expect(try scratch.names() == ["result.json.partial", "stderr"])
    let header = try JSONDecoder().decode(
      JSON.self, from: Data(scratch.text("result.json.partial").split(separator: "\n")[0].utf8))
    #expect(header["complete"] == .bool(false))

    let merged = try Command.run("merge result.json.partial", in: scratch.folder)
    #expect(merged.code == 65)
    #expect(merged.errors.contains("result.json.partial was interrupted"))
    #expect(merged.errors.contains("\(60 - blocks) of 60 blocks are missing"))

    let other = Self.words + ["--seed", "2", "--resume", "result.json.partial"]
    let refused = try Command.run(other, in: scratch.folder)
    #expect(refused.code == 65 && refused.errors.contains("made by another command"))

    let line = try #require(ending.errors.split(separator: "\n").last)
    let resumed = try Command.shell(String(line), in: scratch.folder)
    #expect(resumed.code == 0, "\(line): \(resumed.errors)")
    let single = try Command.run(Self.words + ["-o", "single.json"], in: scratch.folder)
    #expect(single.code == 0)
    #expect(try scratch.text("result.json") == scratch.text("single.json"))
  }

  @Test("a part that is stopped as by a scheduler is an incomplete part, and is completed in its place")
  func part() throws {
    let scratch = try Scratch()
    let words = Self.words + ["--threads", "1", "--shard", "2/2", "-o", "2.shard"]
    let ending = try Self.interrupted(words, by: SIGTERM, leaving: "2.shard", in: scratch)
    let blocks = try #require(ending.blocks)
    #expect((1..<30).contains(blocks))
    #expect(ending.errors.contains("\(blocks) of 30 blocks are done and kept in 2.shard"))
    let resumed = try Command.run(words + ["--resume", "2.shard"], in: scratch.folder)
    #expect(resumed.code == 0, "\(resumed.errors)")
    let again = try Command.run(Self.words + ["--shard", "2/2", "-o", "again.shard"], in: scratch.folder)
    #expect(again.code == 0)
    #expect(try scratch.text("2.shard") == scratch.text("again.shard"))
  }

  @Test("a run without a file leaves none, and says so")
  func withoutFile() throws {
    let scratch = try Scratch()
    let ending = try Self.interrupted(Self.words, by: SIGINT, leaving: "none", in: scratch)
    #expect(ending.errors.contains("are done and lost; with -o FILE"))
    #expect(try scratch.names() == ["stderr"])
  }
}
