import EffectSizes
import Testing

@testable import Multiverse

/// Which combinations contradict each other, and which are one analysis.
@Suite("Crossing")
struct CrossingTests {
  private func crossing(
    _ factors: String..., measure: MeasureName = .twoGroups(.riskRatio),
    facts: (RowSelectionKey) -> SelectionFacts = { _ in SelectionFacts(rows: [1, 2, 3], hasZeroCells: true) }
  ) throws -> Crossing {
    let declaration = try MultiverseDeclaration(factors: factors.map { try Factor(parsing: $0) })
    return Crossing(declaration, measure: measure, facts: facts)
  }

  private func counts(_ crossing: Crossing) -> [Int] {
    [crossing.declaration.productCount, crossing.sensibleCount, crossing.specifications.count]
  }

  @Test("an estimator of τ² has no meaning for common effects")
  func commonEffects() throws {
    let found = try crossing("tau2=REML,DL,PM", "model=random,common")
    #expect(counts(found) == [6, 6, 4])
    #expect(found.specifications.map(\.levels) == [[0, 0], [0, 1], [0, 2], [1, nil]])
    #expect(found.specifications.map(\.combinations) == [1, 1, 1, 3])
    #expect(found.words(of: found.specifications[1]) == ["--model", "random", "--tau2", "DL"])
    #expect(found.words(of: found.specifications[3]) == ["--model", "common"])
  }

  @Test("a test that needs random effects is idle where no other is declared, else a contradiction")
  func tests() throws {
    let idle = try crossing("model=random,common", "test=hk,hk-conservative")
    #expect(counts(idle) == [4, 4, 3])
    let other = try crossing("model=random,common", "test=hk,z")
    #expect(counts(other) == [4, 3, 3])
    #expect(other.contradictions.map(\.combinations) == [1])
    #expect(
      other.contradictions[0].reason.contains("a common-effect model is tested with z or t, not with hk"))
    let needs = try crossing("tau2=REML,DL", "test=kr,henmi-copas,z")
    #expect(counts(needs) == [6, 4, 4])
    #expect(needs.sensibleCount + needs.contradictions.reduce(0) { $0 + $1.combinations } == 6)
  }

  @Test("Mantel and Haenszel are for two groups and common effects")
  func mantelHaenszel() throws {
    let oneGroup = try crossing("measure=PLO,PAS", "method=iv,mh,glmm", measure: .proportion(.logit))
    #expect(counts(oneGroup) == [6, 3, 3])
    let twoGroups = try crossing(
      "method=iv,mh", "model=random,common", "tau2=REML,DL", "correct=only-zero,none")
    // iv random: 2 × 2, iv common: 2, mh common: neither τ² nor correction.
    #expect(counts(twoGroups) == [16, 12, 7])
    let alone = try crossing("method=iv,mh", "model=random")
    #expect(counts(alone) == [2, 2, 2])
    #expect(alone.specifications[1].levels == [1, nil])
  }

  @Test("a correction has no meaning where no cell is zero or the scale needs none")
  func corrections() throws {
    let choices = ["measure=RR,AS", "correct=only-zero,none", "correction=0.5,0.1"]
    func crossed(_ facts: SelectionFacts) throws -> Crossing {
      try crossing(choices[0], choices[1], choices[2], facts: { _ in facts })
    }
    // RR: only-zero with two amounts, none; AS: nothing.
    #expect(counts(try crossed(SelectionFacts(rows: [1, 2], hasZeroCells: true))) == [8, 8, 4])
    #expect(counts(try crossed(SelectionFacts(rows: [1, 2]))) == [8, 8, 2])
    let all = try crossing("correct=only-zero,if-any-zero,all", facts: { _ in SelectionFacts(rows: [1, 2]) })
    #expect(all.specifications.map(\.levels) == [[nil], [2]])
    let double = try crossing(
      "correct=only-zero,none", "double-zero=drop,keep",
      facts: { _ in SelectionFacts(rows: [1, 2], hasZeroCells: true, hasDoubleZeros: true) })
    #expect(counts(double) == [4, 4, 3])
  }

  @Test("inclusion rules that keep the same rows are one, and one that keeps none stays with its reason")
  func selections() throws {
    let found = try crossing("include=all:;large:total>=10;none:total>=99", "tau2=REML,DL") { key in
      key.conditions == ["total>=99"]
        ? SelectionFacts(failure: "no row fulfils it") : SelectionFacts(rows: [1, 2, 3])
    }
    #expect(counts(found) == [6, 6, 4])
    #expect(found.specifications.map(\.failure) == [nil, nil, "no row fulfils it", "no row fulfils it"])
    #expect(found.specifications[0].combinations == 2)
    let one = try crossing("tau2=REML,DL", "test=hk,z", facts: { _ in SelectionFacts(rows: [7]) })
    #expect(counts(one) == [4, 4, 1])
  }

  @Test("Peto's method makes an odds ratio its own")
  func peto() throws {
    let found = try crossing("measure=OR,PETO", "method=peto")
    #expect(counts(found) == [2, 2, 1])
  }

  @Test("what is declared is a closed set of words")
  func declarations() throws {
    func problems(_ text: String) -> [String] {
      do throws(DeclarationError) {
        _ = try Factor(parsing: text)
        return []
      } catch {
        return error.problems
      }
    }
    #expect(problems("tau2=REML,XX")[0].contains("tau2 has no level 'XX'; its levels are REML, DL"))
    #expect(
      problems("taus=REML")[0].contains("there is no choice 'taus' to vary; there are include, one-per"))
    #expect(problems("tau2=REML,reml")[0].contains("twice"))
    #expect(problems("tau2")[0].contains("NAME=LEVEL"))
    #expect(problems("include=unit=patient")[0].contains("has no name"))
    #expect(problems("include=a:unit")[0].contains("is not a condition"))
    #expect(problems("include=a:x=1&&y>=2;all:").isEmpty)
    let rules = try Factor(parsing: "include=a:x=1 && y>=2;all:")
    #expect(rules.levels == [FactorLevel("a", conditions: ["x=1", "y>=2"]), FactorLevel("all")])
    #expect(
      try Factor(parsing: "one-per=none,center,center:first").words(of: 1) == ["--one-per", "center:largest"])
    #expect(throws: DeclarationError.self) {
      try MultiverseDeclaration(factors: [Factor(.tau2, words: ["DL"]), Factor(.tau2, words: ["PM"])])
    }
  }
}
