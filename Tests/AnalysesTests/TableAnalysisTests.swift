import Analyses
import BundledData
import EffectSizes
import Pooling
import StudyData
import Survival
import Testing

/// A table and choices against the same steps made one by one.
@Suite("Analysis of a table")
struct TableAnalysisTests {
  static func table(_ csv: String) throws -> StudyTable {
    try StudyTable(parsing: Array(csv.utf8), name: "t.csv")
  }

  static func bundled(_ name: String) throws -> StudyTable {
    try table(try #require(BundledDataset.named(name)).csv)
  }

  private static let counts =
    "study,events,total,center,arm\nA,1,40,N,x\nB,2,90,N,x\nC,3,50,S,x\nD,4,60,S,y\n"

  /// The reason why there is no analysis; empty where there is one.
  private func reason(_ table: StudyTable, _ choose: (inout AnalysisChoices) -> Void) -> String {
    var choices = AnalysisChoices()
    choose(&choices)
    do throws(AnalysisError) {
      _ = try TableAnalysis(choices, of: table).fit()
      return ""
    } catch {
      return error.description
    }
  }

  @Test("without choices it is the standard measure and random effects of all rows")
  func standard() throws {
    let table = try Self.bundled("bcg-vaccine")
    let analysis = try TableAnalysis(AnalysisChoices(), of: table)
    #expect(analysis.measure == .twoGroups(.riskRatio))
    let effects = try EffectSizes(.riskRatio, from: table)
    #expect(analysis.effects.yi == effects.yi && analysis.effects.vi == effects.vi)
    let (fit, direct) = (try analysis.fit(), try RandomEffects().fit(effects))
    #expect(fit.estimate == direct.estimate && fit.k == 13)
    // metafor 5.0: rma(yi, vi) of dat.bcg, to the digits that it prints.
    #expect(abs(fit.estimate.value - -0.7145) < 5e-5)
  }

  @Test("rows, columns, measure, correction and model are taken as chosen")
  func chosen() throws {
    let table = try Self.bundled("bcg-vaccine")
    var choices = AnalysisChoices()
    choices.rows.conditions = ["alloc=random"]
    choices.effects.measure = .twoGroups(.oddsRatio)
    choices.effects.correct = .all
    choices.effects.amount = 0.25
    choices.effects.level = 0.9
    choices.model.tau2 = .pauleMandel
    choices.model.test = .hartungKnapp
    let analysis = try TableAnalysis(choices, of: table)
    let effects = try EffectSizes(
      .oddsRatio, from: table.selecting(where: ["alloc=random"]),
      correction: ContinuityCorrection(amount: 0.25, rule: .all), level: 0.9)
    #expect(analysis.effects.yi == effects.yi && analysis.effects.k == 7)
    let direct = try RandomEffects(tau2: .pauleMandel, test: .hartungKnapp, level: 0.9).fit(effects)
    #expect(try analysis.fit().estimate == direct.estimate)
  }

  @Test("arms are paired, and the studies without a partner are told")
  func arms() throws {
    let table = try Self.table(
      "study,arm,events,total\nA,x,1,20\nA,y,3,20\nB,x,2,30\nB,y,2,30\nC,x,4,40\n")
    var choices = AnalysisChoices(rows: RowChoices(arms: ArmPair("x", "y")))
    choices.effects.measure = .twoGroups(.oddsRatio)
    let analysis = try TableAnalysis(choices, of: table)
    #expect(analysis.effects.k == 2)
    #expect(analysis.excluded.map(\.label) == ["C"])
  }

  @Test("one study of each cluster is kept")
  func onePer() throws {
    let choices = AnalysisChoices(rows: RowChoices(onePer: OnePer(column: "center")))
    let analysis = try TableAnalysis(choices, of: Self.table(Self.counts))
    #expect(analysis.effects.studies.map(\.label) == ["B", "D"])
    #expect(analysis.excluded.map(\.label) == ["A", "C"])
  }

  @Test("methods bring their model and their measure")
  func methods() throws {
    let table = try Self.bundled("bcg-vaccine")
    let effects = try EffectSizes(.oddsRatio, from: table)
    for (method, direct) in [
      (MethodName.mh, try MantelHaenszel().fit(effects)), (.glmm, try MixedModel().fit(effects)),
    ] {
      var choices = AnalysisChoices(effects: EffectChoices(measure: .twoGroups(.oddsRatio)))
      choices.model.method = method
      #expect(try TableAnalysis(choices, of: table).fit().estimate == direct.estimate)
    }
    var peto = AnalysisChoices(effects: EffectChoices(measure: .twoGroups(.oddsRatio)))
    peto.model.method = .peto
    #expect(try TableAnalysis(peto, of: table).measure == .twoGroups(.peto))
    var mixed = AnalysisChoices()
    mixed.model.method = .glmm
    #expect(try TableAnalysis(mixed, of: table).measure == .twoGroups(.oddsRatio))
    var common = AnalysisChoices()
    common.model.model = .common
    let fit = try TableAnalysis(common, of: table).fit()
    #expect(fit.estimate == (try CommonEffect().fit(EffectSizes(.riskRatio, from: table))).estimate)
  }

  @Test("hazard ratios may be ready effects, on the scale that their column names")
  func hazardRatios() throws {
    let choices = AnalysisChoices(effects: EffectChoices(measure: .hazardRatio))
    let logs = try TableAnalysis(choices, of: Self.table("study,log_hr,se\nA,-0.5,0.2\nB,0.1,0.3\n"))
    #expect(logs.effects.yi == [-0.5, 0.1] && logs.effects.measure.code == "HR")
    let direct = try Self.table("study,o_minus_e,v\nA,-5,10\nB,1,12\n")
    #expect(try TableAnalysis(choices, of: direct).effects.yi == [-0.5, 1.0 / 12])
    #expect(
      reason(try Self.table("study,estimate,se\nA,-0.5,0.2\nB,0.1,0.3\n")) {
        $0.effects.measure = .hazardRatio
      }.contains("needs the scale of the estimates in estimate"))
  }

