import StudyData
import Yams

/// A YAML text as nodes that know their places.
package struct YAMLDocument {
  /// The top of the text.
  package let root: Node
  /// Where its parts stand.
  package let place: YAMLPlace

  /// Reads a YAML text; throws the problem, at its place, where it is none or empty.
  package init(_ source: Source) throws(DataProblems) {
    place = YAMLPlace(source: source)
    do {
      guard let node = try Yams.compose(yaml: String(decoding: source.bytes, as: UTF8.self)) else {
        throw DataProblems([.notYAML("it is empty", at: nil)], in: source)
      }
      root = node
    } catch let problems as DataProblems {
      throw problems
    } catch let error as YamlError {
      throw DataProblems([Self.problem(error, place)], in: source)
    } catch {
      throw DataProblems([.notYAML("\(error)", at: nil)], in: source)
    }
  }

  private static func problem(_ error: YamlError, _ place: YAMLPlace) -> DataProblem {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      .notYAML(problem, at: place.span(mark))
    case .duplicatedKeysInMapping(let duplicates, let context):
      .notYAML("the key \(duplicates.joined(separator: ", ")) occurs twice", at: place.span(context.mark))
    case .reader(let problem, let offset, _, _):
      .notYAML(
        problem, at: offset.map { min($0, place.source.bytes.count)..<min($0 + 1, place.source.bytes.count) })
    default: .notYAML(error.description, at: nil)
    }
  }
}
