import ArgumentParser
import MetaAnalysis

/// A subcommand whose work is a job in blocks, which can be shared out among threads and machines.
///
/// The result is made from the records of all blocks and from nothing else that is computed, so that `copse merge` can
/// make it from files of records.
protocol BlockCommand: ReportedCommand {
  associatedtype Job: BlockJob where Job.Record: Codable

  /// The name of the job in files of records.
  static var jobName: String { get }
  /// How it is shared out.
  var jobs: JobOptions { get }
  /// How the figure of the result is drawn; nil where it has none.
  var drawing: PictureOptions? { get set }
  /// Where the result goes.
  var output: OutputOptions { get set }
  /// DATA.
  var dataFile: String { get set }

  /// Reads the data and sets up the job, without doing any of it.
  func plan() throws -> JobPlan<Job>
}

/// A job that is ready to be done.
struct JobPlan<Job: BlockJob> where Job.Record: Codable {
  let job: Job
  /// What is done, for the line that shows how far it is; "blocks" of it.
  var unit = "blocks"
  /// What was read: the data, then other files on which the records depend.
  let inputs: [Input]
  /// The result that the records of all blocks, in order, make.
  let finish: ([Job.Record], Provenance) throws -> Presented
}

extension BlockCommand {
  var drawing: PictureOptions? {
    get { nil }
    set {}
  }

  func presented() throws -> Presented { try presentedJob() }

  /// Does the whole job and makes its result, which is not written.
  func presentedJob() throws -> Presented {
    guard jobs.shard == nil, jobs.resume == nil else {
      throw Failure.usage("--shard and --resume have no place in a report, which does the whole job")
    }
    let ready = try plan()
    let run = JobRun(self, ready, words: JobWords.current)
    var records = [Job.Record?](repeating: nil, count: ready.job.blockCount)
    guard run.fill(&records, threads: jobs.threadCount) else { throw try run.interrupted(records) }
    return try run.finish(records.compactMap { $0 })
  }

  /// Does the job as the options say: all of it and then the result, or one part of it.
  func runJob() throws {
    guard jobs.shard == nil || output.output != nil else {
      throw Failure.usage("--shard writes the records of its part to a file; name it with -o")
    }
    guard jobs.shard == nil || output.format == nil else {
      throw Failure.usage(
        "--format has no place with --shard: the form of the result is chosen in copse merge")
    }
    if jobs.shard == nil {
      try output.refuseImpossible(try output.form(standard: .table, drawing))
    } else {
      try refusePicture()
      if let file = output.output { try Output.refuseUnwritable(file) }
    }
    let ready = try plan()
    guard ready.job.blockCount <= ShardHeader.mostBlocks else {
      throw Failure.usage(
        "the job has \(ready.job.blockCount) \(ready.unit), and at most \(ShardHeader.mostBlocks) are possible; ask for"
          + " less")
    }
    let run = JobRun(self, ready, words: JobWords.ofThisRun)
    var records = try run.resumed(jobs.resume)
    let isComplete = run.fill(&records, threads: jobs.threadCount)
    guard isComplete else { throw try run.interrupted(records) }
    if jobs.shard == nil {
      try write(try run.finish(records.compactMap { $0 }))
    } else if let file = output.output {
      try run.write(records, to: file, isComplete: true)
    }
  }

  /// Makes the result from files of records instead of doing the job.
  ///
  /// - Parameter joined: the records of all blocks.
  func finish(_ joined: JoinedShards) throws {
    let ready = try JobWords.$joined.withValue(joined.header.command) { try self.plan() }
    let run = JobRun(self, ready, words: joined.header.command)
    if let difference = joined.header.difference(from: run.header(isComplete: true)) {
      throw Failure.data("copse: error: the job of these files \(difference)")
    }
    let result = try run.finish(
      joined.records.enumerated().map { try run.decoded($1, block: $0, file: "the files") },
      file: joined.header.inputs[0].file)
    try write(result)
  }

  /// Writes the result in the form asked for.
  func write(_ result: Presented) throws {
    try output.write(result, as: try output.form(standard: .table, drawing), drawing)
  }

  /// Ends the run where one part of the job should make a figure, which is of all parts.
  private func refusePicture() throws(Failure) {
    let words = drawing?.words ?? []
    let ending = output.output.flatMap { PictureForm(ending: $0) == nil ? nil : "-o \($0)" }
    if let option = ending ?? words.first {
      throw .usage(
        "\(option) has no place with --shard: one part of a job has no figure; its file holds records, from which"
          + " copse merge draws")
    }
  }
}

extension Output {
  /// Ends the run where a file could not be written in the end, before the work is done.
  static func refuseUnwritable(_ place: String) throws(Failure) {
    var trial = Output()
    try trial.stage("", for: place)
    trial.discard()
  }
}
