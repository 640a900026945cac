import StudyData

/// The numbers that a study reported, kept beside its effect size so that they can be shown.
public enum StudyCounts: Sendable, Equatable {
  /// Events and total of one group.
  case oneGroup(GroupCounts)
  /// Events and totals of two groups.
  case twoGroups(TwoGroupCounts)
  /// Events and person-time of one group.
  case oneGroupRate(GroupRate)
  /// Events and person-time of two groups.
  case twoGroupRates(TwoGroupRates)
  /// Mean, standard deviation and size of one group.
  case oneGroupMean(GroupMean)
  /// Means, standard deviations and sizes of two groups.
  case twoGroupMeans(TwoGroupMeans)
  /// Two means of the same people.
  case pairedMeans(PairedMeans)
  /// A correlation.
  case correlation(SampleCorrelation)
  /// Observed minus expected events and their variance.
  case logRank(LogRankStatistic)
  /// Survival at a time.
  case survival(SurvivalEstimate)
  /// An effect size reported as such.
  case reported
}

/// One study's effect size.
public struct StudyEffect: Sendable, Equatable {
  /// The study's label, such as "Wang 2015".
  public let label: String
  /// The subgroup that it belongs to, where there are subgroups.
  public let group: String?
  /// The effect size on the analysis scale.
  public let yi: Double
  /// Its sampling variance on the analysis scale.
  public let vi: Double
  /// The estimate on the display scale.
  public let estimate: Double
  /// The lower confidence limit on the display scale.
  public let lower: Double
  /// The upper confidence limit on the display scale.
  public let upper: Double
  /// What was added to each cell because of zero cells; 0 where nothing was.
  public let correction: Double
  /// What was added to each cell of the second group where that differs; nil where it is ``correction`` too.
  public let secondCorrection: Double?
  /// What the study reported.
  public let counts: StudyCounts
  /// Remarks on where the numbers come from, such as "events derived from 67.7 % of 31".
  public let notes: [String]

  /// The standard error on the analysis scale.
  public var sei: Double { vi.squareRoot() }

  /// An effect size with all that is shown of it.
  public init(
    label: String, group: String? = nil, yi: Double, vi: Double, estimate: Double, lower: Double,
    upper: Double, correction: Double = 0, secondCorrection: Double? = nil, counts: StudyCounts = .reported,
    notes: [String] = []
  ) {
    self.label = label
    self.group = group
    self.yi = yi
    self.vi = vi
    self.estimate = estimate
    self.lower = lower
    self.upper = upper
    self.correction = correction
    self.secondCorrection = secondCorrection
    self.counts = counts
    self.notes = notes
  }

  /// The same effect size in another subgroup.
  public func with(group: String) -> StudyEffect {
    StudyEffect(
      label: label, group: group, yi: yi, vi: vi, estimate: estimate, lower: lower, upper: upper,
      correction: correction, counts: counts, notes: notes)
  }

  /// The same effect size with one more note.
  public func noting(_ note: String) -> StudyEffect {
    StudyEffect(
      label: label, group: group, yi: yi, vi: vi, estimate: estimate, lower: lower, upper: upper,
      correction: correction, secondCorrection: secondCorrection, counts: counts, notes: notes + [note])
  }
}
