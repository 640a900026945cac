import Testing

@testable import Distributions

/// The published streams, and that numbers and orders are equally likely.
struct RandomStreamTests {
  /// Vigna's `splitmix64.c` with x = 1234567, as Rosetta Code lists it.
  @Test func splitMix64() {
    var source = SplitMix64(state: 1_234_567)
    let expected: [UInt64] = [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
    ]
    #expect(expected.map { _ in source.next() } == expected)
  }

  /// Vigna's `xoshiro256starstar.c` with s = {1, 2, 3, 4}, as the Rust crate `rand_xoshiro` tests it.
  @Test func xoshiro256StarStar() {
    var stream = RandomStream(state: (1, 2, 3, 4))
    let expected: [UInt64] = [
      11520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360,
      607_988_272_756_665_600, 16_172_922_978_634_559_625, 8_476_171_486_693_032_832,
      10_595_114_339_597_558_777, 2_904_607_092_377_533_576,
    ]
    #expect(expected.map { _ in stream.next() } == expected)
  }

  /// The definition m(m(seed) + block), computed in Python with both algorithms written anew.
  @Test func streamsOfBlocks() {
    let expected: [(seed: UInt64, block: Int, bits: [UInt64])] = [
      (1, 0, [0x6082_e999_3631_e7d5, 0xe9ac_c0d4_4727_2233]),
      (1, 1, [0xb797_de90_2293_ad79, 0xb38c_cb56_832f_3ca3]),
      (7, 1_000_000, [0xd5e3_6f78_d061_e5fb, 0x19a1_adae_72a6_1690]),
      (.max, 0, [0x0722_a55f_67c6_af6f, 0x4400_2ca9_0c2c_e2aa]),
    ]
    for (seed, block, bits) in expected {
      var stream = RandomStream(seed: seed, block: block)
      #expect(bits.map { _ in stream.next() } == bits)
    }
  }

  @Test func normalDrawsAreQuantiles() {
    var (stream, copy) = (RandomStream(seed: 4), RandomStream(seed: 4))
    for _ in 0..<100 {
      let p = (Double(copy.next() >> 11) + 0.5) * 0x1p-53
      #expect(abs(Normal.standard.cumulative(stream.normal()) - p) < 1e-14)
    }
  }

  @Test func isRepeatable() {
    var (first, second, other) = (RandomStream(seed: 7), RandomStream(seed: 7), RandomStream(seed: 8))
    #expect((0..<9).map { _ in first.next() } == (0..<9).map { _ in second.next() })
    #expect(first == second && first.next() != other.next())
  }

  /// Six orders of three elements, 60,000 draws: χ² with 5 degrees of freedom, far inside its range.
  @Test func ordersAreEquallyLikely() {
    var stream = RandomStream(seed: 20)
    var counts: [[Int]: Double] = [:]
    for _ in 0..<60_000 {
      var order = [0, 1, 2]
      stream.shuffle(&order)
      counts[order, default: 0] += 1
    }
    #expect(counts.count == 6)
    let chiSquared = counts.values.reduce(0) { $0 + ($1 - 10_000) * ($1 - 10_000) / 10_000 }
    #expect(chiSquared < 20.5)
  }

  @Test func numbersStayInRange() {
    var stream = RandomStream(seed: 3)
    let draws = (0..<10_000).map { _ in (stream.below(7), stream.uniform(), stream.coin()) }
    #expect(Set(draws.map(\.0)) == Set(0..<7))
    #expect(draws.allSatisfy { $0.1 >= 0 && $0.1 < 1 })
    #expect(abs(draws.reduce(0) { $0 + $1.1 } / 10_000 - 0.5) < 0.02)
    #expect(abs(Double(draws.filter(\.2).count) - 5_000) < 250)
    #expect(stream.below(1) == 0)
  }
}
