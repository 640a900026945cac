import MetaAnalysis

extension Provenance {
  /// Describes this run on a file; on none where nothing but other files was read.
  init(of input: Input?) {
    self.init(
      version: Copse.version, command: ["copse"] + CommandLine.arguments.dropFirst(), file: input?.name ?? "",
      sha256: input?.sha256 ?? "")
  }
}
