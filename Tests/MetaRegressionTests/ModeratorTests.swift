import EffectSizes
import StudyData
import Testing

@testable import MetaRegression
@testable import Pooling

/// Reading and coding moderators, and what is refused.
struct ModeratorTests {
  private func table(_ rows: [String]) -> [UInt8] {
    Array((["study,yi,vi,dose,arm,year"] + rows).joined(separator: "\n").utf8)
  }

  private let rows = [
    "A,0.1,0.04,10,oral,1990", "B,0.3,0.02,20,Oral,1991", "C,0.2,0.05,30,iv,1990", "D,0.5,0.03,40,iv,1992",
    "E,0.4,0.02,55,oral,1991",
  ]

  private func names(_ rows: [String], _ request: ModeratorRequest) throws -> [String] {
    try moderated(table(rows), "GEN", request).design.names
  }

  @Test func termsAreReadAsInR() throws {
    func terms(_ texts: String...) throws -> [String] { try ModeratorTerm.parsing(texts).map(\.name) }
    #expect(try terms("a*b") == ["a", "b", "a:b"])
    #expect(try terms("a:b", "a") == ["a", "a:b"])
    #expect(try terms("a*b*c") == ["a", "b", "c", "a:b", "a:c", "b:c", "a:b:c"])
    #expect(try terms("a + b", "b:a", "a:b") == ["a", "b", "b:a"])
    for wrong in ["a:", "*", "", "a*a", "a + "] {
      #expect(throws: RegressionError.self, "\(wrong)") { try ModeratorTerm.parsing([wrong]) }
    }
  }

