import StudyData
import Yams

/// The members of a YAML mapping whose keys are a closed set.
package struct YAMLMembers {
  private let node: Node
  private let place: YAMLPlace
  private let allowed: [String]
  private var members: [(key: Node, name: String, value: Node)] = []

  /// Reads a mapping with some of these keys; nil, with the problem, where the node is none.
  package init?(
    _ node: Node, allowed: [String], what: String, place: YAMLPlace, problems: inout [DataProblem]
  ) {
    guard case .mapping(let mapping) = node else {
      problems.append(.notA("mapping", what: what, at: place.span(node)))
      return nil
    }
    self.node = node
    self.place = place
    self.allowed = allowed
    for (key, value) in mapping {
      guard case .scalar(let scalar) = key else {
        problems.append(.notA("name", what: "a key", at: place.span(key)))
        continue
      }
      if allowed.contains(scalar.string) {
        members.append((key, scalar.string, value))
      } else {
        problems.append(.unknownKey(scalar.string, of: what, allowed: allowed, at: place.span(key)))
      }
    }
  }

  /// The keys that are there.
  package var names: [String] { members.map(\.name) }

  /// The node of a key.
  package func node(_ key: String) -> Node? { members.first { $0.name == key }?.value }

  /// The bytes of a key's name.
  package func keySpan(_ key: String) -> Range<Int>? {
    members.first { $0.name == key }.flatMap { place.span($0.key) }
  }

  /// The bytes of the whole mapping's beginning.
  package var span: Range<Int>? { place.span(node) }

  /// The text of a key; nil where it is missing, with a problem where it must not be.
  package func text(_ key: String, isRequired: Bool = false, problems: inout [DataProblem]) -> String? {
    guard let value = node(key) else {
      if isRequired { problems.append(.missingKey(key, at: span)) }
      return nil
    }
    guard case .scalar(let scalar) = value else {
      problems.append(.notA("text", what: key, at: place.span(value)))
      return nil
    }
    if scalar.string.isEmpty, isRequired { problems.append(.missingKey(key, at: place.span(value))) }
    return scalar.string
  }

  /// The whole number of a key, at least 1.
  package func positive(_ key: String, problems: inout [DataProblem]) -> Int? {
    guard let text = text(key, isRequired: true, problems: &problems) else { return nil }
    if let number = Int(text), number >= 1 { return number }
    problems.append(.notA("whole number of at least 1", what: key, at: node(key).flatMap(place.span)))
    return nil
  }

  /// The texts of a key, one or a list.
  package func texts(_ key: String, problems: inout [DataProblem]) -> [(text: String, span: Range<Int>?)] {
    guard let value = node(key) else { return [] }
    let nodes: [Node]
    if case .sequence(let sequence) = value { nodes = Array(sequence) } else { nodes = [value] }
    var texts: [(String, Range<Int>?)] = []
    for node in nodes {
      if case .scalar(let scalar) = node {
        texts.append((scalar.string, place.span(node)))
      } else {
        problems.append(.notA("text", what: key, at: place.span(node)))
      }
    }
    return texts
  }

  /// A word of a closed set.
  package func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, isRequired: Bool = false, problems: inout [DataProblem]
  ) -> Choice? where Choice.RawValue == String {
    guard let text = text(key, isRequired: isRequired, problems: &problems) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    problems.append(
      .unknownWord(
        text, key: key, allowed: Choice.allCases.map(\.rawValue), at: node(key).flatMap(place.span)))
    return nil
  }
}
