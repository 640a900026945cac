import ArgumentParser
import MetaAnalysis

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How a job in blocks is shared out. None of these changes the result.
struct JobOptions: ParsableArguments {
  @Option(name: .long, help: "How many threads [default: the number of cores].")
  var threads: Int?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Do this part of the job alone and write its records to the file of -o, for copse merge.",
      valueName: "i/n"))
  var shard: Shard?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Take over the records in this file, which an interrupted run left, and do the rest.",
      valueName: "file"))
  var resume: String?

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads is 1 or more") }
  }

  /// Refuses the options where there is no job in blocks, for the reason given.
  func refuse(because reason: String) throws(Failure) {
    for (name, isGiven) in [
      ("--threads", threads != nil), ("--shard", shard != nil), ("--resume", resume != nil),
    ] where isGiven {
      throw .usage("\(name) has no effect: \(reason)")
    }
  }

  /// The number of threads: as asked for, or that of the machine's cores.
  var threadCount: Int { threads ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}

extension Shard: ExpressibleByArgument {
  /// Reads `I/N`.
  public init?(argument: String) { self.init(parsing: argument) }
}
