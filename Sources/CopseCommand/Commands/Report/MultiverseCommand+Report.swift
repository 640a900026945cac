import MetaAnalysis

extension MultiverseCommand: ReportedCommand {
  func presented() throws -> Presented {
    let (declaration, base, words, _) = try declared()
    let run = try MultiverseRun(declaration, base: base, words: words)
    var outcomes: [SpecificationOutcome] = []
    run.job.run(threads: jobs.threadCount) { _, record in outcomes += record }
    let report = MultiverseReport(
      Multiverse(run.crossing, outcomes: outcomes), commands: run.commands, excluded: run.excluded)
    let input = run.input
    return Presented(
      text: { report.text }, markdown: { report.markdown }, csv: { report.table.csv },
      document: { report.document(Provenance(of: input)) }, sections: { report.sections },
      warnings: report.warnings)
  }
}
