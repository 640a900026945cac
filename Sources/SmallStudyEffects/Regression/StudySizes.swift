import EffectSizes
import StudyData

extension StudyEffect {
  /// The number of people in the study, or the person-time of rates; nil where it is not reported. metafor: the
  /// attribute `ni` that `escalc` gives.
  public var size: Double? {
    switch counts {
    case .oneGroup(let counts): counts.total
    case .twoGroups(let counts): counts.first.total + counts.second.total
    case .oneGroupRate(let rate): rate.time
    case .twoGroupRates(let rates): rates.first.time + rates.second.time
    case .oneGroupMean(let mean): mean.total
    case .twoGroupMeans(let means): means.first.total + means.second.total
    case .pairedMeans(let means): means.total
    case .correlation(let correlation): correlation.total
    case .survival(let survival): survival.reported.total
    case .logRank, .reported: nil
    }
  }

  /// The sizes of the two groups; nil where there are not two, or they are not reported.
  var groupSizes: (first: Double, second: Double)? {
    switch counts {
    case .twoGroups(let counts): (counts.first.total, counts.second.total)
    case .twoGroupMeans(let means): (means.first.total, means.second.total)
    default: nil
    }
  }
}

extension EffectSizes {
  /// The sizes, where all studies have one.
  func known(_ sizes: [Double?]) throws(SmallStudyError) -> [Double] {
    var known: [Double] = []
    for (study, size) in zip(studies, sizes) {
      guard let size else { throw .missingData("the sample size of each study", study: study.label) }
      known.append(size)
    }
    return known
  }

  /// The counts of the two groups, where all studies have them.
  func twoGroupCounts() throws(SmallStudyError) -> [TwoGroupCounts] {
    var all: [TwoGroupCounts] = []
    for study in studies {
      guard case .twoGroups(let counts) = study.counts else {
        throw .missingData("the counts of two groups", study: study.label)
      }
      all.append(counts)
    }
    return all
  }

  /// The sizes of the two groups, where all studies have them.
  func twoGroupSizes() throws(SmallStudyError) -> [(first: Double, second: Double)] {
    var all: [(first: Double, second: Double)] = []
    for study in studies {
      guard let sizes = study.groupSizes else {
        throw .missingData("the sizes of two groups", study: study.label)
      }
      all.append(sizes)
    }
    return all
  }
}
