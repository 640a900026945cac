import Testing

@testable import Multiverse

/// How much each choice moves the estimate, on sets small enough to be worked out by hand.
@Suite("Decomposition")
struct DecompositionTests {
  private func places(_ numbers: Int...) -> [Int32] { numbers.map { Int32($0) } }

  @Test("a balanced set of 2 × 3 without interaction")
  func additive() throws {
    // Rows 0 and 4 on top of columns 0, 1, 5: column means 2, 3, 7, grand mean 4, row means 2 and 6.
    // SS rows = 3(4 + 4) = 24, SS columns = 2(4 + 1 + 9) = 28, SS = 52.
    let values: [Double?] = [0, 1, 5, 4, 5, 9]
    let found = Decomposition(levelCounts: [2, 3], places: places(0, 1, 2, 3, 4, 5), values: values)
    let (rows, columns) = (found.parts[0], found.parts[1])
    #expect(abs(try #require(rows.firstOrder) - 24.0 / 52) < 1e-15)
    #expect(abs(try #require(rows.total) - 24.0 / 52) < 1e-15)
    #expect(abs(try #require(columns.firstOrder) - 28.0 / 52) < 1e-15)
    #expect(abs(try #require(columns.total) - 28.0 / 52) < 1e-15)
    #expect((rows.combinations, rows.pairs) == (3, 3))
    #expect((columns.combinations, columns.pairs) == (2, 6))
    #expect(rows.meanSwing == 4)
    #expect(abs(try #require(columns.meanSwing) - (1 + 5 + 4) / 3.0) < 1e-15)
    #expect(columns.largest == .init(lowLevel: 0, highLevel: 2, low: 0, high: 2, size: 5))
    #expect(found.mover?.factor == 0)
  }

  @Test("an interaction counts in the total share alone")
  func interaction() throws {
    // Nothing but interaction: both levels of each have the mean 0.
    let crossed = Decomposition(levelCounts: [2, 2], places: places(0, 1, 2, 3), values: [1, -1, -1, 1])
    for part in crossed.parts {
      #expect(part.firstOrder == 0)
      #expect(part.total == 1)
      #expect(part.meanSwing == 2)
    }
    // y = 0, 1, 2, 7: SS rows = 16, SS columns = 9, SS interaction = 4, SS = 29.
    let mixed = Decomposition(levelCounts: [2, 2], places: places(0, 1, 2, 3), values: [0, 1, 2, 7])
    #expect(abs(try #require(mixed.parts[0].firstOrder) - 16.0 / 29) < 1e-15)
    #expect(abs(try #require(mixed.parts[0].total) - 20.0 / 29) < 1e-15)
    #expect(abs(try #require(mixed.parts[1].firstOrder) - 9.0 / 29) < 1e-15)
    #expect(abs(try #require(mixed.parts[1].total) - 13.0 / 29) < 1e-15)
  }

  @Test("an idle choice is equal to every level, and no pair is counted twice")
  func idle() {
    // The second choice has no meaning at the first level of the first: one analysis, 0.
    let found = Decomposition(levelCounts: [2, 2], places: places(0, 0, 1, 2), values: [10, 4, 6])
    #expect((found.parts[0].pairs, found.parts[0].meanSwing) == (2, 5))
    #expect((found.parts[1].pairs, found.parts[1].meanSwing) == (1, 2))
    #expect(found.parts[0].largest == .init(lowLevel: 1, highLevel: 0, low: 1, high: 0, size: 6))
  }

  @Test("only combinations that go with every level enter the shares, and only matched ones the swings")
  func unbalanced() throws {
    // The third column is taken out in the first row; its 100 in the second is matched with nothing there.
    let found = Decomposition(
      levelCounts: [2, 3], places: places(0, 1, -1, 2, 3, 4), values: [0, 2, 1, 3, 100])
    let (rows, columns) = (found.parts[0], found.parts[1])
    #expect((rows.combinations, rows.pairs, rows.meanSwing) == (2, 2, 1))
    // y = 0, 2 and 1, 3: SS rows = 1, SS = 5.
    #expect(abs(try #require(rows.firstOrder) - 0.2) < 1e-15)
    #expect((columns.combinations, columns.pairs) == (1, 4))
    #expect(columns.total == 1)
  }

  @Test("levels and specifications without an estimate are left out, and nothing is divided by nothing")
  func missing() {
    let gone = Decomposition(
      levelCounts: [3, 2], places: places(0, 1, 2, 3, 4, 5), values: [1, 2, nil, nil, 3, 4])
    #expect(gone.parts[0].levels == [0, 2])
    #expect(gone.parts[0].meanSwing == 2)
    let same = Decomposition(levelCounts: [2], places: places(0, 1), values: [3, 3])
    #expect(same.parts[0].firstOrder == nil)
    #expect(same.parts[0].meanSwing == 0)
    #expect(same.mover == nil)
    let alone = Decomposition(levelCounts: [2], places: places(0, -1), values: [3])
    #expect(alone.parts.isEmpty)
  }
}
