import Foundation
import MetaAnalysis
import Testing

/// The words of whole reports, kept under Snapshots. Run with COPSE_RECORD=1 to write them anew, and read the
/// difference. That the numbers in them are right is tested against R in the other files of this folder.
@Suite("Snapshots")
struct SnapshotTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Snapshots")

  private func compare(_ text: String, with name: String) throws {
    let file = Self.folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["COPSE_RECORD"] != nil {
      try Data(text.utf8).write(to: file)
    }
    let kept = try String(contentsOf: file, encoding: .utf8)
    let (ours, theirs) = (text.components(separatedBy: "\n"), kept.components(separatedBy: "\n"))
    for (index, (line, expected)) in zip(ours, theirs).enumerated() {
      #expect(line == expected, "\(name), line \(index + 1)")
    }
    #expect(ours.count == theirs.count, "\(name)")
  }

  @Test("BCG, by default, for a terminal")
  func text() throws { try compare(try Fixtures.bcgResult().text, with: "bcg.txt") }

  @Test("BCG, by default, in Markdown")
  func markdown() throws { try compare(try Fixtures.bcgResult().markdown, with: "bcg.md") }

  @Test("BCG by way of allocation")
  func subgroups() throws {
    let fit = try Subgroups(RandomEffects()).fit(EffectSizes(.riskRatio, of: Fixtures.bcg))
    try compare(PoolResult(fit).text, with: "bcg-by-allocation.txt")
  }

  @Test("proportions with zeros, exclusions and warnings")
  func zeros() throws {
    let result = PoolResult(
      try MantelHaenszel().fit(EffectSizes(.oddsRatio, of: Fixtures.zeros)),
      excluded: [Exclusion(label: "e", reason: "no value in 'total'")])
    try compare(result.text, with: "zeros.txt")
  }
}
