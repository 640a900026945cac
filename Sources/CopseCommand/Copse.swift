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
        copse pool liver-cryoablation --where outcome=treatment-related-death \\
          --where arm=cryoablation
        copse sensitivity leave-one-out bcg-vaccine
        copse bias magnesium --measure OR

      EXIT CODES
        0   done
        1   the analysis cannot be done
        64  the command line is wrong
        65  the data are wrong
        66  there is no such input
        73  the output cannot be written
        130 interrupted; what was done is kept where -o names a file
      """,
    version: version,
    subcommands: [
      Check.self, Effects.self, Pool.self, Forest.self, PlotCommand.self, Regress.self, SurvivalCommand.self,
      SensitivityCommand.self, BiasCommand.self, Reproduce.self, ReportCommand.self, Merge.self,
      Datasets.self,
    ])

  /// Runs the command; a first word that is no subcommand is answered with the list of them.
  static func main() {
    let word = CommandLine.arguments.dropFirst().first ?? ""
    let names = configuration.subcommands.map { $0._commandName } + ["help"]
    if !word.isEmpty, !word.hasPrefix("-"), !names.contains(word) {
      StandardError.write(
        "copse: error: there is no subcommand \(word); the subcommands are \(names.joined(separator: ", "))")
      exit(withError: ExitCode(64))
    }
    main(nil)
  }
}
