import MetaAnalysis

extension ReportRunner {
  /// What is reported where nothing is declared: the studies and the pooled result; what it depends on; whether small
  /// studies differ, where there are ten; every declared multiverse.
  mutating func standardParts() throws -> [Review.Part] {
    var parts: [Review.Part] = []
    let (kind, main) = try firstMade()
    parts.append(Review.Part(title: "Pooled result", text: "", results: main))
    let k = main.lazy.compactMap(\.studyCount).first ?? 0
    if k >= 3, let options = kind.sensitivity {
      let lines = ["leave-one-out", "influence", "baujat"].map { "sensitivity \($0)\(options)" }
      parts.append(Review.Part(title: "Sensitivity", text: "", results: try results(lines)))
    }
    if k >= 10, kind == .effects {
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

  /// What the data can be, the usual first.
  private enum Kind: CaseIterable {
    case effects
    case hazardRatios
    case curves
    case medians

    /// The commands for the main result.
    var lines: [String] {
      switch self {
      case .effects: ["forest", "pool"]
      case .hazardRatios: ["survival hr"]
      case .curves: ["survival curve"]
      case .medians: ["survival median"]
      }
    }

    /// The options with which `copse sensitivity` makes the main result again; nil where it cannot.
    var sensitivity: String? {
      switch self {
      case .effects: ""
      case .hazardRatios: " --analysis hr"
      case .curves, .medians: nil
      }
    }
  }

  /// The results of the first kind of which any can be made; where none can, those of the first.
  private mutating func firstMade() throws -> (kind: Kind, results: [Review.Result]) {
    var first: (Kind, [Review.Result])?
    for kind in Kind.allCases {
      let results = try results(kind.lines)
      if results.contains(where: \.isMade) { return (kind, results) }
      if first == nil { first = (kind, results) }
    }
    return first ?? (.effects, [])
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
