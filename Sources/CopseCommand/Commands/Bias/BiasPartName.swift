import ArgumentParser
import MetaAnalysis

/// `--part`, in the order in which the parts are shown.
enum BiasPartName: String, NamedChoice {
  case tests
  case trimFill = "trim-fill"
  case failSafe = "fail-safe"
  case excess
  case petPeese = "pet-peese"
  case limit
  case selection
  case funnel

  /// Those that are shown where none is asked for.
  static let standard: [BiasPartName] = [.tests, .trimFill, .failSafe]
}

/// The options of one part of `copse bias`, from which that part is made.
protocol BiasPartOptions {
  /// The options that were given, such as `--asymmetry`; each belongs to this part alone.
  var given: [String] { get }

  /// Makes the part. What cannot be made of these data is a part too, `BiasPart(key:title:refused:)`.
  func part(of question: BiasQuestion) throws -> BiasPart
}

/// A part without options of its own.
struct PlainBiasPart: BiasPartOptions {
  let make: (BiasQuestion) throws -> BiasPart

  var given: [String] { [] }

  func part(of question: BiasQuestion) throws -> BiasPart { try make(question) }
}

extension BiasPart {
  /// A part that these studies may not allow, with the reason where they do not.
  init(
    _ name: BiasPartName, title: String, _ make: () throws(SmallStudyError) -> BiasPart
  ) {
    do throws(SmallStudyError) {
      self = try make()
    } catch {
      self.init(key: name.rawValue, title: title, refused: error.description)
    }
  }
}

/// Names of a closed set, separated by commas, or `all`.
struct ChoiceList<Choice: NamedChoice & Equatable> {
  let choices: [Choice]

  init(parsing argument: String) throws {
    var choices: [Choice] = []
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      let name = String(part.drop { $0 == " " })
      if name.lowercased() == "all" {
        choices += Choice.allCases
      } else if let choice = Choice(argument: name) {
        choices.append(choice)
      } else {
        throw ValidationError(
          "there is no '\(name)'; valid names, separated by commas, are"
            + " \((Choice.allValueStrings + ["all"]).joined(separator: ", "))")
      }
    }
    self.choices = choices
  }

  /// The choices of several lists, each once, in the order of the set.
  static func joined(_ lists: [ChoiceList]) -> [Choice] {
    let named = lists.flatMap(\.choices)
    return Choice.allCases.filter { named.contains($0) }
  }
}
