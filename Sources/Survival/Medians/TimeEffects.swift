import Distributions
import EffectSizes
import Pooling
import StudyData

/// The effect sizes of reported medians or restricted means, with the route by which each study's variance came about.
///
///     let medians = TimeEffects(.median, of: studies)
///     let fit = try RandomEffects().fit(medians.effects)
public struct TimeEffects: Sendable {
  /// How one study's variance came about.
  public struct Derivation: Sendable, Equatable, Codable {
    /// The study.
    public let label: String
    /// The route of each group.
    public let routes: [TimeRoute]

    /// Whether an assumption about survival that the study does not state is in it.
    public var isDerived: Bool { routes.contains(where: \.isDerived) }
  }

  /// A study whose time is known but not how precise it is.
  public struct Unused: Sendable, Equatable {
    /// The study.
    public let label: String
    /// The medians or restricted means that it reports.
    public let values: [Double]
    /// Why it is not used.
    public let reason: String
  }

  /// The measure.
  public let timeMeasure: TimeMeasure
  /// The scale on which confidence limits were read.
  public let intervalScale: TimeIntervalScale
  /// The effect sizes; studies without a variance are among those left out.
  public let effects: EffectSizes
  /// The routes, one entry per study of ``effects``.
  public let derivations: [Derivation]
  /// The studies whose time has no variance.
  public let unused: [Unused]
  /// What is unwise about the intervals, and what was assumed.
  public let warnings: [AnalysisWarning]

  /// The effect sizes without studies that rest on an assumption; nil where no study does.
  ///
  /// There may be none left.
  public var withoutDerived: EffectSizes? {
    guard derivations.contains(where: \.isDerived) else { return nil }
    return EffectSizes(
      measure: effects.measure,
      studies: zip(effects.studies, derivations).filter { !$1.isDerived }.map(\.0), level: effects.level)
  }
}

extension TimeEffects {
  /// The times of one group.
  ///
  /// - Parameters:
  ///   - measure: a measure of one group.
  ///   - studies: what the studies report.
  ///   - scale: the scale on which limits are read; nil for the measure's own.
  ///   - level: the confidence level of the intervals shown.
  ///
  /// Studies without a variance are excluded with the reason. O(k).
  public init(
    _ measure: TimeMeasure, of studies: [Study<ReportedTime>], limitsOn scale: TimeIntervalScale? = nil,
    level: Double = 0.95
  ) {
    precondition(!measure.isTwoGroup, "\(measure.rawValue) compares two groups")
    self.init(measure, studies, groups: { [$0] }, limitsOn: scale, level: level)
  }

  /// The times of two groups, the first compared with the second; otherwise as for one group.
  public init(
    _ measure: TimeMeasure, of studies: [Study<TwoGroupTimes>], limitsOn scale: TimeIntervalScale? = nil,
    level: Double = 0.95
  ) {
    precondition(measure.isTwoGroup, "\(measure.rawValue) is of one group")
    self.init(measure, studies, groups: { [$0.first, $0.second] }, limitsOn: scale, level: level)
  }

  private init<Value>(
    _ measure: TimeMeasure, _ studies: [Study<Value>], groups: (Value) -> [ReportedTime],
    limitsOn scale: TimeIntervalScale?, level: Double
  ) {
    let scale = scale ?? measure.standardIntervalScale
    var effects: [StudyEffect] = []
    var derivations: [Derivation] = []
    var unused: [Unused] = []
    var excluded: [Exclusion] = []
    var warnings: [AnalysisWarning] = []
    for study in studies {
      let times = groups(study.value)
      let precisions = times.map { Self.precision($0, measure, scale) }
      guard let reason = precisions.compactMap(\.failure).first else {
        let found = precisions.compactMap(\.success)
        effects.append(Self.effect(study, times, found, measure, level: level))
        derivations.append(Derivation(label: study.label, routes: found.map(\.route)))
        warnings += zip(times, found).flatMap { TimeWarnings.interval($0, $1, of: study.label) }
        continue
      }
      let values = times.map { ShortNumber.text($0.value) }.joined(separator: " and ")
      unused.append(Unused(label: study.label, values: times.map(\.value), reason: reason))
      excluded.append(Exclusion(study, reason: "\(reason) (\(measure.measure.quantity) of \(values))"))
    }
    timeMeasure = measure
    intervalScale = scale
    self.effects = EffectSizes(
      measure: measure.measure, studies: effects, excluded: excluded, level: level)
    self.derivations = derivations
    self.unused = unused
    self.warnings = warnings + TimeWarnings.assumption(derivations, measure)
  }

  private static func precision(
    _ time: ReportedTime, _ measure: TimeMeasure, _ scale: TimeIntervalScale
  ) -> Found {
    guard measure == .exponentialHazardRatio else {
      return TimePrecision(time, for: measure, limitsOn: scale).map { .precision($0) }
        ?? .none(TimePrecision.whyNone(time, of: measure, limitsOn: scale))
    }
    let events = ReportedTime(time.value, events: time.events)
    return TimePrecision(events, for: measure, limitsOn: scale).map { .precision($0) }
      ?? .none("no number of events in both groups")
  }

  private enum Found {
    case precision(TimePrecision)
    case none(String)

    var success: TimePrecision? { if case .precision(let value) = self { value } else { nil } }
    var failure: String? { if case .none(let reason) = self { reason } else { nil } }
  }

  private static func effect<Value>(
    _ study: Study<Value>, _ times: [ReportedTime], _ precisions: [TimePrecision], _ measure: TimeMeasure,
    level: Double
  ) -> StudyEffect {
    let scale = measure.scale
    let values = times.map { scale.forward($0.value) }
    let difference = values.count == 1 ? values[0] : values[0] - values[1]
    let yi = measure == .exponentialHazardRatio ? -difference : difference
    let vi = precisions.reduce(0) { $0 + $1.standardError * $1.standardError }
    let half = Normal.standard.upperQuantile((1 - level) / 2) * vi.squareRoot()
    let limits = scale.inverse(lower: yi - half, upper: yi + half)
    let notes = precisions.enumerated().map { index, precision in
      precisions.count == 1 ? precision.note : "group \(index + 1): \(precision.note)"
    }
    return StudyEffect(
      label: study.label, group: study.group, yi: yi, vi: vi, estimate: scale.inverse(yi),
      lower: limits.lower, upper: limits.upper, notes: study.notes.map(\.text) + notes)
  }
}
