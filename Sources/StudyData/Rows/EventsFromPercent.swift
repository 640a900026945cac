/// Which numbers of events a printed percentage can stand for, in exact integer arithmetic.
///
/// A percentage of u·10⁻ᵈ and e of n agree by rounding if |100·10ᵈ·e − u·n| ≤ n/2. Whether halves were rounded
/// up, down or to even is not known, so each is accepted.
public enum EventsFromPercent {
  /// The numbers of events that round to the printed percentage of `total`; nil if there is none. O(1).
  public static func rounded(_ percent: PrintedPercent, of total: Int) -> ClosedRange<Int>? {
    precondition(total >= 1, "a percentage needs a total of at least 1")
    let (units, total, scale) = terms(percent, total)
    let low = ceilingQuotient((2 * units - 1) * total, 2 * scale)
    let high = floorQuotient((2 * units + 1) * total, 2 * scale)
    return range(low, high, total)
  }

  /// The numbers of events whose percentage of `total` begins with the printed digits, the rest being cut off
  /// instead of rounded; nil if there is none. O(1).
  public static func truncated(_ percent: PrintedPercent, of total: Int) -> ClosedRange<Int>? {
    precondition(total >= 1, "a percentage needs a total of at least 1")
    let (units, total, scale) = terms(percent, total)
    let low = ceilingQuotient(units * total, scale)
    let high = ceilingQuotient((units + 1) * total, scale) - 1
    return range(low, high, total)
  }

  /// 128 bits hold (2 · 10¹⁴ + 1) · 2⁶³.
  private static func terms(_ percent: PrintedPercent, _ total: Int) -> (Int128, Int128, Int128) {
    (Int128(percent.units), Int128(total), 100 * Int128(PrintedPercent.power(percent.decimals)))
  }

  private static func range(_ low: Int128, _ high: Int128, _ total: Int128) -> ClosedRange<Int>? {
    let low = max(0, low)
    let high = min(total, high)
    return low <= high ? Int(low)...Int(high) : nil
  }

  private static func floorQuotient(_ numerator: Int128, _ denominator: Int128) -> Int128 {
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    return remainder < 0 ? quotient - 1 : quotient
  }

  private static func ceilingQuotient(_ numerator: Int128, _ denominator: Int128) -> Int128 {
    -floorQuotient(-numerator, denominator)
  }
}
