import ArgumentParser

/// `--at C`, the column of the times of survival, in the commands where `--at` means nothing else; the others name it
/// with `--time`.
struct AtColumn: ParsableArguments {
  @Option(
    name: .customLong("at"),
    help: ArgumentHelp("Column of the times that survival belongs to.", valueName: "column"))
  var at: String?
}
