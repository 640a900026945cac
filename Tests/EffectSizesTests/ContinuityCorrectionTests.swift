import StudyData
import Testing

@testable import EffectSizes

/// Which studies are corrected, and by how much.
struct ContinuityCorrectionTests {
  @Test func rules() {
    let zeros = [true, false, false]
    let none = [false, false, false]
    let expected: [(ContinuityCorrection.Rule, [Double], [Double])] = [
      (.onlyZero, [0.25, 0, 0], [0, 0, 0]), (.ifAnyZero, [0.25, 0.25, 0.25], [0, 0, 0]),
      (.all, [0.25, 0.25, 0.25], [0.25, 0.25, 0.25]), (.none, [0, 0, 0], [0, 0, 0]),
      (.treatmentArm, [0.25, 0, 0], [0, 0, 0]),
    ]
    #expect(expected.map(\.0) == ContinuityCorrection.Rule.allCases)
    for (rule, withZeros, without) in expected {
      let correction = ContinuityCorrection(amount: 0.25, rule: rule)
      #expect(correction.amounts(hasZeroCell: zeros, increments: [nil, nil, nil]) == withZeros)
      #expect(correction.amounts(hasZeroCell: none, increments: [nil, nil, nil]) == without)
      #expect(correction.amounts(hasZeroCell: [], increments: []).isEmpty)
    }
  }

  @Test func eachCellGetsTheAmount() {
    let counts = TwoGroupCounts(
      first: GroupCounts(events: 0, total: 10), second: GroupCounts(events: 3, total: 12))
    let corrected = counts.corrected(by: 0.5)
    #expect(corrected.first.events == 0.5 && corrected.first.nonEvents == 10.5 && corrected.first.total == 11)
    #expect(corrected.second.events == 3.5 && corrected.second.nonEvents == 9.5)
    #expect(counts.corrected(by: 0) == counts)
  }

  @Test func zeroCells() {
    let cases: [(Double, Double, Bool)] = [(0, 5, true), (5, 5, true), (1, 5, false), (4, 5, false)]
    for (x, n, isZero) in cases { #expect(GroupCounts(events: x, total: n).hasZeroCell == isZero) }
    let one = GroupCounts(events: 1, total: 5)
    #expect(TwoGroupCounts(first: one, second: GroupCounts(events: 5, total: 5)).hasZeroCell)
    #expect(!TwoGroupCounts(first: one, second: one).hasZeroCell)
  }

  /// Studies that are left out are not among "any study with a zero cell".
  @Test func studiesLeftOutDoNotTriggerTheRule() {
    func table(_ a: Double, _ c: Double) -> Study<TwoGroupCounts> {
      Study(
        "\(a)",
        TwoGroupCounts(first: GroupCounts(events: a, total: 9), second: GroupCounts(events: c, total: 9)))
    }
    let correction = ContinuityCorrection(rule: .ifAnyZero)
    let effects = EffectSizes(.oddsRatio, of: [table(0, 0), table(2, 3)], correction: correction)
    #expect(effects.studies.map(\.correction) == [0])
    let triggered = EffectSizes(.oddsRatio, of: [table(0, 1), table(2, 3)], correction: correction)
    #expect(triggered.studies.map(\.correction) == [0.5, 0.5])
  }
}
