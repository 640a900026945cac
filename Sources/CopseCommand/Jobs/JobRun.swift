import MetaAnalysis

/// One run of a job in blocks: what is known of it, and its records as files.
struct JobRun<Command: BlockCommand> {
  typealias Record = Command.Job.Record

  private let command: Command
  private let plan: JobPlan<Command.Job>
  /// The words that say which job it is.
  private let words: [String]

  init(_ command: Command, _ plan: JobPlan<Command.Job>, words: [String]) {
    self.command = command
    self.plan = plan
    self.words = words
  }

  private var shard: Shard { command.jobs.shard ?? .whole }
  private var blocks: Range<Int> { shard.blocks(of: plan.job.blockCount) }

  /// What a file of this run's records says of it.
  func header(isComplete: Bool) -> ShardHeader {
    ShardHeader(
      job: Command.jobName, version: Copse.version, command: words,
      inputs: plan.inputs.map { .init(file: $0.name, sha256: $0.sha256) }, blockCount: plan.job.blockCount,
      shard: shard, isComplete: isComplete)
  }

  /// A place for the record of each block, filled with those that an earlier run left.
  func resumed(_ file: String?) throws -> [Record?] {
    var records = [Record?](repeating: nil, count: plan.job.blockCount)
    guard let file else { return records }
    let earlier = try ShardFile(reading: file)
    if let difference = earlier.header.difference(from: header(isComplete: true)) {
      throw Failure.data("copse: error: \(file) cannot be resumed by this command: it \(difference)")
    }
    for entry in earlier.entries {
      records[entry.block] = try decoded(entry.record, block: entry.block, file: file)
    }
    return records
  }

  /// The record that stands in a file.
  func decoded(_ record: JSONValue?, block: Int, file: String) throws -> Record {
    do {
      guard let record else { throw Failure.data("copse: error: block \(block) is missing in \(file)") }
      let decoded = try record.decoded(as: Record.self)
      guard plan.job.accepts(decoded, ofBlock: block) else {
        throw Failure.data(
          "copse: error: block \(block) in \(file) is no record of this \(Command.jobName) job; it was changed"
        )
      }
      return decoded
    } catch let error as DecodingError {
      throw Failure.data(
        "copse: error: block \(block) in \(file) is no record of \(Command.jobName): \(error)")
    }
  }

  /// Does the blocks of this part that are not there; false where it was interrupted before the end.
  func fill(_ records: inout [Record?], threads: Int) -> Bool {
    let interruption = Interruption()
    let progress = ProgressLine(plan.unit)
    defer {
      progress.clear()
      withExtendedLifetime(interruption) {}
    }
    let todo = blocks.filter { records[$0] == nil }
    var start = todo.startIndex
    while start < todo.endIndex {
      // Blocks that follow each other, one run of the job for each such stretch.
      let end = (start..<todo.endIndex).first { todo[$0] - todo[start] != $0 - start } ?? todo.endIndex
      let isComplete = plan.job.run(
        blocks: todo[start]..<todo[end - 1] + 1, threads: threads,
        isCancelled: { Interruption.isRequested }, afterWave: { progress.show(start + $0, of: todo.count) }
      ) { block, record in records[block] = record }
      guard isComplete else { return false }
      start = end
    }
    return true
  }

  /// The result.
  ///
  /// - Parameters:
  ///   - records: the records of all blocks.
  ///   - file: what the data were called; by default as they are called now.
  func finish(_ records: [Record], file: String? = nil) throws -> Presented {
    let data = plan.inputs[0]
    let provenance = Provenance(
      version: Copse.version, command: ["copse"] + words, file: file ?? data.name, sha256: data.sha256)
    return try plan.finish(records, provenance)
  }

  /// Writes the records of this part that are there.
  func write(_ records: [Record?], to file: String, isComplete: Bool) throws {
    let entries = try blocks.compactMap { block in
      try records[block].map { ShardFile.Entry(block: block, record: try JSONValue(encoding: $0)) }
    }
    var files = Output()
    try files.stage(ShardFile(header(isComplete: isComplete), entries: entries).text, for: file)
    try files.commit()
  }

  /// Keeps what was done before the interruption, and says where and how to go on.
  func interrupted(_ records: [Record?]) throws -> Failure {
    let done = blocks.count { records[$0] != nil }
    let state = "interrupted: \(done) of \(blocks.count) blocks are done"
    guard let output = command.output.output else {
      return .interrupted("\(state) and lost; with -o FILE an interrupted run keeps them in FILE.partial")
    }
    let file = command.jobs.shard == nil ? output + ".partial" : output
    try write(records, to: file, isComplete: false)
    var options = ["-o", output, "--resume", file]
    options += command.drawing?.words ?? []
    if let format = command.output.format { options += ["--format", format.rawValue] }
    if let shard = command.jobs.shard { options += ["--shard", "\(shard)"] }
    if let threads = command.jobs.threads { options += ["--threads", "\(threads)"] }
    return .interrupted(
      "\(state) and kept in \(file); go on with\n  \(JobWords.line(words, adding: options))")
  }
}

extension ShardFile {
  /// Reads a file of records.
  init(reading file: String) throws(Failure) {
    let bytes = try Input(file).bytes
    do {
      try self.init(parsing: bytes)
    } catch {
      throw .data("copse: error: \(file) holds no records of a job: \(error)")
    }
  }
}
