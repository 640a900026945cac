import BundledData
import Claims
import Foundation
import StudyData
import Testing

/// The claims of the bundled review.
@Suite("The review of cryoablation")
struct ReviewTests {
  @Test("its claims, and how many have each verdict")
  func counts() throws {
    let set = try Fixture.review()
    let results = set.results
    #expect(results.count == 363)
    let counts = Verdict.allCases.map { verdict in results.filter { $0.verdict == verdict }.count }
    #expect(counts == [6, 6, 5, 105, 241])
    #expect(results.allSatisfy { !$0.rows.isEmpty && ($0.missing != nil) == ($0.verdict == .notCheckable) })
  }

  /// What the data set's page lists as not adding up, found by hand before there was this room.
  @Test("what the page says does not add up is found")
  func failures() throws {
    let results = try Fixture.review().results
    let failed = results.filter { $0.verdict.isFailure }.map { "\($0.claim.id) \($0.ours ?? "")" }
    #expect(
      failed == [
        "71-complications 4% to 88%", "130-complications-p .778", "152-hcc-recurrence-cryo at most 15 of 31",
        "152-hcc-recurrence-rfa at most 9 of 33", "154-serious-kinds 17", "156-distant-percent 47.6%",
        "156-mortality 24.9%", "158-afp 61.3%", "265-complications-p .062", "275-cea no size",
        "279-survival-improved Niu 2007: lower, not significant; Seifert 2005: higher, not significant",
        "287-survival-improved Niu 2007: lower, not significant; Seifert 2005: higher, not significant",
      ])
  }

  /// Rows 1, 2, 161 to 168 and 215 hold numbers that are derived from other rows, and have claims on their lines.
  @Test("every row of the table is used, but those whose numbers are derived from others")
  func rows() throws {
    let used = Set(try Fixture.review().results.flatMap { $0.rows.map(\.row) })
    #expect(Set(1...271).subtracting(used).sorted() == [1, 2] + Array(161...168) + [215])
  }

  @Test("a claim's number is printed on its row")
  func transcribed() throws {
    for result in try Fixture.review().results where result.claim.derivation == .row && result.rows.count == 1
    {
      let row = result.rows[0]
      let numbers =
        [row.percent?.description.dropLast().description].compactMap { $0 }
        + row.numbers.values.map(\.text) + [row[.pText] ?? ""]
      let printed = result.claim.printed.split { !"0123456789.".contains($0) }.map { String($0) }
      // Horizons are printed in years and kept in months.
      guard row.study != "policy background", result.claim.kind.isNumber else { continue }
      for number in printed where !number.isEmpty {
        #expect(numbers.contains { $0.hasSuffix(number) }, "\(result.claim.id): \(number) \(numbers)")
      }
    }
  }

  /// The review's text, beside the package or beside the folder that it is in, if it is there.
  private static let text: String? = {
    var parent = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    for _ in 0..<2 {
      parent.deleteLastPathComponent()
      let folder = parent.appendingPathComponent("shared/seed")
      let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
      if let file = files.first(where: { $0.hasSuffix(".txt") }) {
        return try? String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
      }
    }
    return nil
  }()

  @Test(
    "each line with digits has a claim or a reason, and no line has both",
    .enabled(if: text != nil, "the review's text, shared/seed, is not beside the package"))
  func uncovered() throws {
    let lines = try #require(Self.text).split(separator: "\n", omittingEmptySubsequences: false)
    let set = try Fixture.review()
    #expect(lines.count == set.sourceLines || lines.count == set.sourceLines + 1)
    let withDigits = Set(
      lines.indices.filter { lines[$0].contains { $0.isASCII && $0.isNumber } }.map { $0 + 1 })
    let claimed = Set(set.claims.map(\.sourceLine))
    let excused = Set(set.uncovered.flatMap { Array($0.lines) })
    #expect(withDigits.subtracting(claimed).subtracting(excused).sorted() == [])
    #expect(claimed.intersection(excused).sorted() == [])
    for range in set.uncovered {
      #expect(!withDigits.isDisjoint(with: range.lines), "\(range.lines) hold no digits")
    }
  }
}