  @Test func columnsAreNumbersOrFactors() throws {
    #expect(try names(rows, ModeratorRequest(["dose", "arm"])) == ["intercept", "dose", "arm=oral"])
    #expect(
      try names(rows, ModeratorRequest(["year"], factors: ["year"]))
        == ["intercept", "year=1991", "year=1992"])
    #expect(
      try names(rows, ModeratorRequest(["arm:dose"])) == ["intercept", "arm=iv:dose", "arm=oral:dose"])
    #expect(
      try names(rows, ModeratorRequest(["arm", "dose"], hasIntercept: false)) == [
        "arm=iv", "arm=oral", "dose",
      ])
    let reference = [ModeratorRequest.Reference(moderator: "ARM", level: "oral")]
    #expect(try names(rows, ModeratorRequest(["arm"], references: reference)) == ["intercept", "arm=iv"])
  }

  @Test func centeringMovesTheInterceptOnly() throws {
    let mean = [ModeratorRequest.Centering(moderator: "dose")]
    let plain = try MetaRegression().fit(moderated(table(rows), "GEN", ModeratorRequest(["dose"])))
    let centered = try MetaRegression().fit(
      moderated(table(rows), "GEN", ModeratorRequest(["dose"], centerings: mean)))
    let at = [RegressionPrediction.Setting(moderator: "dose", value: "31")]
    let (a, b) = (try plain.prediction(at: at), try centered.prediction(at: at))
    #expect(abs(a.estimate.value - b.estimate.value) < 1e-14 && abs(a.estimate.se - b.estimate.se) < 1e-14)
    #expect(abs(b.estimate.value - centered.coefficients[0].estimate.value) < 1e-14)
  }

  @Test func studiesWithoutAModeratorAreListed() throws {
    let data = try moderated(
      table(rows + ["F,0.2,0.02,,oral,1991", "G,0.3,0.03,NA,,1990", "H,,0.03,12,iv,1990"]), "GEN",
      ModeratorRequest(["dose", "arm"]))
    #expect(data.effects.studies.map(\.label) == ["A", "B", "C", "D", "E"])
    let reasons = Dictionary(uniqueKeysWithValues: data.effects.excluded.map { ($0.label, $0.reason) })
    #expect(reasons["F"] == "no value of the moderator 'dose'")
    #expect(reasons["G"] == "no value of the moderator 'dose' and 'arm'")
    #expect(reasons["H"] != nil && data.effects.excluded.count == 3)
  }

  @Test func textAmongNumbersIsAnErrorAtItsCell() throws {
    let bad = table(rows + ["F,0.2,0.02,4o,oral,1991"])
    let error = #expect(throws: RegressionError.self) {
      try moderated(bad, "GEN", ModeratorRequest(["dose"]))
    }
    guard case .data(let problems) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(problems.description.contains("data.csv:7:"))
    #expect(problems.description.contains("found \"4o\"") && problems.description.contains("as a factor"))
    #expect(try moderated(bad, "GEN", ModeratorRequest(["dose"], factors: ["dose"])).design.names.count == 6)
  }

  @Test(
    arguments: [
      (["dose"], ["arm"], [], [], "--factor names 'arm'"),
      (["dose"], [], [("arm", "iv")], [], "--reference names 'arm'"),
      (["dose"], [], [("dose", "10")], [], "--reference has no effect on 'dose'"),
      (["arm"], [], [("arm", "sc")], [], "'arm' has no level 'sc'; its levels are iv, oral"),
      (["arm"], [], [], ["arm"], "--center has no effect on 'arm'"),
      (["arm"], [], [], ["dose"], "--center names 'dose'"),
      (["nothing"], [], [], [], "there is no column 'nothing'"),
    ] as [([String], [String], [(String, String)], [String], String)])
  func choicesWithoutEffectAreRefused(
    _ terms: [String], _ factors: [String], _ references: [(String, String)], _ centers: [String],
    _ words: String
  ) throws {
    let request = try ModeratorRequest(
      terms, factors: factors, references: references.map { .init(moderator: $0.0, level: $0.1) },
      centerings: centers.map { .init(moderator: $0) })
    let error = #expect(throws: RegressionError.self) { try moderated(table(rows), "GEN", request) }
    let found = error?.description ?? ""
    #expect(found.contains(words), "\(found)")
  }

  @Test func designsThatCannotBeFittedAreRefused() throws {
    func message(_ rows: [String], _ request: ModeratorRequest) -> String {
      do {
        _ = try MetaRegression().fit(moderated(table(rows), "GEN", request))
        return "no error"
      } catch {
        return "\(error)"
      }
    }
    let twice = rows.map { $0.replacing("1990", with: "10").replacing("1991", with: "20") }
    #expect(
      message(Array(rows.prefix(2)), try ModeratorRequest(["dose"])).contains(
        "2 studies for 2 coefficients: a regression needs more studies than coefficients"))
    let dependent = rows.enumerated().map { index, _ in
      "S\(index),0.\(index),0.0\(index + 1),\(index * 10),x\(index % 2),\(index * 20 + 3)"
    }
    #expect(
      message(dependent, try ModeratorRequest(["dose", "year"])).contains("year follows from the columns"))
    #expect(
      message(twice.map { $0.replacing("iv", with: "oral") }, try ModeratorRequest(["arm"])).contains(
        "is oral in all studies"))
    #expect(message(rows, try ModeratorRequest([], hasIntercept: false)).contains("needs a moderator"))
  }

  @Test func predictionsNeedEveryModerator() throws {
    let fit = try MetaRegression().fit(moderated(table(rows), "GEN", ModeratorRequest(["dose", "arm"])))
    func message(_ settings: (String, String)...) -> String {
      do {
        _ = try fit.prediction(at: settings.map { .init(moderator: $0.0, value: $0.1) })
        return "no error"
      } catch {
        return error.description
      }
    }
    #expect(message(("dose", "10")).contains("arm has none"))
    #expect(message(("dose", "10"), ("arm", "sc")).contains("no level 'sc'"))
    #expect(message(("dose", "x"), ("arm", "iv")).contains("dose is a number"))
    #expect(message(("dose", "1"), ("arm", "iv"), ("size", "3")).contains("size=3 names no moderator"))
    #expect(message(("dose", "1"), ("dose", "2"), ("arm", "iv")).contains("two values"))
    let outside = try fit.prediction(at: [
      .init(moderator: "arm", value: "iv"), .init(moderator: "dose", value: "99"),
    ])
    #expect(outside.warnings.map(\.code) == ["extrapolation"])
    #expect(outside.at.map(\.text) == ["dose=99", "arm=iv"])
  }
}
