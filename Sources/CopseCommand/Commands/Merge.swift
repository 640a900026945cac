import ArgumentParser
import MetaAnalysis

/// `copse merge`.
struct Merge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "The result of a job whose parts were done apart, with --shard.",
    usage: "copse merge [<options>] <shards> ...",
    discussion: """
      The parts are files of records, in any order. The result is that of the same command without --shard, byte \
      by byte; the data are read again, and must be the same. Where parts are missing, the commands that make them \
      are printed.

      EXAMPLES
        copse sensitivity simulate bcg-vaccine --shard 1/2 -o 1.shard && \\
          copse sensitivity simulate bcg-vaccine --shard 2/2 -o 2.shard && \\
          copse merge 1.shard 2.shard
      """)

  @Argument(help: ArgumentHelp("Files of records, written with --shard.", valueName: "shards"))
  var files: [String]

  @Option(
    name: .long,
    help: ArgumentHelp("Where the data are now, if not where the command says.", valueName: "file"))
  var data: String?

  @OptionGroup(title: "Output") var output: OutputOptions

  @OptionGroup(title: "Figure") var look: LookOptions
  @Option(
    name: .customLong("figure-data"),
    help: ArgumentHelp("Folder for the rows from which the figure is drawn, as CSV.", valueName: "folder"))
  var folder: String?

  func run() throws {
    try reportingFailures {
      let picture = try picture()
      let form = try output.form(standard: .table, picture)
      try output.refuseImpossible(form)
      var parts: [(name: String, file: ShardFile)] = []
      for name in files { parts.append((name, try ShardFile(reading: name))) }
      let joined = try Self.joined(parts)
      var command = try Self.command(joined.header)
      if command.dataFile == "-", data == nil {
        throw Failure.usage("the data came from the standard input; say with --data where they are")
      }
      let isStrict = output.strict || command.output.strict
      command.output = output
      command.output.strict = isStrict
      if let data { command.dataFile = data }
      guard command.drawing != nil || !(form.isPicture || folder != nil) else {
        throw Failure.usage("the result of this \(joined.header.job) job has no figure")
      }
      command.drawing = picture
      try command.finish(joined)
    }
  }

  /// How the figure is drawn: `--data` has another meaning here.
  private func picture() throws -> PictureOptions {
    var picture = try PictureOptions.parse([])
    picture.look = look
    picture.folder = folder
    return picture
  }

  /// The parts together; ends the run where a block is missing.
  private static func joined(_ parts: [(name: String, file: ShardFile)]) throws(Failure) -> JoinedShards {
    let joined: JoinedShards
    do {
      joined = try JoinedShards(parts)
    } catch {
      throw .data("copse: error: \(error)")
    }
    guard joined.header.version == Copse.version else {
      throw .data(
        "copse: error: these files were made by version \(joined.header.version) of copse, and this is"
          + " \(Copse.version)")
    }
    let missing = joined.missing
    guard missing.isEmpty else {
      let lines = missing.map { line(for: $0.shard, lacking: $0.blocks, joined.header, parts) }
      throw .data("copse: error: the job is not complete\n" + lines.joined(separator: "\n"))
    }
    return joined
  }

  /// What one part lacks, and the command that makes it.
  private static func line(
    for shard: Shard, lacking blocks: [Int], _ header: ShardHeader,
    _ parts: [(name: String, file: ShardFile)]
  ) -> String {
    let partial = parts.first { $0.file.header.shard == shard && !$0.file.header.isComplete }
    let all = shard.blocks(of: header.blockCount).count
    var options = shard == .whole ? ["-o", "FILE"] : ["--shard", "\(shard)", "-o", "FILE"]
    if let partial { options += ["--resume", partial.name] }
    let what = partial.map { "\($0.name) was interrupted" } ?? "it is in none of the files"
    return "  shard \(shard): \(blocks.count) of \(all) blocks are missing; \(what). Make it with\n"
      + "    \(JobWords.line(header.command, adding: options))"
  }

  /// The command of the files.
  private static func command(_ header: ShardHeader) throws -> any BlockCommand {
    if let command = try? Copse.parseAsRoot(header.command) as? any BlockCommand,
      type(of: command).jobName == header.job
    {
      return command
    }
    throw Failure.data(
      "copse: error: the files name no command with a job in blocks: \(JobWords.line(header.command, adding: []))"
    )
  }
}