  @Test("choices that do not go together, or that the data have no use for, are refused")
  func refused() throws {
    let one = try Self.table(Self.counts)
    let two = try Self.bundled("bcg-vaccine")
    #expect(
      reason(two) { ($0.model.method, $0.model.tau2) = (.mh, .reml) }.contains("--tau2 belongs to the random")
    )
    #expect(
      reason(two) { ($0.model.test, $0.model.tau2) = (.kenwardRoger, .derSimonianLaird) }
        .contains("needs --tau2 REML"))
    #expect(reason(two) { $0.model.size = .harmonicMean }.contains("--pft-n belongs to --measure PFT"))
    #expect(reason(two) { $0.rows.rungs = .total }.contains("--rungs is for survival"))
    #expect(
      reason(two) { ($0.model.method, $0.effects.correct) = (.glmm, .all) }.contains(
        "uses the counts as they"))
    #expect(reason(two) { $0.effects.level = 95 }.contains("between 0 and 1"))
    #expect(reason(one) { $0.effects.doubleZeros = .keep }.contains("for the counts of two groups"))
    #expect(reason(one) { $0.effects.reportedScale = .ratio }.contains("are for ready effects"))
    #expect(
      reason(one) { ($0.model.method, $0.effects.measure) = (.peto, .proportion(.logit)) }
        .contains("Peto's method estimates an odds"))
    #expect(reason(one) { $0.effects.amount = -1 }.contains("0 or above"))
  }

  @Test("what is wrong with the data stands at its place, and nothing left is told with the reasons")
  func data() throws {
    let bad = try Self.table("study,events,total\nA,x,40\nB,2,y\n")
    let text = reason(bad) { _ in }
    #expect(text.contains("t.csv:2:3: error") && text.contains("t.csv:3:5: error"))
    #expect(
      reason(try Self.table(Self.counts)) { $0.rows.conditions = ["arm=z"] }.contains("t.csv:1:27: error"))
    let times = try Self.table("study,survival,at,se\nA,0.8,12,0.05\nA,0.7,24,0.06\n")
    #expect(reason(times) { _ in }.contains("the rows are at 2 times"))
    let none = try Self.table("study,survival,at,se,total\nA,0.8,12,,90\n")
    #expect(reason(none) { $0.rows.rungs = .reported }.hasPrefix("no study has an effect size; left out:"))
  }
}
