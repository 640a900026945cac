import StudyData

/// Which way censoring between two times is known.
public enum CurveMethod: String, Sendable, Codable, CaseIterable {
  /// The numbers at risk are printed.
  case atRisk = "at-risk"
  /// The shortest and the longest follow-up are known, and censoring is uniform between them.
  case followUp = "follow-up"
}

/// The log hazard ratio from two survival curves that are read off at the same times.
///
/// For each interval the events d and the effective number at risk R of each group are worked out (``ReadOffInterval``);
///
///     ln HRⱼ = ln[(d₁/R₁)/(d₂/R₂)],   Varⱼ = 1/d₁ − 1/R₁ + 1/d₂ − 1/R₂,
///
/// and the intervals are put together by inverse variance. d/R is a risk in the interval, not a hazard, so that
/// intervals should be short: at most about 20 % of those at risk may have the event, and the read-off warns beyond.
///
/// Intervals without events. Where neither curve falls, the interval says nothing and is passed over. Where only one
/// falls, no event is made up: the interval is joined with the next one, and at the end with the one before. An
/// interval at whose end a curve is at 0 is left out, since d = R there whatever the hazard.
///
/// Sources: Parmar MKB, Torri V, Stewart L (1998), *Stat Med* 17:2815–2834; Williamson PR and others (2002),
/// *Stat Med* 21:3337–3351, with the numbers at risk; Tierney JF and others (2007), *Trials* 8:16. O(points).
public struct CurveReadOff: Sendable, Equatable, Codable {
  /// Why there is no estimate.
  public struct Failure: Error, Sendable, Equatable {
    /// What is missing or unusable.
    public let reason: String
    /// Whether part of what is needed is there.
    public let isStarted: Bool
  }

  /// How censoring is known.
  public let method: CurveMethod
  /// The intervals that were used or passed over, by time.
  public let intervals: [ReadOffInterval]
  /// ln HR of the first group over the second.
  public let logHR: Double
  /// Its variance.
  public let variance: Double
  /// What is unwise or worth knowing.
  public let notes: [RowNote]

  /// Reads the curves.
  ///
  /// - Throws: ``Failure`` where numbers at risk, sizes, follow-up or events are missing.
  public init(_ curves: CurvePair, method: CurveMethod) throws(Failure) {
    let grid = try CurveGrid(curves, method: method)
    let plan = try grid.plan()
    self.method = method
    intervals =
      switch method {
      case .atRisk: plan.pieces.map(grid.byNumbersAtRisk)
      case .followUp: grid.byFollowUp(plan.pieces, curves)
      }
    var (sum, weights) = (0.0, 0.0)
    for interval in intervals {
      guard let logHR = interval.logHR, let variance = interval.variance else { continue }
      sum += logHR / variance
      weights += 1 / variance
    }
    guard weights > 0 else {
      throw Failure(reason: "no interval has events in both groups", isStarted: true)
    }
    logHR = sum / weights
    variance = 1 / weights
    notes = grid.notes + plan.notes + Self.remarks(on: intervals)
  }

  private static func remarks(on intervals: [ReadOffInterval]) -> [RowNote] {
    var notes: [RowNote] = []
    let used = intervals.filter { $0.logHR != nil }
    let large = used.filter { max($0.first.share, $0.second.share) > 0.2 }
    if !large.isEmpty {
      notes.append(
        RowNote(
          code: "large-intervals",
          text:
            "more than 20 % of those at risk have the event in \(list(large)); read the curves at more times")
      )
    }
    let negative = used.filter { min($0.first.censored, $0.second.censored) < -0.5 }
    if !negative.isEmpty {
      notes.append(
        RowNote(
          code: "risk-table-disagrees",
          text: "the curve falls by more events than leave the numbers at risk in \(list(negative))"))
    }
    let beyond = intervals.filter { $0.first.atRisk <= 0 || $0.second.atRisk <= 0 }
    if !beyond.isEmpty {
      notes.append(
        RowNote(
          code: "nobody-at-risk", text: "nobody is at risk in \(list(beyond))"))
    }
    return notes
  }

  private static func list(_ intervals: [ReadOffInterval]) -> String {
    intervals.map { "\(ShortNumber.text($0.start))-\(ShortNumber.text($0.end))" }.joined(separator: ", ")
  }
}

extension RouteInputs {
  /// The read-off of the curves as a route.
  func fromCurves(_ curves: CurvePair?, _ method: CurveMethod) throws(ImpossibleRoute) -> RouteEstimate {
    guard let curves else {
      throw ImpossibleRoute(route: route, reason: "needs survival curves", isStarted: false)
    }
    let read: CurveReadOff
    do {
      read = try CurveReadOff(curves, method: method)
    } catch {
      throw ImpossibleRoute(route: route, reason: error.reason, isStarted: error.isStarted)
    }
    return try estimate(read.logHR, variance: read.variance, notes: read.notes)
  }
}
