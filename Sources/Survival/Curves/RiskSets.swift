/// For each time with an event, how many of each group are at risk just before it and how many have the event.
///
/// The log-rank test and the Cox model need no more of the data. O(n log n + times × groups).
struct RiskSets {
  /// One time.
  struct Moment {
    let atRisk: [Int]
    let events: [Int]

    var totalAtRisk: Int { atRisk.reduce(0, +) }
    var totalEvents: Int { events.reduce(0, +) }
  }

  /// The times with events, in order.
  let moments: [Moment]

  init(_ groups: [[SurvivalTime]]) {
    let sorted = groups.map { $0.sorted { $0.time < $1.time } }
    let times = Set(groups.joined().filter(\.isEvent).map(\.time)).sorted()
    var positions = groups.map { _ in 0 }
    moments = times.map { time in
      var (atRisk, events): ([Int], [Int]) = ([], [])
      for (group, people) in sorted.enumerated() {
        while positions[group] < people.count, people[positions[group]].time < time { positions[group] += 1 }
        atRisk.append(people.count - positions[group])
        events.append(
          people[positions[group]...].prefix { $0.time == time }.reduce(0) { $0 + ($1.isEvent ? 1 : 0) })
      }
      return Moment(atRisk: atRisk, events: events)
    }
  }
}
