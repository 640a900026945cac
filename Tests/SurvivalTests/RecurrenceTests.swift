import EffectSizes
import Foundation
import StudyData
import Survival
import Testing

@Suite("Recurrence")
struct RecurrenceTests {
  @Test(
    "what a text says a share is",
    arguments: [
      ("cumulative incidence", RecurrenceQuantity.cumulativeIncidence),
      ("Cumulative Incidence", .cumulativeIncidence),
      ("competing-risks estimate", .cumulativeIncidence), ("CIF", .cumulativeIncidence),
      ("1-KM", .oneMinusKaplanMeier), ("1 − KM", .oneMinusKaplanMeier),
      ("Kaplan–Meier", .oneMinusKaplanMeier),
      ("actuarial", .oneMinusKaplanMeier), ("cumulative incidence (Kaplan-Meier)", .oneMinusKaplanMeier),
      ("one-minus-km", .oneMinusKaplanMeier), ("during follow-up", .crude), ("crude rate", .crude),
      ("at time point", .unstated), ("", .unstated), ("whole curve", .unstated), ("specific", .unstated),
    ])
  func quantities(text: String, expected: RecurrenceQuantity) {
    #expect(RecurrenceQuantity(text: text) == expected)
  }

  @Test("yi, vi and rung as numpy computes them on the survival")
  func variances() {
    let reference = MedianReference.all
    let studies = reference.recurrences.enumerated().map { index, row in
      Study(
        "study \(index)",
        ReportedRecurrence(row[0] ?? .nan, standardError: row[1], low: row[2], high: row[3], total: row[4]))
    }
    let effects = RecurrenceEffects(studies, at: 36)
    #expect(effects.effects.k == reference.recurrenceEffects.count)
    for (study, expected) in zip(effects.effects.studies, reference.recurrenceEffects) {
      #expect(abs(study.yi - expected.yi) <= 1e-12 * abs(expected.yi), "\(study.label)")
      #expect(abs(study.vi - expected.vi) <= 1e-12 * expected.vi, "\(study.label)")
      #expect(study.lower <= study.estimate && study.estimate <= study.upper)
    }
    #expect(effects.isDerived == [false, false, true, false, true, false])
    #expect(effects.withoutDerived?.k == 4)
    let rungs = effects.effects.studies.map { study -> String in
      if case .survival(let estimate) = study.counts { estimate.rung.letter } else { "none" }
    }
    #expect(rungs == reference.recurrenceEffects.map(\.rung))
  }

  @Test("on the log(-log) scale a recurrence and the survival without it are one analysis")
  func complement() {
    for share in [1e-12, 0.01, 0.3, 0.5, 0.97] {
      let own = Transformation.complementaryLogLog.forward(share)
      #expect(abs(Transformation.complementaryLogLog.inverse(own) - share) <= 1e-13 * share)
      // 1 - 1e-12 has lost the digits that the complement keeps.
      if share > 1e-3 {
        #expect(abs(own - Transformation.logMinusLog.forward(1 - share)) < 1e-12)
        #expect(
          abs(
            Transformation.complementaryLogLog.derivative(share)
              + Transformation.logMinusLog.derivative(1 - share))
            < 1e-10)
      }
    }
  }

  private func blocks(_ text: String, unstatedAs declared: RecurrenceQuantity? = nil) throws
    -> [RecurrenceBlock]
  {
    let table = try StudyTable(parsing: Array(text.utf8), name: "r.csv")
    return try table.recurrenceBlocks(
      RecurrenceColumns(foundIn: table), unstatedAs: declared, labels: .columns(["study"]))
  }

  static let mixed = """
    study,quantity,at,percent,se,events,total
    A,cumulative incidence,36,12.5,3,,120
    B,1-KM,36,18,,,150
    C,1-KM,24,15,,,150
    D,crude,,,,5,50
    E,at time point,36,10,,,70
    F,crude,,31,,,300
    G,cumulative incidence,36,9,,,
    H,cumulative incidence,,9,,,80

    """

  @Test("one block for each quantity and time, and no study lost")
  func grouping() throws {
    let found = try blocks(Self.mixed)
    let keys = found.map { "\($0.quantity.rawValue) \($0.time.map { "\(Int($0))" } ?? "-")" }
    #expect(
      keys == [
        "cumulative-incidence -", "cumulative-incidence 36", "one-minus-km 24", "one-minus-km 36", "crude -",
        "unstated 36",
      ])
    #expect(found.flatMap { $0.rows.map(\.label) }.sorted() == ["A", "B", "C", "D", "E", "F", "G", "H"])
    for block in found where block.quantity != .unstated {
      let used = (block.effects?.studies.map(\.label) ?? []) + (block.effects?.excluded.map(\.label) ?? [])
      #expect((used + block.excluded.map(\.label)).sorted() == block.rows.map(\.label).sorted())
    }
    #expect(found[5].effects == nil && found[5].rows[0].printed == "10%")
    #expect(found[4].excluded.map(\.label) == ["F"])
    #expect(found[4].effects?.measure.code == "PLO")
  }

  @Test("declared rows stay apart from those that say what they are")
  func declared() throws {
    let found = try blocks(Self.mixed, unstatedAs: .oneMinusKaplanMeier)
    let atThree = found.filter { $0.quantity == .oneMinusKaplanMeier && $0.time == 36 }
    #expect(atThree.map(\.isDeclared) == [false, true])
    #expect(atThree.map { $0.effects?.studies.map(\.label) ?? [] } == [["B"], ["E"]])
  }

  @Test(
    "the problems of all blocks at once",
    arguments: [
      (
        "study,quantity,at,percent,events,total\nA,1-KM,36,120,,50\nB,crude,,,60,50\nC,CIF,x,9,,50\n",
        ["not-a-percentage", "events-exceed-total", "negative"]
      ),
      (
        "study,quantity,at,incidence,ci_low,ci_high\nA,CIF,12,1.2,0.1,0.3\nB,1-KM,12,0.2,0.3,0.1\n",
        ["not-a-share", "limits-reversed"]
      ),
      ("study,quantity,at,events\nA,CIF,12,3\n", ["no-study-data"]),
    ])
  func problems(text: String, codes: [String]) throws {
    do {
      _ = try blocks(text)
      Issue.record("nothing was refused")
    } catch let problems as DataProblems {
      #expect(problems.problems.map(\.code) == codes)
    }
  }
}
