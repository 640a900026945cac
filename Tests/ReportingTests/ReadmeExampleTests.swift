import Foundation
import MetaAnalysis
import Testing

@Suite("The Swift examples of the README")
struct ReadmeExampleTests {
  @Test("compiles and runs")
  func runs() throws {
    // example begins
    let table = try StudyTable.bundled("bcg-vaccine")
    let trials = try EffectSizes(.riskRatio, from: table)
    let fit = try RandomEffects(tau2: .reml, test: .hartungKnapp).fit(trials)
    let shown = DisplayedResult(fit)
    print("RR \(shown.value), \(shown.lower) to \(shown.upper), tau \(fit.heterogeneity.tau ?? 0)")
    for (study, weight) in zip(trials.studies, fit.weights) {
      print(study.label, study.estimate, weight)
    }
    let withoutCorrection = try MantelHaenszel().fit(trials)
    print("Mantel-Haenszel log RR \(withoutCorrection.estimate.value)")
    // example ends
    #expect(abs(fit.estimate.value - -0.714532342158) < 1e-11)
    #expect(abs(fit.estimate.lower - -1.108443713686) < 1e-11)
    #expect(abs(withoutCorrection.estimate.value - -0.453710) < 5e-7)
  }

  @Test("the analysis of a table and a declared multiverse")
  func choices() throws {
    let table = try StudyTable.bundled("bcg-vaccine")
    // second example begins
    var choices = AnalysisChoices()
    choices.rows.conditions = ["alloc=random"]
    choices.effects.measure = .twoGroups(.oddsRatio)
    let chosen = try TableAnalysis(choices, of: table).fit()
    print(Picture(.forest(PoolResult(chosen).forest())).svg)

    let declared = try MultiverseFile.bundled("treatment-related-death", of: "liver-cryoablation")
    let multiverse = try Multiverse.run(
      declared.declaration(), of: .bundled("liver-cryoablation"), base: declared.base())
    print(multiverse.rows.count)
    // second example ends
    #expect(chosen.effects.k == 7)
    #expect(multiverse.rows.count == 989)
  }

  @Test("are what the README prints")
  func equalsReadme() throws {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    let source = try String(contentsOf: URL(fileURLWithPath: #filePath), encoding: .utf8)
    let blocks = readme.components(separatedBy: "\n```swift\n").dropFirst()
      .map { $0.components(separatedBy: "\n```")[0].components(separatedBy: "\n") }
    #expect(blocks.count == 2)
    for (printed, name) in zip(blocks, ["example", "second example"]) {
      let compiled = try #require(
        Self.lines(of: source, after: "    // \(name) begins", before: "    // \(name) ends"))
      #expect(printed == compiled.map { String($0.dropFirst(4)) })
      #expect(printed.count >= 8)
    }
  }

  /// The lines between the first line `after` and the next line `before`.
  private static func lines(of text: String, after: String, before: String) -> [String]? {
    let lines = text.components(separatedBy: "\n")
    guard let start = lines.firstIndex(of: after),
      let end = lines[(start + 1)...].firstIndex(of: before)
    else { return nil }
    return Array(lines[(start + 1)..<end])
  }
}
