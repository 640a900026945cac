import Testing

@testable import Multiverse

/// How much each choice moves the estimate, on sets small enough to be worked out by hand.
@Suite("Decomposition")
struct DecompositionTests {
  private func decomposition(_ levels: [Int], _ places: [Int32], _ values: [Double?]) -> Decomposition {
    Decomposition(levelCounts: levels, places: places, values: values)
  }

  /// Compares what is known of a part; numbers of a part that are not given are not looked at.
  private func check(
    _ part: Decomposition.Part, first: Double? = nil, total: Double? = nil, combinations: Int? = nil,
    pairs: Int? = nil, mean: Double? = nil
  ) {
    func close(_ found: Double?, _ expected: Double?) {
      guard let expected else { return }
      let difference: Double = abs((found ?? Double.nan) - expected)
      #expect(difference < 1e-14, "found \(String(describing: found)), expected \(expected)")
    }
    close(part.firstOrder, first)
    close(part.total, total)
    close(part.meanSwing, mean)
    if let combinations { #expect(part.combinations == combinations) }
    if let pairs { #expect(part.pairs == pairs) }
  }

  @Test("a balanced set of 2 × 3 without interaction")
  func additive() {
    // Rows 0 and 4 on top of columns 0, 1, 5: column means 2, 3, 7, grand mean 4, row means 2 and 6.
    // SS rows = 3(4 + 4) = 24, SS columns = 2(4 + 1 + 9) = 28, SS = 52.
    let found = decomposition([2, 3], [0, 1, 2, 3, 4, 5], [0, 1, 5, 4, 5, 9])
    let (rows, columns): (Double, Double) = (24.0 / 52.0, 28.0 / 52.0)
    check(found.parts[0], first: rows, total: rows, combinations: 3, pairs: 3, mean: 4)
    check(found.parts[1], first: columns, total: columns, combinations: 2, pairs: 6, mean: 10.0 / 3.0)
    let largest = Decomposition.Swing(lowLevel: 0, highLevel: 2, low: 0, high: 2, size: 5)
    #expect(found.parts[1].largest == largest)
    #expect(found.mover?.factor == 0)
  }

  @Test("an interaction counts in the total share alone")
  func interaction() {
    // Nothing but interaction: both levels of each have the mean 0.
    let crossed = decomposition([2, 2], [0, 1, 2, 3], [1, -1, -1, 1])
    for part in crossed.parts { check(part, first: 0, total: 1, mean: 2) }
    // y = 0, 1, 2, 7: SS rows = 16, SS columns = 9, SS interaction = 4, SS = 29.
    let mixed = decomposition([2, 2], [0, 1, 2, 3], [0, 1, 2, 7])
    check(mixed.parts[0], first: 16.0 / 29.0, total: 20.0 / 29.0)
    check(mixed.parts[1], first: 9.0 / 29.0, total: 13.0 / 29.0)
  }

  @Test("an idle choice is equal to every level, and no pair is counted twice")
  func idle() {
    // The second choice has no meaning at the first level of the first: one analysis, 10.
    let found = decomposition([2, 2], [0, 0, 1, 2], [10, 4, 6])
    check(found.parts[0], pairs: 2, mean: 5)
    check(found.parts[1], pairs: 1, mean: 2)
    let largest = Decomposition.Swing(lowLevel: 1, highLevel: 0, low: 1, high: 0, size: 6)
    #expect(found.parts[0].largest == largest)
  }

  @Test("only combinations that go with every level enter the shares, and only matched ones the swings")
  func unbalanced() {
    // The third column is taken out in the first row; its 100 in the second is matched with nothing there.
    let found = decomposition([2, 3], [0, 1, -1, 2, 3, 4], [0, 2, 1, 3, 100])
    // y = 0, 2 and 1, 3: SS rows = 1, SS = 5.
    check(found.parts[0], first: 0.2, total: 0.2, combinations: 2, pairs: 2, mean: 1)
    check(found.parts[1], total: 1, combinations: 1, pairs: 4)
  }

  @Test("levels and specifications without an estimate are left out, and nothing is divided by nothing")
  func missing() {
    let gone = decomposition([3, 2], [0, 1, 2, 3, 4, 5], [1, 2, nil, nil, 3, 4])
    #expect(gone.parts[0].levels == [0, 2])
    check(gone.parts[0], pairs: 2, mean: 2)
    let same = decomposition([2], [0, 1], [3, 3])
    #expect(same.parts[0].firstOrder == nil)
    #expect(same.parts[0].meanSwing == 0)
    #expect(same.mover == nil)
    #expect(decomposition([2], [0, -1], [3]).parts.isEmpty)
  }
}
