/// A term of the linear predictor: one moderator, or the interaction of several.
///
/// Written as in R's formulas: `ablat`, `ablat:alloc`, and `ablat*alloc` for both moderators and their
/// interaction. `+` joins terms in one text.
public struct ModeratorTerm: Sendable, Hashable {
  /// The moderators, each once.
  public let moderators: [String]

  /// The term of these moderators.
  public init(_ moderators: [String]) {
    self.moderators = moderators
  }

  /// The text of the term, such as `ablat:alloc`.
  public var name: String { moderators.joined(separator: ":") }

  /// The number of moderators: 1 for a main effect.
  public var order: Int { moderators.count }

  /// Whether both are made of the same moderators, in any order.
  func isSame(as other: ModeratorTerm) -> Bool { Set(moderators) == Set(other.moderators) }

  /// The terms of several texts, each once, main effects first, then the interactions by order: as R does.
  ///
  /// - Throws: ``RegressionError/malformedTerm(_:reason:)``.
  public static func parsing(_ texts: [String]) throws(RegressionError) -> [ModeratorTerm] {
    var terms: [ModeratorTerm] = []
    for text in texts {
      for part in text.split(separator: "+", omittingEmptySubsequences: false) {
        for term in try expanding(String(part)) { terms.append(term) }
      }
    }
    return ordered(terms)
  }

  /// Each term once, lower orders first, otherwise in their order.
  static func ordered(_ terms: [ModeratorTerm]) -> [ModeratorTerm] {
    var kept: [ModeratorTerm] = []
    for term in terms where !kept.contains(where: { $0.isSame(as: term) }) { kept.append(term) }
    let highest = kept.map(\.order).max() ?? 0
    return (0...highest).flatMap { order in kept.filter { $0.order == order } }
  }

  /// `a*b` as a, b and a:b.
  private static func expanding(_ text: String) throws(RegressionError) -> [ModeratorTerm] {
    var crossed: [ModeratorTerm] = []
    for part in text.split(separator: "*", omittingEmptySubsequences: false) {
      let term = try interaction(String(part), in: text)
      crossed = crossed + [term] + crossed.map { ModeratorTerm($0.moderators + term.moderators) }
    }
    for term in crossed where Set(term.moderators).count < term.order {
      throw .malformedTerm(
        trimmed(text), reason: "a moderator does not interact with itself; for a square, add a column with it"
      )
    }
    return crossed
  }

  private static func interaction(_ text: String, in whole: String) throws(RegressionError) -> ModeratorTerm {
    let names = text.split(separator: ":", omittingEmptySubsequences: false).map { trimmed(String($0)) }
    guard !names.contains("") else {
      throw .malformedTerm(
        trimmed(whole), reason: "a name is missing; write COLUMN, COLUMN:COLUMN or COLUMN*COLUMN")
    }
    return ModeratorTerm(names)
  }

  private static func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
