import MetaAnalysis

extension ReportRunner {
  /// What is reported where nothing is declared: the studies and the pooled result; what it depends on; whether small
  /// studies differ, where there are ten; every declared multiverse.
  mutating func standardParts() throws -> [Review.Part] {
    var parts: [Review.Part] = []
    let main = try firstMade([["forest", "pool"], ["survival hr"], ["survival curve"], ["survival median"]])
    parts.append(Review.Part(title: "Pooled result", text: "", results: main))
    let k = main.lazy.compactMap(\.studyCount).first ?? 0
    if k >= 3 {
      let lines = ["leave-one-out", "influence", "baujat"].map { "sensitivity \($0)" }
      parts.append(Review.Part(title: "Sensitivity", text: "", results: try results(lines)))
    }
    if k >= 10 {
      let bias = try results(["bias"])
      if !bias.isEmpty { parts.append(Review.Part(title: "Small-study effects", text: "", results: bias)) }
    }
    for name in folder.multiverses {
      let results = try results(["sensitivity multiverse --spec \(JobWords.quoted(name))"])
      let words = name.split(separator: "-").joined(separator: " ")
      let title = "Multiverse: \(words)"
      if !results.isEmpty { parts.append(Review.Part(title: title, text: "", results: results)) }
    }
    return parts
  }

  /// The results of the first commands of which any can be made; where none can, those of the first.
  private mutating func firstMade(_ choices: [[String]]) throws -> [Review.Result] {
    var first: [Review.Result]?
    for lines in choices {
      let results = try results(lines)
      if results.contains(where: \.isMade) { return results }
      if first == nil { first = results }
    }
    return first ?? []
  }

  /// The results of commands; a command without a place in a report, or whose options do not fit the data, has none.
  private mutating func results(_ lines: [String]) throws -> [Review.Result] {
    var results: [Review.Result] = []
    for line in lines {
      do {
        results.append(try result(try read(ReviewFile.Analysis(line: line))))
      } catch is Refusal {
        continue
      }
    }
    return results
  }
}

extension Review.Result {
  fileprivate var isMade: Bool { if case .failed = outcome { false } else { true } }

  /// The number of studies with an estimate in its forest plot.
  fileprivate var studyCount: Int? {
    guard case .made(_, .forest(let plot)?) = outcome else { return nil }
    return plot.rows.count { $0.kind == .study && $0.estimate != nil }
  }
}
