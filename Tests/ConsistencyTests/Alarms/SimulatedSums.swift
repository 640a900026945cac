import Consistency
import Distributions
import StudyData

/// Metastases by kind, alive and dead, tumor response, and arms that add up.
struct SimulatedSums: SimulatedFamily {
  let name = "sums"

  func study(_ stream: inout RandomStream) -> [EvidenceRow] {
    let sizes = [stream.whole(30...300), stream.whole(30...300)]
    var rows: [EvidenceRow] = [
      .simulated(
        "all groups", "baseline-patients", "group-size", definition: "size", total: sizes[0] + sizes[1])
    ]
    for (arm, size) in zip(["A", "B"], sizes) {
      rows.append(.simulated(arm, "baseline-patients", "group-size", definition: "size", total: size))
      let kinds = (0..<3).map { _ in stream.binomial(size, 0.15) }
      rows.append(.simulated(arm, "any-metastasis", "count", events: kinds.reduce(0, +), total: size))
      for (kind, events) in zip(["liver", "lung", "bone"], kinds) {
        rows.append(.simulated(arm, "\(kind)-metastasis", "count", events: events, total: size))
      }
      let dead = stream.binomial(size, 0.4)
      rows.append(.simulated(arm, "death", "count", definition: "at the end", events: dead, total: size))
      rows.append(
        .simulated(arm, "alive", "count", definition: "at the end", events: size - dead, total: size))
      var left = size
      for (outcome, share) in [
        ("complete-response", 0.2), ("partial-response", 0.3), ("stable-disease", 0.5),
      ] {
        let events = stream.binomial(left, share)
        left -= events
        rows.append(.simulated(arm, outcome, "count", definition: "best", events: events, total: size))
      }
      rows.append(
        .simulated(arm, "disease-progression", "count", definition: "best", events: left, total: size))
    }
    return rows.numbered
  }

  var errors: [PlantedError] {
    [
      slip("a kind of metastasis off by 1 to 3", ["liver-metastasis", "bone-metastasis"], 0.3),
      slip("alive or dead off by 1 to 3", ["alive", "death"], 0.95),
      slip("a response off by 1 to 3", ["partial-response", "stable-disease"], 0.95),
      PlantedError(name: "an arm's size off by 1 to 3", codes: ["sum-of-parts"], least: 0.95) {
        rows, stream in
        rows[1].numbers[.total] = PrintedNumber("\((rows[1].count(.total) ?? 0) + stream.whole(1...3))")
        return true
      },
      PlantedError(name: "more events than people", codes: ["part-exceeds-whole"], least: 0.99) {
        rows, stream in
        rows[3].setEvents((rows[3].count(.total) ?? 0) + stream.whole(1...9))
        return true
      },
    ]
  }

  private func slip(_ name: String, _ outcomes: Set<String>, _ least: Double) -> PlantedError {
    PlantedError(name: name, codes: ["sum-of-parts"], severity: .note, least: least) { rows, stream in
      let place = stream.pick(rows.indices.filter { outcomes.contains(rows[$0][.outcome] ?? "") })
      let by = stream.whole(1...3) * (stream.coin() ? 1 : -1)
      let events = (rows[place].count(.events) ?? 0) + by
      guard events >= 0, events <= rows[place].count(.total) ?? 0 else { return false }
      rows[place].setEvents(events)
      return true
    }
  }
}
