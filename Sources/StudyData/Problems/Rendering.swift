extension Source {
  /// Problems as text for the user, each with its line and carets under the place:
  ///
  ///     bcg.csv:7:13: error: column 'tpos' needs a count, found "12o"
  ///      7 | 6,Hart,1977,12o,13598,248,12867
  ///        |             ^^^
  ///        hint: write an empty cell for a missing count
  ///
  /// After `limit` problems of the same code only the number of the others is stated.
  /// The text has no line break at its end. O(number of problems + length of the lines shown).
  public func rendering(of problems: [DataProblem], limit: Int = 20) -> String {
    let totals = Dictionary(problems.map { ($0.code, 1) }, uniquingKeysWith: +)
    var seen: [String: Int] = [:]
    var parts: [String] = []
    for problem in problems {
      let count = seen[problem.code, default: 0] + 1
      seen[problem.code] = count
      if count <= limit { parts.append(rendering(of: problem)) }
      if count == limit, let total = totals[problem.code], total > limit {
        parts.append("… and \(total - limit) more of this kind (\(problem.code): \(total) in all)")
      }
    }
    return parts.joined(separator: "\n")
  }

  /// One problem as text for the user.
  public func rendering(of problem: DataProblem) -> String {
    guard let span = problem.span else {
      return "\(name): " + headline(problem) + hint(problem, indent: 3)
    }
    let position = position(at: span.lowerBound)
    let excerpt = Excerpt(of: span, in: self)
    let gutter = String(position.line).count + 2
    let blank = String(repeating: " ", count: gutter)
    return "\(name):\(position.line):\(position.column): " + headline(problem)
      + "\n \(position.line) | \(excerpt.text)\n\(blank)| \(excerpt.carets)" + hint(problem, indent: gutter)
  }

  private func headline(_ problem: DataProblem) -> String {
    "\(problem.severity.rawValue): \(problem.message)"
  }

  private func hint(_ problem: DataProblem, indent: Int) -> String {
    guard let hint = problem.hint else { return "" }
    return "\n" + String(repeating: " ", count: indent) + "hint: " + hint
  }
}
