/// The survival curve of one group of one study, as read from its report at some times.
///
///     StudyCurve("Lai 1993", total: 36, [.init(time: 6, survival: 0.19, atRisk: 36), …])
public struct StudyCurve: Sendable, Equatable, Codable {
  /// The curve at one time.
  public struct Point: Sendable, Equatable, Codable {
    /// The time since the start, above 0.
    public var time: Double
    /// The proportion that survives to this time.
    public var survival: Double
    /// The number at risk at the start of the interval that ends at this time, which is the time of the point
    /// before, or 0; nil if it is not reported. It need not be whole.
    public var atRisk: Double?

    /// Makes a point.
    public init(time: Double, survival: Double, atRisk: Double? = nil) {
      self.time = time
      self.survival = survival
      self.atRisk = atRisk
    }
  }

  /// The study's label.
  public var label: String
  /// Its stratum; nil if it is in none.
  public var group: String?
  /// The points in the order of time.
  public var points: [Point]
  /// The number at the start; nil if it is not reported.
  public var total: Double?
  /// The shortest and the longest time that those who survived were followed; nil if they are not reported.
  public var followUp: ClosedRange<Double>?

  /// Makes a curve.
  public init(
    _ label: String, group: String? = nil, total: Double? = nil, followUp: ClosedRange<Double>? = nil,
    _ points: [Point]
  ) {
    self.label = label
    self.group = group
    self.total = total
    self.followUp = followUp
    self.points = points
  }

  /// The curve of a table that gives the numbers still at risk AT each time, as the tables under published curves do.
  ///
  /// Each number then belongs to the interval that starts there, and that of the first interval is the number at the
  /// start, ``total``.
  public var movingAtRiskToStarts: StudyCurve {
    var curve = self
    let starts = [total] + points.map(\.atRisk).dropLast()
    curve.points = zip(points, starts).map { .init(time: $0.time, survival: $0.survival, atRisk: $1) }
    return curve
  }
}
