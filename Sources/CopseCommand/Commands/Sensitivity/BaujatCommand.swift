import ArgumentParser
import MetaAnalysis

/// `copse sensitivity baujat`.
struct BaujatCommand: PresentingCommand {
  static let configuration = CommandConfiguration(
    commandName: "baujat",
    abstract: "How much each study adds to the heterogeneity (x) and moves the result (y): Baujat's plot.",
    discussion: """
      Of a survival curve y is that of the restricted mean, and there is no x.

      EXAMPLES
        copse sensitivity baujat bcg-vaccine
        copse sensitivity baujat bcg-vaccine --method mh --format csv
        copse sensitivity baujat bcg-vaccine -o baujat.svg
        copse sensitivity baujat bcg-vaccine --moderator ablat --format json
      """)

  @OptionGroup var options: RefitOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  @OptionGroup(title: "Figure") var picture: PictureOptions

  func presented() throws -> Presented {
    try options.checkStrata()
    let data = try RefitData(options)
    try output.refuseIfStrict(data.subject.warnings)
    let report = BaujatReport(try Baujat(data.refittable), of: data.subject)
    return Presented(
      text: { report.text }, markdown: { report.markdown }, csv: { report.table.csv },
      document: { report.document(data.provenance) },
      figure: {
        .chart(
          try drawable(
            report.chart, else: "this model has no contributions to the heterogeneity, and so no Baujat plot")
        )
      },
      remarks: { warn(data.subject, warnings: data.subject.warnings, refits: []) },
      sections: { report.sections }, warnings: data.subject.warnings)
  }
}
