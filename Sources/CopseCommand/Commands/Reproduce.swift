import ArgumentParser
import MetaAnalysis

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Verdict: ExpressibleByArgument, NamedChoice {}

/// `copse reproduce`.
struct Reproduce: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reproduce",
    abstract: "Derives every number that a review claims, with a verdict for each.",
    usage: "copse reproduce <folder> [<options>]",
    discussion: """
      FOLDER holds data.csv, the evidence table, and claims.yaml, the review's statements with the analysis that \
      should give each. A number is reproduced only where other numbers than the claim's own give it.

      VERDICTS
        contradicted     the review's own data exclude it
        not-reproduced   our number is another
        within-rounding  one unit of the last digit away, or one of several that fit
        reproduced       our number, with the same digits, is the printed one
        not-checkable    the review does not print what the derivation needs

      Under --strict the exit code is 1 where a claim that is shown is contradicted or not reproduced; claims that \
      cannot be checked do not count.

      EXAMPLES
        copse reproduce liver-cryoablation
        copse reproduce liver-cryoablation --verdict contradicted
        copse reproduce liver-cryoablation --format csv
      """)

  @Argument(
    help: ArgumentHelp(
      "A folder with data.csv and claims.yaml, or a bundled data set that has claims.", valueName: "folder"))
  var folder: String

  @Option(name: .long, help: "Show the claims with this verdict; repeated: with any of them.")
  var verdict: [Verdict] = []

  @Option(name: .long, help: ArgumentHelp("Show this claim; repeated: these.", valueName: "id"))
  var claim: [String] = []

  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    try reportingFailures {
      let format = try output.format(standard: .table)
      let (data, claims) = try inputs()
      let set = try ClaimSet(parsing: claims.bytes, name: claims.name, table: try data.table())
      let report = ClaimReport(set, results: try selected(set))
      switch format {
      case .table: try output.write(report.text)
      case .csv: try output.write(report.table.csv)
      case .markdown: try output.write(report.markdown)
      case .json:
        let provenance = Provenance(
          version: Copse.version, command: ["copse"] + CommandLine.arguments.dropFirst(), file: data.name,
          sha256: data.sha256)
        try output.write(report.document(provenance, file: claims.name, sha256: claims.sha256).document)
      }
      if output.strict, report.hasFailures { throw ExitCode(1) }
    }
  }

  /// The results that the options ask for.
  private func selected(_ set: ClaimSet) throws(Failure) -> [ClaimResult] {
    let known = Set(set.claims.map(\.id))
    if let unknown = claim.first(where: { !known.contains($0) }) {
      let close = set.claims.map(\.id).filter { $0.hasPrefix(unknown.prefix(4)) }.prefix(8)
      let hint = close.isEmpty ? "--format csv lists them" : "there are \(close.joined(separator: ", "))"
      throw .usage("there is no claim \(unknown); \(hint)")
    }
    return set.claims.filter { claim.isEmpty || claim.contains($0.id) }.map(set.result)
      .filter { verdict.isEmpty || verdict.contains($0.verdict) }
  }

  /// The evidence table and the claims: from the folder, else of the bundled data set of that name.
  private func inputs() throws(Failure) -> (data: Input, claims: Input) {
    var status = stat()
    if stat(folder, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else {
        throw .noInput("\(folder) is no folder; give the folder that holds data.csv and claims.yaml")
      }
      return (try Input(folder + "/data.csv"), try Input(folder + "/claims.yaml"))
    }
    guard let dataset = BundledDataset.named(folder) else {
      throw .noInput("there is no folder \(folder), and no bundled data set of that name")
    }
    guard let claims = dataset.claims else {
      let names = BundledDataset.all.filter { $0.claims != nil }.map(\.name).joined(separator: ", ")
      throw .noInput("the bundled data set \(folder) has no claims; those that have are \(names)")
    }
    return (try Input(folder), Input(name: "\(folder)/claims.yaml", bytes: Array(claims.utf8)))
  }
}
