import ArgumentParser
import MetaAnalysis

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `copse sensitivity multiverse`.
struct MultiverseCommand: BlockCommand {
  static let configuration = CommandConfiguration(
    commandName: "multiverse",
    abstract: "Every analysis that could be defended, and which choice moves the answer most.",
    discussion: """
      Each --vary names a choice and its levels; all are crossed. Levels that contradict each other are taken out, \
      and a choice that has no meaning beside the others (an estimator of tau2 for common effects) counts once. \
      Other options are shared by all specifications. Each row of the table has the command that repeats it.

      CHOICES
        include  NAME:CONDITION&&CONDITION;NAME: (a name with nothing behind it keeps all rows)
        one-per  none, or a COLUMN of studies that share patients, of which the largest counts; COLUMN:first
        rungs, measure, method, glmm-model, model, correct, correction, double-zero, tau2, test, prediction, \
      pft-n, mh-variance  as the options of copse pool of that name

      A file says the same in YAML:
        multiverse:
          title: Deaths
          base: {where: [outcome=death], test: hk}
          factors: {measure: [PLO, PAS], include: {all: [], large: ["total>=100"]}}
          reference: 0.02

      --data also writes specifications.csv, curve.csv, summary.csv and factors.csv.

      EXAMPLES
        copse sensitivity multiverse bcg-vaccine --vary measure=RR,OR \\
          --vary method=iv,mh --vary tau2=REML,DL,PM --vary test=hk,z
        copse sensitivity multiverse liver-cryoablation \\
          --spec treatment-related-death -o curve.svg
        copse sensitivity multiverse bcg-vaccine --vary tau2=REML,DL \\
          --vary 'include=all:;random:alloc=random' --format csv
      """)

  static let jobName = "multiverse"

  @OptionGroup var base: MultiverseBase

  @Option(
    name: .long,
    help: ArgumentHelp("A choice and its levels; repeated: these are crossed.", valueName: "name=level,…"))
  var vary: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A YAML file that declares the multiverse, or one that comes with the data.", valueName: "file"))
  var spec: String?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "What estimates without a null value are held against, as displayed.", valueName: "value"))
  var reference: Double?

  @OptionGroup(title: "Job") var jobs: JobOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  @OptionGroup(title: "Figure") var picture: PictureOptions

  var drawing: PictureOptions? {
    get { picture }
    set { if let newValue { picture = newValue } }
  }

  var dataFile: String {
    get { base.data.data }
    set { base.data.data = newValue }
  }

  func run() throws {
    try reportingFailures { try runJob() }
  }

  func plan() throws -> JobPlan<MultiverseJob> {
    let (declaration, base, words, file) = try declared()
    let run = try MultiverseRun(declaration, base: base, words: words)
    return JobPlan(
      job: run.setup.job, unit: "blocks of specifications", inputs: [run.input] + [file].compactMap { $0 }
    ) { records, provenance in
      let multiverse = Multiverse(run.setup.crossing, outcomes: records.flatMap { $0 })
      return try presented(
        MultiverseReport(multiverse, commands: run.commands, excluded: run.setup.leftOut), provenance)
    }
  }

  private func presented(_ report: MultiverseReport, _ provenance: Provenance) throws -> Presented {
    try output.refuseIfStrict(report.warnings)
    return Presented(
      text: { report.text }, markdown: { report.markdown }, csv: { report.table.csv },
      document: { report.document(provenance) },
      figure: { .chart(try drawable(report.chart, else: "no specification could be computed")) },
      tables: {
        [
          ("specifications.csv", report.table), ("curve.csv", report.curve),
          ("summary.csv", report.summary), ("factors.csv", report.factors),
        ]
      },
      remarks: { warn(excluded: report.excluded.map(\.exclusion), warnings: report.warnings) },
      sections: { report.sections }, warnings: report.warnings)
  }

  /// The choices, the options that all share, these as words of the command line, and the file that declares them.
  private func declared() throws -> (MultiverseDeclaration, MultiverseBase, [String], Input?) {
    let ownWords = BaseWords(JobWords.current)
    var (shared, words) = (base, ownWords.withoutChoices)
    let input = try spec.map(specification)
    var file: MultiverseFile?
    if let input {
      let read = try MultiverseFile(
        parsing: input.bytes, name: input.name)
      try check(read)
      let fromFile = read.options.flatMap(\.words)
      shared = try MultiverseBase.parse(ownWords.all + fromFile)
      shared.data.data = base.data.data
      words += fromFile
      file = read
    }
    try shared.check()
    let varied = try vary.map { try Factor(parsing: $0) }
    let given = try base.choices().factors
    let ofFile = file?.factors ?? []
    let clash = given.first { one in
      (varied + ofFile.filter(\.isVaried)).contains { $0.name == one.name }
    }
    if let name = clash?.name.rawValue {
      throw Failure.usage("\(name) is varied, and given as an option too; leave out --\(name)")
    }
    let factors =
      varied + given + ofFile.filter { one in !(varied + given).contains { $0.name == one.name } }
    guard factors.contains(where: \.isVaried) else {
      throw Failure.usage(
        "nothing is varied; name choices with --vary NAME=LEVEL,LEVEL or in a file with --spec. The choices are "
          + FactorName.allCases.map(\.rawValue).joined(separator: ", "))
    }
    let declaration = try MultiverseDeclaration(
      title: file?.title ?? "", factors: factors, reference: reference ?? file?.reference)
    return (declaration, shared, words, input)
  }

  /// Refuses options of the file that the command cannot read, each at its place.
  private func check(_ file: MultiverseFile) throws(DataProblems) {
    let problems = file.options.compactMap { option -> (MultiverseFile.Option, String)? in
      do {
        _ = try MultiverseBase.parse(["data"] + option.words)
        return nil
      } catch {
        return (option, Self.firstLine(MultiverseBase.message(for: error)))
      }
    }
    if !problems.isEmpty { throw file.problems(problems) }
  }

  private static func firstLine(_ text: String) -> String {
    text.split(separator: "\n").first.map { String($0) } ?? text
  }

  /// A file, or a declaration that comes with a bundled data set.
  private func specification(_ name: String) throws(Failure) -> Input {
    var status = stat()
    if stat(name, &status) == 0 { return try Input(name) }
    let bundled = BundledDataset.named(base.data.data)?.multiverses ?? [:]
    if let text = bundled[name] {
      return Input(name: "\(base.data.data)/multiverse-\(name).yaml", bytes: Array(text.utf8))
    }
    let known =
      bundled.isEmpty
      ? "the data come with no multiverse"
      : "with the data come \(bundled.keys.sorted().joined(separator: ", "))"
    throw .noInput("there is no file \(name), and \(known)")
  }
}
