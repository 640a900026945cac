import ArgumentParser

/// `copse survival`.
struct SurvivalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "survival",
    abstract:
      "Survival: rates at a time, summary curves, hazard ratios, medians, recurrence, reconstruction.",
    subcommands: [
      SurvivalAt.self, SurvivalCurve.self, SurvivalHR.self, SurvivalMedian.self, SurvivalRecurrence.self,
      SurvivalReconstruct.self,
    ])
}
