import MetaAnalysis

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// People who enter evenly over a period and are followed to one day: each is censored at a time spread evenly over
/// the range of follow-up, if death does not come first.
///
/// Times are in units of the time of interest, so that survival is read at 1: S(u) = S(1)^(u^shape), exponential for
/// a shape of 1.
struct SimulatedCohort {
  private let people: [SurvivalTime]
  private let followUp: ClosedRange<Double>

  init(
    size: Int, survival: Double, shape: Double, followUp: ClosedRange<Double>, _ stream: inout RandomStream
  ) {
    self.followUp = followUp
    people = (0..<size).map { _ in
      let death = pow(log(1 - stream.uniform()) / log(survival), 1 / shape)
      let censoring = followUp.lowerBound + (followUp.upperBound - followUp.lowerBound) * stream.uniform()
      return SurvivalTime(time: min(death, censoring), isEvent: death <= censoring)
    }
  }

  /// What a report says beside survival at 1.
  enum Report: CaseIterable {
    /// Greenwood's standard error.
    case standardError
    /// The number at the start and the range over which people were censored.
    case range
    /// The number at the start and the shortest and longest time of all people, those who died among them.
    case observedRange
    /// The number at the start and the median time of all people, those who died among them.
    case median
    /// The number at the start.
    case total

    var heading: String {
      switch self {
      case .standardError: "a: Greenwood"
      case .range: "i: range of censoring"
      case .observedRange: "i: range of all times"
      case .median: "i: median of all times"
      case .total: "j: total alone"
      }
    }
  }

  /// The study as reported; nil where the curve has no standard error, since nobody or everybody died before 1, or does
  /// not reach 1.
  func reporting(_ report: Report) -> Study<ReportedSurvival>? {
    let times = people.map(\.time).sorted()
    guard let last = times.last, last >= 1,
      let step = KaplanMeier(people).steps.last(where: { $0.time <= 1 }), step.survival < 1,
      let error = step.standardError
    else { return nil }
    var reported = ReportedSurvival(survival: step.survival, time: 1)
    if report == .standardError {
      reported.standardError = error
    } else {
      reported.total = Double(times.count)
    }
    switch report {
    case .range: reported.followUp = .init(low: followUp.lowerBound, high: followUp.upperBound)
    case .observedRange: reported.followUp = .init(low: times[0], high: last)
    case .median: reported.followUp = .init(median: times[times.count / 2])
    case .standardError, .total: break
    }
    return Study("", reported)
  }
}
