import ArgumentParser
import MetaAnalysis

/// `copse sensitivity leave-one-out`.
struct LeaveOneOutCommand: PresentingCommand {
  static let configuration = CommandConfiguration(
    commandName: "leave-one-out",
    abstract: "The analysis without each study, or without each cluster of studies.",
    discussion: """
      Change tells in what the conclusion differs from that of all studies: whether it is significant at the level, \
      or on which side of no effect it lies. A fit that cannot be made keeps its row, with the reason. --strict is \
      about the data and the analysis of all studies, not about the single fits. The figure shows the first quantity.

      EXAMPLES
        copse sensitivity leave-one-out bcg-vaccine
        copse sensitivity leave-one-out bcg-vaccine --moderator ablat --format csv
        copse sensitivity leave-one-out bcg-vaccine --method mh --cluster alloc
        copse sensitivity leave-one-out bcg-vaccine -o leave-one-out.svg
        copse sensitivity leave-one-out bcg-vaccine --by alloc --format json
        copse sensitivity leave-one-out trials.csv --analysis hr
        copse sensitivity leave-one-out curves.csv --analysis curve --times 12,36
      """)

  @OptionGroup var options: RefitOptions
  @OptionGroup(title: "Sensitivity") var cluster: ClusterOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  @OptionGroup(title: "Figure") var picture: PictureOptions

  func presented() throws -> Presented {
    let data = try RefitData(options)
    let clusters = try data.clusters(cluster)
    let level = options.measure.level.value
    let result = try LeaveOneOut(data.refittable, clusters: clusters, level: level)
    let report = LeaveOneOutReport(result, of: data.subject, cluster: cluster.cluster)
    try output.refuseIfStrict(report.warnings)
    return Presented(
      text: { report.text }, markdown: { report.markdown }, csv: { report.table.csv },
      document: { report.document(data.provenance) }, figure: { .forest(report.forest) },
      remarks: { warn(data.subject, warnings: report.warnings, refits: result.refitWarnings) },
      sections: { report.sections }, warnings: report.warnings)
  }
}

/// Says on the standard error what a table of refits has no place for.
func warn(_ subject: RefitSubject, warnings: [AnalysisWarning], refits: [RefitWarning]) {
  note(subject.like)
  warn(excluded: subject.excluded, warnings: warnings)
  for warning in refits { StandardError.write("copse: note: \(warning.words)") }
}
