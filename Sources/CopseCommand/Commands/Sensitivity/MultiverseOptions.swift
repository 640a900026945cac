import ArgumentParser
import MetaAnalysis

/// The data, and the choices that all specifications share.
struct MultiverseBase: ParsableArguments {
  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Data") var atColumn: AtColumn
  @OptionGroup(title: "Effect sizes") var measure: MeasureOptions
  @OptionGroup(title: "Model") var model: ModelOptions

  /// Refuses subgroups, which the table of specifications has no place for.
  func check() throws(Failure) {
    for (name, isGiven) in [("--by", model.by != nil), ("--by-tau2", model.byTau2 != nil)] where isGiven {
      throw Failure(.withoutPart(name))
    }
  }

  /// The options as choices of the library.
  func choices() throws(Failure) -> AnalysisChoices {
    AnalysisChoices(
      rows: try data.rows(group: nil, increment: measure.correctionColumn, at: atColumn.at),
      effects: measure.choices(intervalLevel: data.ciLevel?.value), model: model.choices)
  }
}

/// The words of a command line that belong to the analysis, apart from those of the multiverse itself.
struct BaseWords {
  /// The data and all options of the analysis.
  let all: [String]

  private static let ownValues: Set<String> = ["--vary", "--spec", "--reference"]
  private static let ownFlags: Set<String> = ["--strict"]

  /// Takes the words of `copse sensitivity multiverse`, with those of its name.
  init(_ words: [String]) {
    all = Self.removing(values: Self.ownValues, flags: Self.ownFlags, from: Array(words.dropFirst(2)))
  }

  /// The words without the options of choices.
  var withoutChoices: [String] {
    let names = FactorName.allCases.filter { $0 != .include }.map { "--\($0.rawValue)" }
    return Self.removing(values: Set(names), flags: [], from: all)
  }

  private static func removing(values: Set<String>, flags: Set<String>, from words: [String]) -> [String] {
    var kept: [String] = []
    var skipsNext = false
    for word in words {
      if skipsNext {
        skipsNext = false
        continue
      }
      if flags.contains(word) { continue }
      let isLong = word.hasPrefix("--")
      let name = isLong ? word.prefix { $0 != "=" } : word[...]
      if values.contains(String(name)) {
        skipsNext = name.count == word.count
        continue
      }
      kept.append(word)
    }
    return kept
  }
}
