import Consistency
import Foundation
import StudyData
import Testing

@Suite("Tests for two arms")
struct TwoArmTestTests {
  private struct Reference: Decodable {
    struct Table: Decodable {
      let counts: [Int]
      let p: [String: Double?]
    }
    let tables: [Table]
  }

  @Test("every test agrees with exact fractions and 50 digits on 400 tables")
  func reference() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appendingPathComponent("Reference/consistency.json")
    let reference = try JSONDecoder().decode(Reference.self, from: Data(contentsOf: file))
    #expect(reference.tables.count == 400)
    var largest: [TwoArmTest: Double] = [:]
    for table in reference.tables {
      let n = table.counts
      let counts = TwoArmCounts(n[0], of: n[1], n[2], of: n[3])
      for test in TwoArmTest.allCases {
        let expected = try #require(table.p[test.rawValue])
        let p = test.pValue(counts)
        guard let expected, let p else {
          #expect(p == nil && expected == nil, "\(test) \(n)")
          continue
        }
        // A tail of z is known to the relative error of z times z², beyond 1e-12 for z above 30.
        let difference = abs(p - expected) / max(expected, 1e-12)
        largest[test] = max(largest[test] ?? 0, difference)
      }
    }
    for test in TwoArmTest.allCases {
      #expect((largest[test] ?? 1) < 1e-12, "\(test): \(largest[test] ?? 1)")
    }
  }

  @Test("nobody and everybody with the event")
  func empty() {
    #expect(TwoArmTest.pearson.pValue(TwoArmCounts(0, of: 10, 0, of: 12)) == 1)
    #expect(TwoArmTest.fisher.pValue(TwoArmCounts(10, of: 10, 12, of: 12)) == 1)
    #expect(TwoArmTest.waldOddsRatio.pValue(TwoArmCounts(0, of: 10, 3, of: 12)) == nil)
  }

  @Test("p-values of the review: Ko 2020 by Fisher, Cha 2020 by the corrected test, Wei 2020 by Pearson")
  func review() throws {
    func tests(_ p: String, _ counts: TwoArmCounts) throws -> Set<TwoArmTest> {
      Set(PValueSearch(try #require(PrintedNumber(p)), tables: [counts]).matches.map(\.test))
    }
    #expect(try tests(".007", TwoArmCounts(7, of: 25, 21, of: 31)).isSuperset(of: [.fisher, .yates]))
    #expect(try tests(".493", TwoArmCounts(6, of: 61, 8, of: 50)).contains(.yates))
    #expect(try tests(".137", TwoArmCounts(2, of: 61, 6, of: 50)).contains(.fisher))
    #expect(try tests(".006", TwoArmCounts(53, of: 60, 32, of: 48)).contains(.pearson))
    #expect(try tests(".776", TwoArmCounts(7, of: 180, 6, of: 180)).isEmpty)
  }
}
