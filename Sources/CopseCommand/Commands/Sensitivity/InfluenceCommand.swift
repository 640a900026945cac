import ArgumentParser
import MetaAnalysis

/// `copse sensitivity influence`.
struct InfluenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "influence",
    abstract: "What each study, or each cluster of studies, does to the analysis.",
    discussion: """
      Residuals, DFFITS, Cook's distance, covariance ratio, hat value, weight and DFBETAS, and tau2 and Q without \
      each study. What a model does not define stays empty. A star marks what lies beyond its cut-off.

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
      let refit = try RefitAnalysis(options)
      let questioned = try refit.questioned()
      try output.refuseIfStrict(questioned.warnings)
      let clusters = try refit.clusters(cluster)
      let result = try Influence(refit.refittable, clusters: clusters)
      let report = InfluenceReport(result, of: questioned, cluster: cluster.cluster)
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

extension RefitAnalysis {
  /// The result of all studies.
  func questioned() throws -> QuestionedResult {
    let provenance = Provenance(of: analysis.input)
    guard let regression = refittable as? RefittableRegression else {
      return QuestionedResult(try analysis.pool(), provenance)
    }
    let fit = try regression.model.fit(regression.data)
    return QuestionedResult(
      RegressionResult(fit, excluded: analysis.excluded, dataWarnings: analysis.problems.warnings),
      provenance)
  }
}
