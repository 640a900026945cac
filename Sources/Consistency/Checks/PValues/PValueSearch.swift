import Distributions
import StudyData

/// Which tests, on which of the possible counts, give a printed p-value at its digits.
public struct PValueSearch: Sendable, Equatable {
  /// One test on one table.
  public struct Result: Sendable, Equatable {
    /// The test.
    public let test: TwoArmTest
    /// The counts.
    public let counts: TwoArmCounts
    /// The p-value.
    public let p: Double
  }

  /// What gives the printed digits, rounded or cut off; the usual tests first.
  public let matches: [Result]
  /// The result whose |z| is nearest to the printed one's; nil if there is none.
  public let nearest: Result?
  /// How far its |z| is from the nearest |z| of the printed digits; 0 with a match.
  public let distance: Double

  /// Tries every test on every table: O(tables × tests × events).
  public init(_ printed: PrintedNumber, tables: [TwoArmCounts]) {
    let low = max(0, min(printed.rounded.lowerBound, printed.truncated.lowerBound))
    let high = min(1, max(printed.rounded.upperBound, printed.truncated.upperBound))
    let slack = 1e-9
    var matches: [Result] = []
    var nearest: Result?
    var distance = Double.infinity
    let ends = (Self.z(high), Self.z(low))
    for table in tables {
      for test in TwoArmTest.allCases {
        guard let p = test.pValue(table) else { continue }
        let result = Result(test: test, counts: table, p: p)
        if p >= low - slack && p <= high + slack { matches.append(result) }
        let z = Self.z(p)
        let gap = max(0, ends.0 - z, z - ends.1)
        if gap < distance { (nearest, distance) = (result, gap) }
      }
    }
    self.matches = matches.filter(\.test.isUsual) + matches.filter { !$0.test.isUsual }
    self.nearest = nearest
    self.distance = distance
  }

  /// |z| of a two-sided p-value, at most 38.
  static func z(_ p: Double) -> Double {
    p >= 1 ? 0 : Normal.standard.upperQuantile(max(p, 1e-300) / 2)
  }

  /// The tables of two arms whose counts or percentages and sizes are known, at most `limit` of them; nil beyond.
  public static func tables(
    _ first: (counts: [Int], total: Int), _ second: (counts: [Int], total: Int), limit: Int = 10_000
  ) -> [TwoArmCounts]? {
    guard first.counts.count * second.counts.count <= limit else { return nil }
    return first.counts.flatMap { a in
      second.counts.map { TwoArmCounts(a, of: first.total, $0, of: second.total) }
    }
  }

  /// The tables of two percentages whose arms share out a known total in an unknown way, at most `limit` of them;
  /// nil beyond. O(total).
  public static func splits(
    of total: Int, _ first: PrintedPercent, _ second: PrintedPercent, limit: Int = 10_000
  ) -> [TwoArmCounts]? {
    guard total >= 2, total <= limit else { return total < 2 ? [] : nil }
    var tables: [TwoArmCounts] = []
    for size in 1..<total {
      let ones = PercentFit.counts(of: size, printed: first)
      guard !ones.isEmpty else { continue }
      let others = PercentFit.counts(of: total - size, printed: second)
      for a in ones { tables += others.map { TwoArmCounts(a, of: size, $0, of: total - size) } }
      if tables.count > limit { return nil }
    }
    return tables
  }
}
