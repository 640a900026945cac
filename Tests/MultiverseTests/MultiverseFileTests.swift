import StudyData
import Testing

@testable import Multiverse

/// Declarations in YAML: what is read, and what is said where.
@Suite("Multiverse file")
struct MultiverseFileTests {
  private func read(_ text: String) throws(DataProblems) -> MultiverseFile {
    try MultiverseFile(parsing: Array(text.utf8), name: "m.yaml", options: ["where", "level", "ratio"])
  }

  private func message(_ text: String) -> String {
    do throws(DataProblems) {
      _ = try read(text)
      return ""
    } catch {
      return error.description
    }
  }

  @Test("options, choices, inclusion rules and the reference")
  func reads() throws {
    let file = try read(
      """
      multiverse:
        title: Deaths
        base: {where: [a=1, "b=x,y"], test: HK, ratio: true}
        factors:
          measure: [plo, PAS]
          tau2: [REML, 0.1]
          include:
            all: []
            patients only: [unit=patient, total>=10]
            one: unit=lesion
        reference: 0.02

      """)
    #expect(file.title == "Deaths")
    #expect(file.reference == 0.02)
    #expect(file.options.flatMap(\.words) == ["--where", "a=1", "--where", "b=x,y", "--ratio"])
    #expect(file.factors.map(\.name) == [.test, .measure, .tau2, .include])
    #expect(file.factors[1].levels.map(\.name) == ["PLO", "PAS"])
    #expect(file.factors[2].levels.map(\.name) == ["REML", "0.1"])
    #expect(
      file.factors[3].levels == [
        FactorLevel("all"), FactorLevel("patients only", conditions: ["unit=patient", "total>=10"]),
        FactorLevel("one", conditions: ["unit=lesion"]),
      ])
  }

  @Test("problems stand at their line and column, all at once, with what is allowed")
  func problems() {
    let text = message(
      """
      multiverse:
        base: {whre: [a=1], tau2: [DL, PM]}
        factors:
          measur: [PLO]
          test: [hk, wald]
          include: {odd: [unit]}

      """)
    #expect(text.contains("m.yaml:2:10: error: base has no key 'whre'"))
    #expect(text.contains("the keys are where, level, ratio, one-per"))
    #expect(text.contains("m.yaml:2:23: error: tau2 should be a single level"))
    #expect(text.contains("m.yaml:4:5: error: factors has no key 'measur'"))
    #expect(text.contains("m.yaml:5:16: error: 'test' cannot be 'wald'"))
    #expect(text.contains("it is one of hk-conservative, hk, z, t"))
    #expect(text.contains("m.yaml:6:21: error: \"unit\" is not a condition"))
  }

  @Test("forms that are wrong")
  func forms() {
    #expect(message("a: 1\n").contains("the file has no key 'a'"))
    #expect(message("multiverse: {base: {level: 0.9}}\n").contains("'factors' is missing"))
    #expect(message("multiverse: {factors: {include: [a, b]}}\n").contains("include should be a mapping"))
    #expect(message("multiverse: {factors: {tau2: []}}\n").contains("tau2 has no level"))
    #expect(message("multiverse: {factors: {tau2: [DL, dl]}}\n").contains("the level 'DL' twice"))
    #expect(
      message("multiverse: {base: {tau2: DL}, factors: {tau2: [DL, PM]}}\n").contains(
        "stands under base already"))
    #expect(
      message("multiverse: {factors: {tau2: [DL]}, reference: many}\n").contains(
        "reference should be a number"))
    #expect(message("multiverse: [\n").contains("m.yaml:2:1: error: this is no YAML"))
    #expect(message("").contains("it is empty"))
  }
}
