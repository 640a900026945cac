import ArgumentParser
import MetaAnalysis

/// `copse sensitivity cumulative`.
struct CumulativeCommand: PresentingCommand {
  static let configuration = CommandConfiguration(
    commandName: "cumulative",
    abstract: "The analysis as studies are added one by one, such as year by year.",
    discussion: """
      Numbers are ordered as numbers, else by text; equal ones stay in the order of the file, and studies without a \
      value come last, each by itself, with a warning. With --cluster a cluster is added whole, with the first of its \
      studies. A step with too few studies for the model keeps its row, with the reason. --strict is about the data \
      and the analysis of all studies, not about the single fits.

      EXAMPLES
        copse sensitivity cumulative bcg-vaccine --order year
        copse sensitivity cumulative bcg-vaccine --order -year --collapse
        copse sensitivity cumulative bcg-vaccine --order year -o cumulative.svg
        copse sensitivity cumulative bcg-vaccine --order precision --format csv
        copse sensitivity cumulative bcg-vaccine --order year --cluster alloc
        copse sensitivity cumulative bcg-vaccine --moderator ablat --order year
        copse sensitivity cumulative trials.csv --analysis hr --order weight
      """)

  @OptionGroup var options: RefitOptions
  @OptionGroup(title: "Sensitivity") var order: OrderOptions
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Column of clusters, such as centers, whose studies are added together; a study without one stands alone.",
      valueName: "column"))
  var cluster: String?
  @OptionGroup(title: "Output") var output: OutputOptions

  @OptionGroup(title: "Figure") var picture: PictureOptions

  func presented() throws -> Presented {
    let data = try RefitData(options)
    let clusters = try data.places.clusters(named: cluster, labels: data.refittable.labels)
    let steps = try order.steps(data, clusters: clusters)
    let level = options.measure.level.value
    let result = try Cumulative(data.refittable, order: steps, level: level)
    let report = CumulativeReport(result, of: data.subject, order: order.order, cluster: cluster)
    try output.refuseIfStrict(report.warnings)
    return Presented(
      text: { report.text }, markdown: { report.markdown }, csv: { report.table.csv },
      document: { report.document(data.provenance) }, figure: { .forest(report.forest) },
      remarks: { warn(data.subject, warnings: report.warnings, refits: result.refitWarnings) },
      sections: { report.sections }, warnings: report.warnings)
  }
}
