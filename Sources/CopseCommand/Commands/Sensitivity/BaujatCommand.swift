import ArgumentParser
import MetaAnalysis

/// `copse sensitivity baujat`.
struct BaujatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baujat",
    abstract: "How much each study adds to the heterogeneity (x) and moves the result (y): Baujat's plot.",
    discussion: """
      Of a survival curve y is that of the restricted mean, and there is no x.

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
      try options.checkStrata()
      let data = try RefitData(options)
      try output.refuseIfStrict(data.subject.warnings)
      let report = BaujatReport(try Baujat(data.refittable), of: data.subject)
      switch format {
      case .table: try output.write(report.text)
      case .markdown: try output.write(report.markdown)
      case .json: try output.write(report.document(data.provenance).document)
      case .csv: try output.write(report.table.csv)
      }
      if format == .csv { warn(data.subject, warnings: data.subject.warnings, refits: []) }
    }
  }
}
