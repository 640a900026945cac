import ArgumentParser

/// In which form a result is written.
enum Format: String, CaseIterable, ExpressibleByArgument {
  case table
  case csv
  case json
  case markdown

  init?(argument: String) {
    self.init(rawValue: argument.lowercased())
  }

  /// The form that belongs to the ending of a file's name.
  init?(ending file: String) {
    guard let dot = file.lastIndex(of: ".") else { return nil }
    switch file[dot...].lowercased() {
    case ".csv": self = .csv
    case ".json": self = .json
    case ".md", ".markdown": self = .markdown
    case ".txt": self = .table
    default: return nil
    }
  }
}

/// Where a result goes, and in which form.
struct OutputOptions: ParsableArguments {
  @Option(name: .long, help: "How the result is written.")
  var format: Format?

  @Option(
    name: [.customShort("o"), .long],
    help: """
      Write to this file, in the form of its ending: .csv, .json, .md or .txt; a figure: .svg, .pdf, .png or .html.
      """)
  var output: String?

  @Flag(name: .long, help: "Take warnings for errors (exit code 65).")
  var strict = false

  func validate() throws {
    guard output != "-" else {
      throw ValidationError("without -o the result goes to the standard output; leave -o - out")
    }
  }

  /// The form asked for, by name or by the ending of the file, or `standard`.
  func format(standard: Format) throws(Failure) -> Format {
    if let format { return format }
    guard let output else { return standard }
    guard let format = Format(ending: output) else {
      guard PictureForm(ending: output) == nil else {
        throw .usage(
          "this command draws no picture; write .csv, .json, .md or .txt, and see copse forest and copse plot for"
            + " figures")
      }
      throw .usage(
        "the ending of \(output) names no form; use .csv, .json, .md or .txt, or say which with --format")
    }
    return format
  }

  /// Writes the result to the file or to the standard output, together with files that are staged already.
  func write(_ text: String, with files: Output = Output()) throws(Failure) {
    try write(Array(text.utf8), with: files)
  }

  /// Writes the result to the file or to the standard output, together with files that are staged already.
  func write(_ bytes: [UInt8], with files: Output = Output()) throws(Failure) {
    var files = files
    if let output { try files.stage(bytes, for: output) }
    try files.commit()
    if output == nil { try Output.print(bytes) }
  }
}
