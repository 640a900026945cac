import MetaAnalysis
import Testing

/// The library runs a declared multiverse as the command does.
@Suite("Multiverse in the library")
struct MultiverseLibraryTests {
  @Test(
    "the declarations that come with the data give what the command gives, to the bit",
    arguments: ["treatment-related-death", "hcc-one-year-survival", "complications-against-rfa"])
  func declared(_ name: String) throws {
    let file = try MultiverseFile.bundled(name, of: "liver-cryoablation")
    let multiverse = try Multiverse.run(
      file.declaration(), of: StudyTable.bundled("liver-cryoablation"), base: file.base())
    let run = try Command.run(
      "sensitivity multiverse liver-cryoablation --spec \(name) --format csv")
    let rows = try run.table().rows
    #expect(rows.count == multiverse.rows.count)
    for (ours, theirs) in zip(multiverse.rows, rows) {
      #expect(theirs["value"].flatMap { Double($0) } == ours.outcome.value)
      #expect(theirs["lower"].flatMap { Double($0) } == ours.outcome.lower)
      #expect(theirs["excluded"] == "\(ours.outcome.excluded)")
      #expect(theirs["failure"] == ours.outcome.failure ?? "")
    }
  }

  @Test("the lines of the documentation")
  func documentation() throws {
    let table = try StudyTable.bundled("bcg-vaccine")
    var choices = AnalysisChoices()
    choices.rows.conditions = ["alloc=random"]
    choices.model.tau2 = .pauleMandel
    let random = try TableAnalysis(choices, of: table).fit()
    let declaration = try MultiverseDeclaration(
      factors: [Factor(parsing: "measure=RR,OR"), Factor(parsing: "test=hk,z")])
    let multiverse = try Multiverse.run(declaration, of: table, base: choices)
    #expect(random.k == 7)
    #expect(multiverse.quantities.map(\.name) == ["Risk ratio", "Odds ratio"])
    #expect(multiverse.rows[0].outcome.value == random.estimate.value)
  }

  @Test("a declaration that is not there is refused with those that are")
  func unknown() {
    do throws(DataProblems) {
      _ = try MultiverseFile.bundled("deaths", of: "liver-cryoablation")
      Issue.record("it is refused")
    } catch {
      #expect(error.description.contains("hcc-one-year-survival, treatment-related-death"))
    }
    #expect(throws: DataProblems.self) { try MultiverseFile.bundled("deaths", of: "bcg-vaccine") }
  }
}
