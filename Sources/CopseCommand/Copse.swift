import ArgumentParser

/// The command `copse`.
@main
struct Copse: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "copse",
    abstract: "Pools the results of studies and shows what they add up to.",
    discussion: """
      Each subcommand takes DATA: a CSV file, - for the standard input, or the name of a bundled data set \
      (copse datasets lists them). Results go to the standard output, everything else to the standard error.

      EXAMPLES
        copse pool bcg-vaccine
        copse forest bcg-vaccine --by alloc -o forest.csv
        copse pool liver-cryoablation --where outcome=treatment-related-death --where arm=cryoablation

      EXIT CODES
        0 done   1 the analysis cannot be done   64 usage   65 bad data   66 no such input   73 cannot write
      """,
    version: version,
    subcommands: [Check.self, Effects.self, Pool.self, Forest.self, Datasets.self])
}
