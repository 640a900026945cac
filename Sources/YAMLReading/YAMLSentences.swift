import StudyData

// What is said about a YAML file whose keys and words are closed sets.

extension DataProblem {
  package static func notYAML(_ problem: String, at span: Range<Int>?) -> DataProblem {
    DataProblem(.error, code: "not-yaml", message: "this is no YAML: \(problem)", at: span)
  }

  package static func notA(_ kind: String, what: String, at span: Range<Int>?) -> DataProblem {
    DataProblem(.error, code: "wrong-form", message: "\(what) should be a \(kind)", at: span)
  }

  package static func unknownKey(_ key: String, of what: String, allowed: [String], at span: Range<Int>?)
    -> DataProblem
  {
    DataProblem(
      .error, code: "unknown-key", message: "\(what) has no key '\(key)'",
      hint: "the keys are \(allowed.joined(separator: ", "))", at: span)
  }

  package static func missingKey(_ key: String, at span: Range<Int>?) -> DataProblem {
    DataProblem(
      .error, code: "missing-key", message: "'\(key)' is missing", hint: "give it, with a value", at: span)
  }

  package static func unknownWord(_ word: String, key: String, allowed: [String], at span: Range<Int>?)
    -> DataProblem
  {
    DataProblem(
      .error, code: "unknown-word", message: "'\(key)' cannot be '\(word)'",
      hint: "it is one of \(allowed.joined(separator: ", "))", at: span)
  }
}
