import ArgumentParser

/// `copse survival`.
struct SurvivalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "survival",
    abstract: "Survival: rates at a time, summary curves, hazard ratios, medians, reconstruction.",
    subcommands: [SurvivalReconstruct.self])
}
