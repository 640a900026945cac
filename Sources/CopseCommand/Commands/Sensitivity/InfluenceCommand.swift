import ArgumentParser
import MetaAnalysis

/// `copse sensitivity influence`.
struct InfluenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "influence",
    abstract: "What each study, or each cluster of studies, does to the analysis.",
    discussion: """
      Residuals, DFFITS, Cook's distance, covariance ratio, hat value, weight and DFBETAS, and tau2 and Q without \
      each study. What a model does not define stays empty. A star marks what lies beyond its cut-off. Of a survival curve \
      it is the restricted mean; leave-one-out shows the median besides.

      EXAMPLES
        copse sensitivity influence bcg-vaccine
        copse sensitivity influence bcg-vaccine --moderator ablat --format csv
        copse sensitivity influence bcg-vaccine --by alloc --by-tau2 common
        copse sensitivity influence passive-smoking --log-ratio --cluster country
      """)

  @OptionGroup var options: RefitOptions
  @OptionGroup(title: "Sensitivity") var cluster: ClusterOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    try reportingFailures {
      let format = try output.format(standard: .table)
      try options.checkStrata()
      let data = try RefitData(options)
      try output.refuseIfStrict(data.subject.warnings)
      let result = try Influence(data.refittable, clusters: data.clusters(cluster))
      let report = InfluenceReport(result, of: data.subject, cluster: cluster.cluster)
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
