import ArgumentParser
import MetaAnalysis

/// `copse sensitivity leave-one-out`.
struct LeaveOneOutCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "leave-one-out",
    abstract: "The analysis without each study, or without each cluster of studies.",
    discussion: """
      EXAMPLES
        copse sensitivity leave-one-out bcg-vaccine
        copse sensitivity leave-one-out bcg-vaccine --moderator ablat --format csv
        copse sensitivity leave-one-out bcg-vaccine --method mh --cluster alloc
      """)

  @OptionGroup var options: RefitOptions
  @OptionGroup(title: "Sensitivity") var cluster: ClusterOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    try reportingFailures {
      let format = try output.format(standard: .table)
      let refit = try RefitAnalysis(options)
      let result = try LeaveOneOut(refit.refittable, clusters: refit.clusters(cluster))
      let report = LeaveOneOutReport(
        result, excluded: refit.excluded, dataWarnings: refit.analysis.problems.warnings)
      try output.refuseIfStrict(report.warnings)
      switch format {
      case .table: try output.write(report.table.markdown)
      case .markdown: try output.write(report.table.markdown)
      case .json: try output.write(report.table.json.document)
      case .csv: try output.write(report.table.csv)
      }
      if format == .csv { warn(excluded: report.excluded, warnings: report.warnings) }
    }
  }
}
