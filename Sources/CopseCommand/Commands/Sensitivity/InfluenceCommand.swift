import ArgumentParser
import MetaAnalysis

/// `copse sensitivity influence`.
struct InfluenceCommand: PresentingCommand {
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
        copse sensitivity influence bcg-vaccine -o influence.svg
        copse sensitivity influence bcg-vaccine --by alloc --by-tau2 common
        copse sensitivity influence passive-smoking --log-ratio --cluster country
      """)

  @OptionGroup var options: RefitOptions
  @OptionGroup(title: "Sensitivity") var cluster: ClusterOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  @OptionGroup(title: "Figure") var picture: PictureOptions

  func presented() throws -> Presented {
    try options.checkStrata()
    let data = try RefitData(options)
    try output.refuseIfStrict(data.subject.warnings)
    let result = try Influence(data.refittable, clusters: data.clusters(cluster))
    let report = InfluenceReport(result, of: data.subject, cluster: cluster.cluster)
    return Presented(
      text: { report.text }, markdown: { report.markdown }, csv: { report.table.csv },
      document: { report.document(data.provenance) },
      figure: { .chart(try drawable(report.chart, else: "the model defines no diagnostic")) },
      remarks: { warn(data.subject, warnings: data.subject.warnings, refits: []) },
      sections: { report.sections }, warnings: data.subject.warnings)
  }
}
