/// What all subsets, or a sample of them, say together.
public struct GoshResult: Sendable {
  /// The subsets with and without one unit.
  public struct Unit: Sendable, Equatable {
    /// The study or cluster.
    public let name: String
    /// How many subsets with it could be analyzed.
    public let countWith: Int
    /// How many without it.
    public let countWithout: Int
    /// The mean of each quantity over the subsets with it.
    public let estimatesWith: [Double?]
    /// The mean of each quantity over the subsets without it.
    public let estimatesWithout: [Double?]
    /// The mean of τ² over the subsets with it.
    public let tau2With: Double?
    /// The mean of τ² over the subsets without it.
    public let tau2Without: Double?
    /// The mean of I² over the subsets with it.
    public let i2With: Double?
    /// The mean of I² over the subsets without it.
    public let i2Without: Double?

    /// By how much the mean of a quantity is larger with it than without.
    public func shift(of quantity: Int) -> Double? {
      guard let with = estimatesWith[quantity], let without = estimatesWithout[quantity] else { return nil }
      return with - without
    }
  }

  /// The job.
  public let gosh: Gosh
  /// The sums and counts.
  public let record: GoshRecord

  /// The result of a job, from the records of its blocks in their order.
  public init(_ gosh: Gosh, records: [GoshRecord]) {
    self.gosh = gosh
    record = records.reduce(into: GoshRecord(gosh)) { $0.add($1) }
  }

  /// By study or cluster, in their order.
  public var units: [Unit] {
    gosh.model.clusters.clusters.enumerated().map { place, cluster in
      let with = record.unitCounts[place]
      let without = record.estimates[0].count - with
      let sums = record.unitSums[place]
      func means(_ tally: GoshTally, _ column: Int) -> (with: Double?, without: Double?) {
        (
          with == 0 ? nil : tally.axis.center + sums[column] / Double(with),
          without == 0 ? nil : tally.axis.center + (tally.sum - sums[column]) / Double(without)
        )
      }
      let estimates = record.estimates.enumerated().map { means($1, $0) }
      let tau2 = record.tau2.map { means($0, estimates.count) }
      let i2 = record.i2.map { means($0, estimates.count + (record.tau2 == nil ? 0 : 1)) }
      return Unit(
        name: cluster.name, countWith: with, countWithout: without, estimatesWith: estimates.map(\.with),
        estimatesWithout: estimates.map(\.without), tau2With: tau2?.with, tau2Without: tau2?.without,
        i2With: i2?.with, i2Without: i2?.without)
    }
  }

  /// The unit whose presence moves the mean of a quantity most.
  public func mostInfluential(on quantity: Int = 0) -> Unit? {
    units.filter { $0.shift(of: quantity) != nil }
      .max { abs($0.shift(of: quantity) ?? 0) < abs($1.shift(of: quantity) ?? 0) }
  }
}
