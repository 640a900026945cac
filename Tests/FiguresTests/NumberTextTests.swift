import Foundation
import Testing

@testable import Figures

/// A repeatable stream of numbers (SplitMix64).
struct Numbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Any finite number, each bit pattern as likely as the next.
  mutating func anyFinite() -> Double {
    while true {
      let value = Double(bitPattern: next())
      if value.isFinite { return value }
    }
  }

  /// A number of either sign whose size is spread evenly over the powers of ten of `exponents`.
  mutating func spread(_ exponents: ClosedRange<Double>) -> Double {
    let size = pow(10, Double.random(in: exponents, using: &self))
    return Bool.random(using: &self) ? size : -size
  }
}

@Suite("Numbers as text")
struct NumberTextTests {
  @Test("fixed decimals agree with the C library on random values")
  func fixedAgreesWithC() {
    var numbers = Numbers(state: 1)
    for _ in 0..<20_000 {
      let value = numbers.spread(-9...9)
      let decimals = Int.random(in: 0...6, using: &numbers)
      let expected = String(format: "%.\(decimals)f", value)
      // Ours writes no minus before a zero.
      let isZero = !expected.contains { ("1"..."9").contains($0) }
      let wanted = isZero ? expected.replacingOccurrences(of: "-", with: "") : expected
      #expect(NumberText.fixed(value, decimals: decimals) == wanted, "\(value) with \(decimals)")
    }
  }

  @Test(
    "what looks like a tie in decimal is rounded by its binary value",
    arguments: [
      // The double nearest to each of these lies below (or above) the written tie.
      (1.005, 2), (2.675, 2), (1.115, 2), (0.145, 2), (8.345, 2), (1.0005, 3), (0.285, 2), (1.45, 1),
      (10.235, 2),
      (0.15, 1), (0.35, 1), (5.015, 2), (1e-4 / 2, 4), (4.35, 1), (1234.5675, 3), (0.0000005, 6),
    ])
  func apparentTies(value: Double, decimals: Int) {
    #expect(NumberText.fixed(value, decimals: decimals) == String(format: "%.\(decimals)f", value))
  }

  @Test(
    "exact ties go away from zero, where the C library goes to the even digit",
    arguments: [
      (0.5, 0, "1", "0"), (2.5, 0, "3", "2"), (-0.5, 0, "-1", "-0"), (0.125, 2, "0.13", "0.12"),
      (0.375, 2, "0.38", "0.38"), (-0.125, 2, "-0.13", "-0.12"), (1.5, 0, "2", "2"),
      (0.0625, 3, "0.063", "0.062"),
      (1024.5, 0, "1025", "1024"),
    ])
  func exactTies(value: Double, decimals: Int, ours: String, theirs: String) {
    #expect(NumberText.fixed(value, decimals: decimals) == ours)
    #expect(String(format: "%.\(decimals)f", value) == theirs)
  }

  @Test("zero has no sign, and neither has what rounds to it")
  func negativeZero() {
    #expect(NumberText.fixed(-0.0, decimals: 2) == "0.00")
    #expect(NumberText.fixed(-0.004, decimals: 2) == "0.00")
    #expect(NumberText.fixed(-0.006, decimals: 2) == "-0.01")
    #expect(NumberText.fixed(.leastNonzeroMagnitude, decimals: 18) == "0.000000000000000000")
  }

  @Test("what is not finite has a text and no crash")
  func notFinite() {
    #expect(NumberText.fixed(.nan, decimals: 2) == "NaN")
    #expect(NumberText.fixed(.infinity, decimals: 2) == "∞")
    #expect(NumberText.fixed(-.infinity, decimals: 2) == "-∞")
    #expect(NumberText.exact(.nan) == nil)
    #expect(NumberText.exact(.infinity) == nil)
    #expect(NumberText.exact(-.infinity) == nil)
  }

  @Test("the exact text reads back to the same number")
  func exactRoundTrip() throws {
    var numbers = Numbers(state: 2)
    for _ in 0..<50_000 {
      let value = numbers.anyFinite()
      let text = try #require(NumberText.exact(value))
      #expect(Double(text) == value, "\(value)")
    }
    for value in [
      0, 1, -1, 1e15, 1e15 - 1, 1e16, 0.1, Double.leastNonzeroMagnitude, .greatestFiniteMagnitude, 1.0 / 3,
      123456789012,
    ] {
      #expect(NumberText.exact(value).flatMap(Double.init) == value)
    }
  }

  @Test(
    "whole numbers have no decimal point",
    arguments: [
      (0.0, "0"), (13, "13"), (-7, "-7"), (676_262, "676262"), (1e12, "1000000000000"), (0.5, "0.5"),
    ])
  func wholeNumbers(value: Double, text: String) {
    #expect(NumberText.exact(value) == text)
  }

  @Test(
    "significant digits, also where rounding adds a digit",
    arguments: [
      (0.559681389842, 4, "0.5597"), (31.99962145, 6, "31.9996"), (0.0012345, 3, "0.00123"),
      (9.99996, 4, "10.00"),
      (0.099996, 4, "0.1000"), (99.996, 4, "100.0"), (-9.99996, 4, "-10.00"), (676_262, 6, "676262"),
      (1_234_567, 3, "1234567"), (0, 4, "0"), (1.5e-15, 3, "1.50e-15"), (9.996e-15, 3, "1.00e-14"),
      (2.5e15, 2, "2.5e15"), (1000, 4, "1000"), (0.001, 2, "0.0010"),
    ])
  func significant(value: Double, digits: Int, text: String) {
    #expect(NumberText.significant(value, digits: digits) == text)
  }

  @Test("significant digits are within half of the last one")
  func significantIsClose() throws {
    var numbers = Numbers(state: 3)
    for _ in 0..<5_000 {
      let value = numbers.spread(-30...30)
      let digits = Int.random(in: 2...8, using: &numbers)
      let read = try #require(Double(NumberText.significant(value, digits: digits)))
      #expect(abs(read - value) <= 0.5001 * abs(value) * pow(10, Double(1 - digits)), "\(value)")
    }
  }

  @Test(
    "p-values",
    arguments: [
      (0.5, "p = 0.500"), (0.001, "p = 0.001"), (0.00099, "p < 0.001"), (0.0, "p < 0.001"),
      (1.0, "p = 1.000"),
      (0.04996, "p = 0.050"),
    ])
  func pStatement(p: Double, text: String) {
    #expect(NumberText.pStatement(p) == text)
  }
}
