import EffectSizes
import Foundation
import StudyData
import Testing

/// Every new measure against metafor 3.8, from the numbers under metafor's column names to yᵢ and vᵢ.
@Suite struct MeasureReferenceTests {
  @Test func effectSizesAreThoseOfMetafor() throws {
    var count = 0
    var largest = 0.0
    for data in try MeasureReference.load().cases {
      for run in data.runs {
        let place = "\(data.name) \(run.measure) \(run.to)"
        let computed = try #require(try effects(run.measure, data.table, run: run), "\(place)")
        let expected = run.pairs
        #expect(computed.k == expected.count, "\(place)")
        for (study, pair) in zip(computed.studies, expected) {
          // A logarithm of a ratio near 1 and a difference of like numbers lose digits to cancellation.
          let differences = [
            abs(study.yi - pair.yi) / max(abs(pair.yi), pair.vi.squareRoot()),
            abs(study.vi - pair.vi) / pair.vi,
          ]
          for difference in differences {
            #expect(difference <= 1e-12, "\(place) \(study.label)")
            largest = max(largest, difference)
            count += 1
          }
        }
      }
    }
    print("measures: compared \(count) values, largest relative difference \(largest)")
    #expect(count > 3000)
  }
}
