import EffectSizes
import Figures
import StudyData

/// The reported numbers of the studies as columns.
struct RawColumns {
  /// Names for CSV.
  let names: [String]
  /// Headings for reading.
  let headers: [String]

  init(_ effects: EffectSizes) {
    (names, headers) =
      switch effects.studies.first?.counts {
      case .oneGroup: (["events", "total"], ["Events/total"])
      case .twoGroups: (["events1", "total1", "events2", "total2"], ["Group 1", "Group 2"])
      case .oneGroupRate: (["events", "time"], ["Events/time"])
      case .twoGroupRates: (["events1", "time1", "events2", "time2"], ["Group 1", "Group 2"])
      case .oneGroupMean: (["mean", "sd", "total"], ["Mean (SD), n"])
      case .twoGroupMeans:
        (["mean1", "sd1", "total1", "mean2", "sd2", "total2"], ["Group 1", "Group 2"])
      case .pairedMeans:
        (["mean1", "sd1", "mean2", "sd2", "total", "correlation"], ["First", "Second", "n", "r"])
      case .correlation: (["correlation", "total"], ["r", "n"])
      case .logRank: (["o_minus_e", "v"], ["O-E", "V"])
      case .survival: (["survival", "at", "at_risk"], ["Survival", "At", "At risk", "SE from"])
      case .reported, nil: ([], [])
      }
  }

  /// Headings for a figure: what each column holds, and over those of two groups their names.
  ///
  /// - Parameter groups: the names of the groups; "Group 1" and "Group 2" where there are none.
  func headings(groups: [String]) -> [ForestHeadings.Raw] {
    let isPaired = names.contains("mean2") && names.contains("total")
    let groups = groups.count == 2 ? groups : isPaired ? ["First", "Second"] : ["Group 1", "Group 2"]
    return names.map { name in
      let stem = name.last == "1" || name.last == "2" ? String(name.dropLast()) : name
      let group = name.last == "1" ? groups[0] : name.last == "2" ? groups[1] : ""
      return ForestHeadings.Raw(Self.words[stem] ?? stem, group: group)
    }
  }

  private static let words = [
    "events": "Events", "total": "Total", "time": "Time", "mean": "Mean", "sd": "SD", "correlation": "r",
    "o_minus_e": "O−E", "v": "V", "survival": "Survival", "at": "At", "at_risk": "At risk",
  ]

  /// Whether a column means something when it is added up over the studies: counts and times do, means do not.
  func isAdditive(_ index: Int) -> Bool {
    let name = names[index]
    return ["events", "total", "time"].contains { name.hasPrefix($0) } || name == "o_minus_e" || name == "v"
  }

  /// The numbers of a study; NaN where one is not reported.
  func numbers(_ study: StudyEffect) -> [Double] {
    switch study.counts {
    case .oneGroup(let counts): [counts.events, counts.total]
    case .twoGroups(let counts):
      [counts.first.events, counts.first.total, counts.second.events, counts.second.total]
    case .oneGroupRate(let rate): [rate.events, rate.time]
    case .twoGroupRates(let rates):
      [rates.first.events, rates.first.time, rates.second.events, rates.second.time]
    case .oneGroupMean(let group): [group.mean, group.sd, group.total]
    case .twoGroupMeans(let groups):
      [groups.first, groups.second].flatMap { [$0.mean, $0.sd, $0.total] }
    case .pairedMeans(let pair):
      [pair.mean1, pair.sd1, pair.mean2, pair.sd2, pair.total, pair.correlation]
    case .correlation(let sample): [sample.correlation, sample.total]
    case .logRank(let statistic): [statistic.observedMinusExpected, statistic.variance]
    case .survival(let estimate):
      [estimate.reported.survival, estimate.reported.time, estimate.reported.atRisk ?? .nan]
    case .reported: []
    }
  }

  /// The numbers of a study as cells.
  func values(_ study: StudyEffect) -> [ResultTable.Value] { numbers(study).map { .init($0) } }

  /// The numbers of a study under the headings for reading.
  func texts(_ study: StudyEffect) -> [String] {
    let numbers = numbers(study)
    let exact = numbers.map { NumberText.exact($0) ?? "" }
    let short = numbers.map { NumberText.significant($0, digits: 4) }
    switch study.counts {
    case .oneGroup, .oneGroupRate: return ["\(exact[0])/\(exact[1])"]
    case .twoGroups, .twoGroupRates: return ["\(exact[0])/\(exact[1])", "\(exact[2])/\(exact[3])"]
    case .oneGroupMean: return ["\(short[0]) (\(short[1])), \(exact[2])"]
    case .twoGroupMeans:
      return ["\(short[0]) (\(short[1])), \(exact[2])", "\(short[3]) (\(short[4])), \(exact[5])"]
    case .pairedMeans:
      return ["\(short[0]) (\(short[1]))", "\(short[2]) (\(short[3]))", exact[4], exact[5]]
    case .correlation, .logRank: return exact
    case .survival(let estimate): return [exact[0], exact[1], exact[2], estimate.rung.letter]
    case .reported: return []
    }
  }

  /// The letters in the last column explained, where there are any.
  static func legend(_ studies: [StudyEffect]) -> String? {
    let used = Set(studies.compactMap(\.survivalRung))
    guard !used.isEmpty else { return nil }
    let words = SurvivalRung.allCases.filter(used.contains).map { "\($0.letter) \($0.name)" }
    return "SE from: " + words.joined(separator: "; ")
  }
}
