/// Whether it is good to have much or little of an outcome such as `treatment-related-death`.
public enum OutcomeDirection: Sendable, Equatable {
  case lowerIsBetter
  case higherIsBetter

  private static let bad: Set<String> = [
    "death", "deaths", "mortality", "complication", "complications", "recurrence", "recurrences", "relapse",
    "progression", "failure", "incomplete", "infarction", "thrombosis", "abscess", "hemorrhage",
    "haemorrhage", "bleeding", "fistula", "shock", "cryoshock", "infection", "stroke", "injury",
  ]
  private static let good: Set<String> = [
    "survival", "alive", "free", "freedom", "complete", "response", "remission", "cure", "success",
  ]

  /// What the words of an outcome say; nil where none of them is known. A word such as "free" tells over one such as
  /// "recurrence", and of a time to something longer is better.
  public init?(outcome: String) {
    let words = Set(outcome.lowercased().split { "-_ /,()".contains($0) }.map(String.init))
    let isBad = !words.isDisjoint(with: Self.bad)
    if !words.isDisjoint(with: Self.good) || (isBad && words.contains("time")) {
      self = .higherIsBetter
    } else if isBad {
      self = .lowerIsBetter
    } else {
      return nil
    }
  }
}
