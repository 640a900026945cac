import StudyData

/// How a count, a total and a printed percentage can agree, in exact integer arithmetic.
///
/// The percentage is u units of 10⁻ᵈ; with S = 100·10ᵈ a count e of n agrees by rounding if
/// u − ½ ≤ S·e/n ≤ u + ½ (halves may go either way), and by cutting off if u ≤ S·e/n < u + 1.
public enum PercentFit: String, Sendable, Codable {
  /// The share rounds to the printed digits.
  case rounded
  /// The share begins with the printed digits and was cut off.
  case truncated

  /// How e of n gives the printed percentage; nil if it does not. Counts outside 0…n give none. O(1).
  public static func of(_ events: Int, in total: Int, printed: PrintedPercent) -> PercentFit? {
    guard total >= 1, (0...total).contains(events) else { return nil }
    if EventsFromPercent.rounded(printed, of: total)?.contains(events) == true { return .rounded }
    return EventsFromPercent.truncated(printed, of: total)?.contains(events) == true ? .truncated : nil
  }

  /// The totals, up to a limit, of which a count is the printed percentage: one range, since S·e/n falls with n;
  /// nil if there is none. O(1).
  public static func totals(
    of events: Int, printed: PrintedPercent, by fit: PercentFit = .rounded, upTo limit: Int = 1_000_000
  ) -> ClosedRange<Int>? {
    precondition(events >= 0, "a count is not negative")
    let scale = 200 * Int128(power(printed.decimals))
    let (twice, double) = (2 * Int128(printed.units), scale * Int128(events))
    // u − ½ ≤ S e/n ≤ u + ½, or u ≤ S e/n < u + 1, times 2n.
    let (least, most) = fit == .rounded ? (twice - 1, twice + 1) : (twice, twice + 2)
    if events == 0 { return least <= 0 ? 1...limit : nil }
    let isOpen = fit == .truncated
    let low = isOpen ? double / most + 1 : (double + most - 1) / most
    let high = least <= 0 ? Int128(limit) : min(Int128(limit), double / least)
    let start = max(low, Int128(events), 1)
    return start <= high ? Int(start)...Int(high) : nil
  }

  /// The smallest total of which a whole number gives the printed percentage by rounding: 3 for 67%. O(10ᵈ).
  public static func smallestTotal(printed: PrintedPercent) -> Int {
    let limit = 100 * power(min(printed.decimals, 4))
    return (1...limit).first { EventsFromPercent.rounded(printed, of: $0) != nil } ?? limit
  }

  /// The counts that can be meant by a percentage of a total, rounded or cut off, in order; of each kind no more
  /// than `limit`. O(their number).
  public static func counts(of total: Int, printed: PrintedPercent, limit: Int = 10_001) -> [Int] {
    guard total >= 1 else { return [] }
    let rounded = EventsFromPercent.rounded(printed, of: total).map { Array($0.prefix(limit)) } ?? []
    let truncated = EventsFromPercent.truncated(printed, of: total).map { Array($0.prefix(limit)) } ?? []
    return Set(rounded).union(truncated).sorted()
  }

  private static func power(_ decimals: Int) -> Int {
    (0..<decimals).reduce(1) { power, _ in power * 10 }
  }
}
