import MetaAnalysis

/// A declared multiverse set up on the data, with the command that repeats each specification.
struct MultiverseRun {
  let input: Input
  let setup: MultiverseSetup
  /// The command that repeats each specification.
  let commands: [[String]]

  /// Reads the data, crosses the choices and sets up the analysis of each specification.
  ///
  /// - Parameters:
  ///   - declaration: the choices.
  ///   - base: the options that all share, without choices.
  ///   - words: the same as words of the command line.
  init(_ declaration: MultiverseDeclaration, base: MultiverseBase, words: [String]) throws {
    input = try Input(base.data.data)
    let setup = try MultiverseSetup(
      declaration, of: input.table(), base: base.choices().withoutFactors)
    self.setup = setup
    commands = setup.crossing.specifications.map {
      ["copse", "pool"] + words + setup.crossing.words(of: $0)
    }
  }
}
