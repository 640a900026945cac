import Foundation
import MetaAnalysis
import Testing

@Suite("Methods paragraph")
struct MethodsParagraphTests {
  private static func paragraph(
    _ model: any PoolingModel, _ measure: TwoGroupMeasure = .riskRatio
  ) throws -> MethodsParagraph {
    let effects = try EffectSizes(measure, from: StudyTable.bundled("bcg-vaccine"))
    return MethodsParagraph(PoolResult(try model.fit(effects)), version: "1.2.3")
  }

  @Test("names the measure, the model, the estimator, the test and the program")
  func namesChoices() throws {
    let text = try Self.paragraph(RandomEffects(tau2: .derSimonianLaird, test: .z, prediction: .v)).text
    for words in [
      "log risk ratio of 13 studies", "random-effects model", "DerSimonian-Laird", "normal distribution",
      "t on one degree of freedom less", "Copse 1.2.3",
    ] {
      #expect(text.contains(words), "\(words) is missing in: \(text)")
    }
    #expect(!text.contains("Hartung"))
  }

  @Test("cites every estimator that computes", arguments: Tau2Estimator.all.map(\.code))
  func citesEstimators(code: String) throws {
    let estimator = try #require(Tau2Estimator.all.first { $0.code == code })
    let paragraph = try Self.paragraph(RandomEffects(tau2: estimator))
    #expect(paragraph.text.contains(estimator.name))
    let sentence = try #require(
      paragraph.text.components(separatedBy: ". ").first { $0.contains(estimator.name) })
    #expect(sentence.contains("("), "\(code) has no source: \(sentence)")
  }

  @Test("lists each cited source once, in the order of its mention")
  func listsReferences() throws {
    let paragraph = try Self.paragraph(RandomEffects())
    #expect(Set(paragraph.references.map(\.key)).count == paragraph.references.count)
    var last = paragraph.text.startIndex
    for reference in paragraph.references {
      let place = try #require(paragraph.text.range(of: reference.key))
      #expect(place.lowerBound >= last)
      last = place.lowerBound
      #expect(paragraph.page(heading: "").contains("- \(reference.entry)"))
    }
  }

  @Test("a given variance is said to be given, and a common effect has none")
  func givenAndCommon() throws {
    #expect(try Self.paragraph(RandomEffects(tau2: .given(0.25))).text.contains("set to 0.25"))
    let common = try Self.paragraph(CommonEffect()).text
    #expect(common.contains("common-effect model"))
    #expect(!common.contains("between-study variance was"))
    #expect(!common.contains("prediction interval"))
  }

  @Test("Mantel-Haenszel and Peto name their sources and variances")
  func countMethods() throws {
    let difference = try Self.paragraph(
      MantelHaenszel(riskDifferenceVariance: .greenlandRobins), .riskDifference)
    #expect(difference.text.contains("Greenland and Robins 1985"))
    #expect(try Self.paragraph(MantelHaenszel(), .riskDifference).text.contains("Sato 1989"))
    #expect(try Self.paragraph(MantelHaenszel(), .oddsRatio).text.contains("Robins and others 1986"))
    #expect(try Self.paragraph(Peto(), .peto).text.contains("Yusuf and others 1985"))
  }

  @Test("says which studies were left out and whether zero cells were corrected")
  func zeroCells() throws {
    let effects = try EffectSizes(.riskRatio, from: StudyTable.bundled("rehydration"))
    let text = MethodsParagraph(PoolResult(try RandomEffects().fit(effects)), version: "1").text
    #expect(!effects.excluded.isEmpty)
    for exclusion in effects.excluded { #expect(text.contains(exclusion.label)) }
    let corrected = effects.studies.filter { $0.correction > 0 }.count
    #expect(
      text.contains(
        corrected > 0 ? "added to the cells of \(corrected) of \(effects.k)" : "No correction of zero cells"))
  }

  @Test("likelihoods of the counts are named, and need no correction of zero cells")
  func likelihoods() throws {
    let effects = try EffectSizes(.oddsRatio, from: StudyTable.bundled("catheter-infection"))
    #expect(effects.studies.contains { $0.correction > 0 })
    let mixed = try MixedModel().fit(effects)
    let text = MethodsParagraph(PoolResult(mixed), version: "1").text
    for words in [
      "likelihood of the counts", "um-fs", "Stijnen and others 2010", "No correction of zero cells",
    ] {
      #expect(text.contains(words), "\(words) is missing in: \(text)")
    }
    #expect(!text.contains("inverse variance"))
  }

  @Test("standard errors of survival: each source with its number of studies, and what is assumed")
  func survivals() throws {
    let table = try StudyTable(
      csv: """
        study,survival,at,se,ci_low,ci_high,at_risk,total,follow_up_low,follow_up_high
        A,0.7,12,0.05,,,,,,
        B,0.6,12,0.06,,,,,,
        C,0.72,12,,0.61,0.80,,,,
        D,0.8,12,,,,40,60,,
        E,0.5,12,,,,,90,6,48
        F,0.55,12,,,,,40,,

        """)
    func text(_ table: StudyTable, alignment: String? = nil) throws -> String {
      let fit = try RandomEffects().fit(EffectSizes(survival: .logMinusLog, from: table))
      return MethodsParagraph(PoolResult(fit), version: "1", alignment: alignment).text
    }
    let all = try text(table)
    for words in [
      "reports: a reported standard error in 2", "an interval on the log(-log) scale in 1",
      "the number at risk (Peto and others 1977) in 1", "(Greenwood 1926; Parmar and others 1998) in 1",
      "as if nobody had been censored in 1 of 6 studies", "2 of these rest on an assumption about when",
    ] {
      #expect(all.contains(words), "\(words) is missing in: \(all)")
    }
    #expect(!all.contains("moved"))
    #expect(try text(table, alignment: "weibull:1.2").contains("under the assumption weibull:1.2"))
    let reported = try text(table.selecting(where: ["study=A,B,C"]))
    #expect(!reported.contains("rest on"))
    let derived = try text(table.selecting(where: ["study=E,F"]))
    #expect(derived.contains("All of these rest on an assumption"))
  }
}
