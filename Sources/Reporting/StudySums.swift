import EffectSizes
import Figures

/// What the studies add up to, both groups together: events in people or in person-time, or people alone.
struct StudySums {
  private(set) var events = 0.0
  private(set) var size = 0.0
  private let unit: String
  /// Whether events add up, and not people alone.
  let hasEvents: Bool

  init(_ effects: EffectSizes) {
    switch effects.studies.first?.counts {
    case .oneGroup, .twoGroups: (unit, hasEvents) = ("", true)
    case .oneGroupRate, .twoGroupRates: (unit, hasEvents) = (" person-time", true)
    case .oneGroupMean, .twoGroupMeans, .pairedMeans, .correlation, .survival:
      (unit, hasEvents) = (" people", false)
    case .logRank, .reported, nil: (unit, hasEvents) = ("", false)
    }
    for study in effects.studies { add(study.counts) }
  }

  private mutating func add(_ counts: StudyCounts) {
    switch counts {
    case .oneGroup(let group): add(group.events, group.total)
    case .twoGroups(let groups):
      add(groups.first.events + groups.second.events, groups.first.total + groups.second.total)
    case .oneGroupRate(let rate): add(rate.events, rate.time)
    case .twoGroupRates(let rates):
      add(rates.first.events + rates.second.events, rates.first.time + rates.second.time)
    case .oneGroupMean(let group): add(0, group.total)
    case .twoGroupMeans(let groups): add(0, groups.first.total + groups.second.total)
    case .pairedMeans(let pair): add(0, pair.total)
    case .correlation(let sample): add(0, sample.total)
    case .survival(let estimate): add(0, estimate.reported.total ?? .nan)
    case .logRank, .reported: break
    }
  }

  private mutating func add(_ events: Double, _ size: Double) {
    self.events += events
    self.size += size
  }

  /// "38 events in 812", "38 events in 812 person-time", "812 people"; nil where nothing adds up.
  var words: String? {
    guard size > 0 else { return nil }
    let sizes = (NumberText.exact(size) ?? "") + unit
    return hasEvents ? "\(NumberText.exact(events) ?? "") events in \(sizes)" : sizes
  }
}
