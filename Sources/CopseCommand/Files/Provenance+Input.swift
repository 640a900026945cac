import MetaAnalysis

extension Provenance {
  /// Describes this run on a file; on none where nothing but other files was read.
  init(of input: Input?) {
    self.init(
      version: Copse.version, command: ["copse"] + CommandLine.arguments.dropFirst(), file: input?.name ?? "",
      sha256: input?.sha256 ?? "")
  }
}

extension [DataProblem] {
  /// The warnings among the problems, as warnings of the analysis.
  var warnings: [AnalysisWarning] {
    filter { $0.severity == .warning }.map { AnalysisWarning(code: $0.code, message: $0.message) }
  }
}
