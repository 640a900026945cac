/// Which subsets are analyzed: all but the empty one, or a random sample of distinct ones.
///
/// A subset is written as a mask whose bit i says whether unit i (a study, or a cluster of studies) is in it.
/// All subsets of n units are the masks 1 … 2ⁿ − 1.
public struct SubsetPlan: Sendable, Equatable {
  /// The number of units.
  public let units: Int
  /// How many subsets are analyzed.
  public let count: Int
  /// The seed of the sample; nil where all subsets are analyzed.
  public let seed: UInt64?

  /// With more units than this, all subsets are too many: 33,554,431 at 25.
  public static let mostUnitsForAll = 25

  /// The number of all subsets, 2ⁿ − 1; nil where it is beyond 2⁶².
  public static func all(of units: Int) -> Int? { units <= 62 ? (1 << units) - 1 : nil }

  /// All subsets of at most ``mostUnitsForAll`` units (a precondition).
  public init(allOf units: Int) {
    precondition((1...Self.mostUnitsForAll).contains(units), "all subsets of 1 to 25 units")
    self.units = units
    count = (1 << units) - 1
    seed = nil
  }

  /// A sample without replacement, in which each non-empty subset is equally likely; all subsets where there are not
  /// more than `count`.
  ///
  /// metafor's `gosh(subsets = )` draws with replacement.
  public init(sample count: Int, of units: Int, seed: UInt64) {
    precondition(units >= 1 && count >= 1, "at least one unit and one subset")
    if units <= Self.mostUnitsForAll, let all = Self.all(of: units), count >= all {
      self.init(allOf: units)
    } else {
      self.init(units: units, count: min(count, Self.all(of: units) ?? count), seed: seed)
    }
  }

  private init(units: Int, count: Int, seed: UInt64) {
    self.units = units
    self.count = count
    self.seed = seed
  }

  /// The numbers of the subsets: masks where all are analyzed (0, the empty one, is left out), otherwise places in
  /// the sample.
  var numbers: Range<Int> { seed == nil ? 0..<count + 1 : 0..<count }
}
