/// What kind of outcome a word such as `disease-free-survival` names, as far as its numbers obey laws.
public enum OutcomeKind: String, Sendable, Codable, CaseIterable {
  /// Survival with every death as an event.
  case overallSurvival = "overall survival"
  /// Survival with the deaths of one cause as events.
  case causeSpecificSurvival = "cause-specific survival"
  /// Survival free of the disease, of recurrence or of progression.
  case eventFreeSurvival = "event-free survival"
  /// Survival free of recurrence at one place.
  case localEventFreeSurvival = "local event-free survival"
  /// The time to progression or recurrence, deaths being no events.
  case timeToEvent = "time to event"
  /// Another share that can only fall with time.
  case otherFreedom = "freedom from an event"
  /// Death of any cause.
  case death
  /// Early or treatment-related death.
  case earlyDeath = "early death"
  /// Recurrence at any place.
  case anyRecurrence = "any recurrence"
  /// Recurrence or progression at one place.
  case partRecurrence = "recurrence at one place"
  /// Anything else.
  case other

  /// The kind that a word names: by its parts, whatever their case, joined by `-`, `_` or spaces.
  public init(outcome: String) {
    let words = outcome.lowercased().split { "-_ /,()".contains($0) }.map(String.init)
    let all = Set(words)
    func any(_ candidates: String...) -> Bool { !all.isDisjoint(with: candidates) }
    switch words.joined(separator: "-") {
    case "os", "survival": self = .overallSurvival
    case "css", "dss": self = .causeSpecificSurvival
    case "dfs", "rfs", "pfs", "efs", "tfs", "ffs": self = .eventFreeSurvival
    case "lrfs", "lpfs", "ltpfs": self = .localEventFreeSurvival
    case "ttp", "ttr": self = .timeToEvent
    case "ltp": self = .partRecurrence
    default:
      if any("cause", "causes"), any("death", "deaths"), !any("all", "any") {
        self = .other
      } else if any("survival"), any("overall") {
        self = .overallSurvival
      } else if any("survival"), any("specific") {
        self = .causeSpecificSurvival
      } else if any("free", "freedom") {
        self = Self.freedom(all)
      } else if any("time"), any("progression", "recurrence", "relapse", "failure") {
        self = .timeToEvent
      } else if any("death", "deaths", "mortality") {
        self = Self.death(all)
      } else if any("recurrence", "recurrences", "relapse") {
        self = Self.isOfOnePlace(all) ? .partRecurrence : .anyRecurrence
      } else if any("progression"), Self.isOfOnePlace(all) {
        self = .partRecurrence
      } else {
        self = .other
      }
    }
  }

  /// Whether its share can only fall with time (true) or only rise (false); nil for an outcome without such a
  /// law.
  public var falls: Bool? {
    switch self {
    case .overallSurvival, .causeSpecificSurvival, .eventFreeSurvival, .localEventFreeSurvival,
      .otherFreedom:
      true
    case .death, .earlyDeath, .anyRecurrence, .partRecurrence: false
    case .timeToEvent, .other: nil
    }
  }

  private static func freedom(_ words: Set<String>) -> OutcomeKind {
    let events: Set = [
      "disease", "tumor", "tumour", "recurrence", "relapse", "progression", "event", "failure",
    ]
    if !words.contains("survival") || words.isDisjoint(with: events) {
      return isOfOnePlace(words) ? .localEventFreeSurvival : .otherFreedom
    }
    return isOfOnePlace(words) ? .localEventFreeSurvival : .eventFreeSurvival
  }

  private static func death(_ words: Set<String>) -> OutcomeKind {
    let early: Set = [
      "treatment", "related", "perioperative", "operative", "postoperative", "early", "30", "90", "day",
      "procedure", "procedural", "hospital",
    ]
    let part: Set = ["cancer", "tumor", "tumour", "specific", "liver", "cardiac"]
    if !words.isDisjoint(with: early) { return .earlyDeath }
    return words.isDisjoint(with: part) ? .death : .other
  }

  private static func isOfOnePlace(_ words: Set<String>) -> Bool {
    !words.isDisjoint(with: [
      "local", "distant", "intrahepatic", "extrahepatic", "regional", "liver", "hepatic", "remote",
      "marginal",
      "site", "metastasis", "metastatic", "nodal",
    ])
  }
}
