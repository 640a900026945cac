import ArgumentParser

/// `copse sensitivity`.
struct SensitivityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sensitivity",
    abstract: "Whether the answer would change.",
    subcommands: [LeaveOneOutCommand.self, SimulateCommand.self, GoshCommand.self])
}
