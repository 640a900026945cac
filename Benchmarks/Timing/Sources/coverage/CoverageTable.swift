import MetaAnalysis

/// How often the intervals of each scenario hold the truth.
struct CoverageTable<Scenario: CoverageScenario> {
  private let scenarios: [Scenario]
  private let replications: Int
  private let seed: UInt64

  init(_ scenarios: [Scenario], replications: Int, seed: UInt64) {
    self.scenarios = scenarios
    self.replications = replications
    self.seed = seed
  }

  func printMarkdown() throws {
    print("\(Scenario.title): coverage of 95 % intervals, \(replications) replications, seed \(seed)\n")
    let header = Scenario.columns + ["of", "true", "mean estimate"] + Scenario.methods + ["MC error"]
    print(line(header))
    print(line(header.indices.map { $0 < Scenario.columns.count + 1 ? "---" : "---:" }))
    for scenario in scenarios {
      for row in try rows(scenario) { print(line(scenario.settings + row)) }
    }
  }

  private func rows(_ scenario: Scenario) throws -> [[String]] {
    let truths = scenario.truths
    var hits = [[Int]](repeating: Array(repeating: 0, count: Scenario.methods.count), count: truths.count)
    var sums = [Double](repeating: 0, count: truths.count)
    var counts = [Int](repeating: 0, count: truths.count)
    var stream = RandomStream(seed: seed)
    for _ in 0..<replications {
      for (index, drawn) in try scenario.draw(&stream).enumerated() {
        guard let drawn else { continue }
        counts[index] += 1
        sums[index] += drawn.estimate
        for (method, interval) in drawn.intervals.enumerated()
        where interval.contains(truths[index].value) {
          hits[index][method] += 1
        }
      }
    }
    return truths.indices.map { index in
      let count = Double(counts[index])
      let shares = hits[index].map { Double($0) / count }
      let error = (0.95 * 0.05 / count).squareRoot()
      return [
        truths[index].name, NumberText.fixed(truths[index].value, decimals: 3),
        NumberText.fixed(sums[index] / count, decimals: 3),
      ] + shares.map { percent($0) } + [percent(error)]
    }
  }

  private func percent(_ share: Double) -> String { NumberText.fixed(100 * share, decimals: 1) + "%" }

  private func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
}
