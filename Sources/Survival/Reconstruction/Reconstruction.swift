/// Individual times rebuilt from a published Kaplan-Meier curve, its numbers at risk and the number of events.
///
/// In each interval of the risk table the losses, evenly spread in time, are chosen so that the deaths that the
/// curve implies and the losses leave the number at risk that is reported at its end. In the last interval the losses
/// go on at the mean rate of the earlier ones. Where a reported number of events is not met so, the losses of every
/// interval are moved towards its end or its beginning, and the number lost in the last one is changed.
/// Without numbers at risk the total of events alone decides; without either no one is lost before the end of the curve.
/// The people left at the end of the curve are censored there.
///
/// It differs from the published algorithm where that leaves something open or makes the curve untrue:
/// - the losses are found by bisection over whole numbers (`CensoringSearch`) and not by steps that may not end;
/// - they are spread between the times of the risk table, not between read-offs, and keep these times in the result;
/// - a risk table that leaves fewer deaths than the curve shows is refused beyond what reading errors explain, where the
///   original lowers the number at risk and goes on;
/// - a number of events smaller than the curve's does not erase deaths from the last interval: the audit shows both;
/// - the number of events moves the losses of all intervals first, and only then the number lost in the last one, where few
///   people are left and a hazard ratio would be bent by it;
/// - no death is placed where the curve is flat: a larger number of events is then refused;
/// - a fall first seen at a read-off at the very time of a number at risk took place before it, since those at risk are
///   counted at that time: its deaths stand midway to the read-off before, in the interval that ends there. The
///   original counts them among those at risk, which on a regular grid loses one or two in a hundred events. Only where the
///   step was read at its top and its bottom is the fall at that very time.
///
/// Source: Guyot P, Ades AE, Ouwens MJNM, Welton NJ (2012), *BMC Med Res Methodol* 12:9. O(intervals · log n ·
/// (points + n)).
public struct Reconstruction: Sendable, Equatable {
  /// The rebuilt people, in order of time; at one time the events come first.
  public let people: [SurvivalTime]
  /// The read-offs as used.
  public let curve: ReadOffCurve
  /// The risk table as used.
  public let riskTable: RiskTable
  /// How well the people agree with what was published.
  public let audit: ReconstructionAudit

  /// Rebuilds the times of one arm; throws where curve, risk table and events contradict each other.
  ///
  /// A contradiction is a shortfall beyond max(1, ε n/Ŝ) people, with ε the tolerance of the read-offs and n at risk
  /// at the start of the interval, besides the deaths at its first read-off, which may have been before it; for a total
  /// of events on a curve that ends flat it is one beyond max(2, 5 %) events.
  ///
  /// - Parameters:
  ///   - curve: the read-offs.
  ///   - riskTable: the numbers at risk, at least the number at time 0.
  ///   - events: the number of events reported, where it is.
  ///   - placement: where the deaths of a fall stand.
  public init(
    curve: ReadOffCurve, riskTable: RiskTable, events: Int? = nil, placement: FallPlacement = .midway
  ) throws(ReconstructionError) {
    if let events, events > riskTable.total || events < 0 {
      throw .moreEventsThanPeople(events: events, people: riskTable.total)
    }
    let start = ReconstructionBuilder(
      curve: curve, riskTable: riskTable, events: events, placement: placement)
    var builder =
      if let events { try start.nearest(to: events) } else { try start.built(spread: 1, meetsEvents: false) }
    try builder.finish()
    people = builder.people.sorted { ($0.time, $0.isEvent ? 0 : 1) < ($1.time, $1.isEvent ? 0 : 1) }
    self.curve = curve
    self.riskTable = riskTable
    audit = builder.audit
  }
}
