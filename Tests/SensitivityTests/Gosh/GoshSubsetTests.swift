import Testing

@testable import Sensitivity

@Suite("GOSH: subsets")
struct GoshSubsetTests {
  @Test("a permutation of the masks, whole", arguments: [1, 2, 3, 7, 8, 11])
  func whole(bits: Int) {
    let permutation = SubsetPermutation(bits: bits, seed: 42)
    let all = (1 << bits) - 1
    let masks = (0..<all).map { permutation.mask(at: $0)[0] }
    #expect(Set(masks) == Set(1...UInt64(all)))
    if bits > 3 { #expect(masks != masks.sorted()) }
  }

  @Test(
    "a sample holds each mask once, and each unit in half of them",
    arguments: [26, 63, 64, 65, 127, 200, 1000])
  func sample(bits: Int) {
    let permutation = SubsetPermutation(bits: bits, seed: 7)
    let count = 4000
    let masks = (0..<count).map { permutation.mask(at: $0) }
    #expect(Set(masks).count == count)
    var members = [Int](repeating: 0, count: bits)
    var pairs = 0
    for mask in masks {
      let units = Gosh.members(mask)
      #expect(!units.isEmpty && units.allSatisfy { $0 < bits })
      for unit in units { members[unit] += 1 }
      if units.contains(0) && units.contains(bits - 1) { pairs += 1 }
    }
    // Six standard deviations of a binomial count.
    #expect(members.allSatisfy { abs(Double($0) - 2000) < 6 * 1000.0.squareRoot() })
    #expect(abs(Double(pairs) - 1000) < 6 * 750.0.squareRoot())
  }

  @Test("another seed gives another sample, the same seed the same")
  func seeds() {
    let masks = [UInt64(1), 2, 1].map { seed in
      let permutation = SubsetPermutation(bits: 40, seed: seed)
      return (0..<100).map { permutation.mask(at: $0) }
    }
    #expect(masks[0] == masks[2])
    #expect(Set(masks[0]).intersection(masks[1]).isEmpty)
  }

  @Test("a sample of as many as there are is all of them")
  func plans() {
    #expect(SubsetPlan(sample: 100, of: 5, seed: 1) == SubsetPlan(allOf: 5))
    #expect(SubsetPlan(sample: 30, of: 5, seed: 1).count == 30)
    #expect(SubsetPlan(sample: 30, of: 5, seed: 1).seed == 1)
    #expect(SubsetPlan(allOf: 25).count == 33_554_431)
    #expect(SubsetPlan(sample: 1 << 40, of: 30, seed: 1).count == (1 << 30) - 1)
  }
}
