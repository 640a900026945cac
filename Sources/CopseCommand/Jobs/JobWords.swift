/// The words of a command line that says which job is done.
enum JobWords {
  /// The options that do not change the records, each with a value.
  private static let others =
    ["--threads", "--shard", "--resume", "--format", "--output", "-o"] + PictureOptions.valueNames

  /// The words of the command whose parts are joined; nil outside `copse merge`.
  @TaskLocal static var joined: [String]?

  /// The words of the command that is done: of this run, or of the parts that are joined.
  static var current: [String] { joined ?? ofThisRun }

  /// The words of this run without the program's name and without what does not change the records.
  static var ofThisRun: [String] { essential(CommandLine.arguments.dropFirst()) }

  /// The words without what does not change the records: in which parts and on how many threads the job is done, and
  /// where and in which form the result is written.
  static func essential(_ words: some Sequence<String>) -> [String] {
    var kept: [String] = []
    var rest = Array(words)[...]
    while let word = rest.popFirst() {
      if word == "--" { return kept + [word] + rest }
      if PictureOptions.flagNames.contains(word) { continue }
      if others.contains(word) {
        rest = rest.dropFirst()
      } else if !others.contains(where: { word.hasPrefix($0 + "=") }) {
        kept.append(word)
      }
    }
    return kept
  }

  /// The words with options added, as a line that can be typed into a shell.
  static func line(_ words: [String], adding options: [String]) -> String {
    let end = words.firstIndex(of: "--") ?? words.endIndex
    return (["copse"] + words[..<end] + options + words[end...]).map(quoted).joined(separator: " ")
  }

  /// A word as a shell wants it.
  static func quoted(_ word: String) -> String {
    let plain = word.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || "-_./,:=+@%".unicodeScalars.contains($0)
    }
    guard word.isEmpty || !plain else { return word }
    return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
