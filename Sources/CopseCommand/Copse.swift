import ArgumentParser
import BundledData

@main
struct Copse: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "copse")
}
