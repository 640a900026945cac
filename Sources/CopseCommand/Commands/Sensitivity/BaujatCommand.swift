import ArgumentParser
import MetaAnalysis

/// `copse sensitivity baujat`.
struct BaujatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baujat",
    abstract: "How much each study adds to the heterogeneity (x) and moves the result (y): Baujat's plot.",
    discussion: """
      EXAMPLES
        copse sensitivity baujat bcg-vaccine
        copse sensitivity baujat bcg-vaccine --method mh --format csv
        copse sensitivity baujat bcg-vaccine --moderator ablat --format json
      """)

  @OptionGroup var options: RefitOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    try reportingFailures {
      let format = try output.format(standard: .table)
      let refit = try RefitAnalysis(options)
      let questioned = try refit.questioned()
      try output.refuseIfStrict(questioned.warnings)
      let result = try Baujat(refit.refittable)
      let report = BaujatReport(result, of: questioned)
      switch format {
      case .table: try output.write(report.text)
      case .markdown: try output.write(report.markdown)
      case .json: try output.write(report.document.document)
      case .csv: try output.write(report.table.csv)
      }
      if format == .csv { warn(excluded: questioned.excluded, warnings: questioned.warnings) }
    }
  }
}
