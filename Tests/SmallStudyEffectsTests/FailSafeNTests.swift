import EffectSizes
import SmallStudyEffects
import StudyData
import Testing

@Suite("Fail-safe N")
struct FailSafeNTests {
  @Test("Rosenthal's number brings the combined z just below the critical one")
  func rosenthal() {
    let zs = [2.1, 1.4, 0.3, 2.9]
    let studies = zs.map {
      StudyEffect(label: "\($0)", yi: $0 * 0.5, vi: 0.25, estimate: 0, lower: 0, upper: 0)
    }
    let number = FailSafeN(rosenthal: EffectSizes(measure: ReportedScale.plain.measure, studies: studies))
    let (sum, critical) = (6.7, 1.6448536269514722)
    #expect(number.studies == 13)
    #expect(sum / (4 + number.studies).squareRoot() < critical)
    #expect(sum / (3 + number.studies).squareRoot() > critical)
  }
}
