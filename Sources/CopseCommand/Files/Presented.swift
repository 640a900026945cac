import ArgumentParser
import MetaAnalysis

/// A result ready to be written in whichever form is asked for; what is not asked for is not made.
struct Presented {
  let text: () throws -> String
  let markdown: () throws -> String
  let csv: () throws -> String
  let document: () throws -> JSONValue
  /// The figure; nil for a result that has none.
  var figure: (() throws -> Figure)?
  /// Tables that `--data` writes beside the rows of the figure.
  var tables: () -> [(name: String, table: ResultTable)] = { [] }
  /// Files that options of the command name, each with its text, written together with the result.
  var files: [(path: String, text: String)] = []
  /// What goes to the standard error beside CSV and pictures, which do not say it.
  var remarks: () -> Void = {}
  /// Whether table, Markdown and JSON say what the remarks do.
  var textHasRemarks = true
  /// The parts of the text, for a report; nil where it is not made of such.
  var sections: (() -> [ReportSection])?
  /// What is unwise, for a report.
  var warnings: [AnalysisWarning] = []
  /// How the result was made, for a report.
  var methods: MethodsParagraph?
  /// Whether the command writes that itself, with `--methods`.
  var hasMethodsOption = true
}

/// A subcommand whose result can be put into a report.
protocol ReportedCommand: ParsableCommand {
  var output: OutputOptions { get }

  /// Makes the result.
  func presented() throws -> Presented
}

/// A subcommand whose result can be written in every form, drawn, and put into a report.
protocol PresentingCommand: ReportedCommand {
  /// How its figure is drawn.
  var picture: PictureOptions { get }
  /// The form where none is asked for.
  static var standardFormat: Format { get }
  /// Whether -o NAME.txt draws its figure with characters instead of writing its table.
  static var textIsDrawn: Bool { get }
}

extension PresentingCommand {
  static var standardFormat: Format { .table }
  static var textIsDrawn: Bool { false }

  func run() throws {
    try reportingFailures {
      let form = try output.form(standard: Self.standardFormat, picture, textIsDrawn: Self.textIsDrawn)
      try output.refuseImpossible(form)
      try output.write(try presented(), as: form, picture)
    }
  }
}

extension OutputOptions {
  /// The form in which a result with a figure is written.
  enum Form: Equatable {
    case data(Format)
    case picture(PictureForm)
  }

  /// The form asked for, after a look at whether the options of the figure have a use.
  ///
  /// - Parameters:
  ///   - standard: the form where none is asked for.
  ///   - picture: how the figure is drawn; nil for a result without one.
  ///   - textIsDrawn: whether the ending .txt asks for the figure.
  func form(
    standard: Format, _ picture: PictureOptions?, textIsDrawn: Bool = false
  ) throws(Failure) -> Form {
    guard let picture else { return .data(try format(standard: standard)) }
    var form = try form(standard: standard, drawing: picture.draw)
    if textIsDrawn, format == nil, output != nil, form == .data(.table) { form = .picture(.text) }
    if case .picture(let drawn) = form { try picture.check(drawn) } else { try picture.check(nil) }
    return form
  }

  private func form(standard: Format, drawing isDrawn: Bool) throws(Failure) -> Form {
    let ending = output.flatMap { PictureForm(ending: $0) }
    if isDrawn {
      guard format == nil else { throw .usage("--draw makes a picture of characters; leave --format out") }
      if let output, ending != nil || Format(ending: output).map({ $0 != .table }) ?? false {
        throw .usage(
          "--draw makes a picture of characters, for which the ending of \(output) is not; use .txt")
      }
      return .picture(.text)
    }
    if let format {
      if let output, ending != nil {
        throw .usage(
          "the ending of \(output) asks for a figure and --format \(format.rawValue) for rows; leave one of them out"
        )
      }
      return .data(format)
    }
    guard let output else { return .data(standard) }
    if let form = PictureForm(ending: output) { return .picture(form) }
    guard let format = Format(ending: output) else {
      throw .usage(
        "the ending of \(output) names no form; use .csv, .json, .md, .txt, .svg, .pdf, .png or .html, or say which"
          + " with --format")
    }
    return .data(format)
  }

  /// Ends the run where the result could not be written in the end, before the work is done.
  func refuseImpossible(_ form: Form) throws(Failure) {
    if case .picture(let drawn) = form { try PictureConverter.refuseMissing(drawn) }
    if let output { try Output.refuseUnwritable(output) }
  }

  /// Writes a result to the file or the standard output, and the rows of its figure to the folder of `--data`.
  ///
  /// - Parameters:
  ///   - result: the result.
  ///   - standard: the form where none is asked for.
  ///   - picture: how the figure is drawn; nil for a result without one.
  func write(_ result: Presented, standard: Format, _ picture: PictureOptions?) throws {
    try write(result, as: try form(standard: standard, picture), picture)
  }

  /// Writes a result in a form, and the rows of its figure to the folder of `--data`.
  func write(_ result: Presented, as form: Form, _ picture: PictureOptions?) throws {
    var figure: Figure?
    if let picture, picture.folder != nil || form.isPicture {
      guard let make = result.figure else { throw Failure.usage("this result has no figure") }
      figure = try make().titled(picture.figureTitle)
      if case .chart = figure, picture.look.style != nil, !form.isPicture || form == .picture(.text) {
        throw Failure.usage(
          "--style belongs to -o NAME.svg, .pdf, .png or .html: the rows of this figure do not depend on it")
      }
    }
    var files = Output()
    for (path, text) in result.files { try files.stage(text, for: path) }
    if let folder = picture?.folder, let figure {
      try Output.makeFolder(folder)
      for (name, table) in figure.tables + result.tables() {
        try files.stage(table.csv, for: "\(folder)/\(name)")
      }
    }
    switch form {
    case .data(.table): try write(try result.text(), with: files)
    case .data(.markdown): try write(try result.markdown(), with: files)
    case .data(.json): try write(try result.document().document, with: files)
    case .data(.csv): try write(try result.csv(), with: files)
    case .picture(let drawn):
      guard let figure, let picture else { throw Failure.usage("this result has no figure") }
      try write(try picture.bytes(figure, as: drawn), with: files)
    }
    if form == .data(.csv) || form.isPicture || !result.textHasRemarks { result.remarks() }
  }
}

extension OutputOptions.Form {
  var isPicture: Bool { if case .picture = self { true } else { false } }
}

/// A chart, or the end of the run with the reason why there is none.
func drawable(_ chart: Chart?, else reason: String) throws(Failure) -> Chart {
  guard let chart else { throw .analysis("there is no figure: \(reason)") }
  return chart
}
