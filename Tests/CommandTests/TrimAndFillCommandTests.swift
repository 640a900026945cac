import Foundation
import Testing

/// `copse bias --part trim-fill`.
@Suite("bias, trim and fill")
struct TrimAndFillCommandTests {
  @Test("passive smoking: seven studies on the left, and the filled funnel as rows")
  func rows() throws {
    let run = try Command.run(
      "bias passive-smoking --log-ratio --model common --part trim-fill --format csv")
    #expect(run.code == 0)
    let table = try run.table()
    #expect(table.rows.count == 44)
    let filled = table.rows.filter { $0["filled"] == "true" }
    #expect(filled.count == 7 && filled.allSatisfy { $0["study"]?.hasPrefix("filled: ") == true })
    for row in table.rows {
      #expect(row["side"] == "left" && row["k0"] == "7")
      #expect(try isClose(row.number("estimate"), exp(row.number("yi")), within: 1e-12))
      #expect(try isClose(row.number("sei"), row.number("vi").squareRoot(), within: 1e-12))
    }
    #expect(try isClose(table.rows.reduce(0) { try $0 + $1.number("weight") }, 1, within: 1e-12))
    // A filled study is the mirror image of its original at one center.
    let centers = try filled.map { row -> Double in
      let original = try #require(table.rows.first { "filled: \($0["study"] ?? "")" == row["study"] })
      return try (row.number("yi") + original.number("yi")) / 2
    }
    #expect(centers.allSatisfy { isClose($0, centers[0], within: 1e-12) })
  }

  @Test("the BCG trials miss one, or four around the common-effect mean; JSON says all")
  func json() throws {
    let json = try Command.run("bias bcg-vaccine --part trim-fill --format json").json()
    #expect(try json.number("trim-fill.k0") == 1 && json.string("trim-fill.side") == "right")
    #expect(try json.string("trim-fill.trimmedWith") == "model")
    #expect(json["trim-fill.sideFound"] == .bool(true) && json["trim-fill.converged"] == .bool(true))
    #expect(try json.items("trim-fill.otherChoices").count == 5)
    // metafor's trimfill(rma(...)) of the log risk ratios, REML: 14 studies.
    #expect(try isClose(json.number("trim-fill.adjusted.value"), -0.6570827, within: 1e-5))
    let common = try Command.run("bias bcg-vaccine --part trim-fill --trim-with common --format json").json()
    #expect(try common.number("trim-fill.k0") == 4)
  }

  @Test("the text has both results, the caution and the warning about heterogeneity")
  func text() throws {
    let run = try Command.run("bias bcg-vaccine --part trim-fill")
    for words in [
      "Missing", "1 study (SE 2.5) on the right", "0.49 (95% CI 0.33 to 0.73)", "0.52 (95% CI 0.35 to 0.77)",
      "filled: Vandiviere et al 1973", "not a correction", "(trim-fill-heterogeneity)",
    ] {
      #expect(run.text.contains(words), "\(words)")
    }
  }

  @Test(
    "what cannot be done is said",
    arguments: [
      ("bias bcg-vaccine --part trim-fill --method mh", "no counts", 1),
      ("bias magnesium --measure OR --part trim-fill --trim-estimator Q0", "take L0 or R0", 1),
      ("bias bcg-vaccine --part fail-safe --side left", "--side belongs to --part trim-fill", 64),
    ] as [(String, String, Int32)])
  func refusals(command: String, words: String, code: Int32) throws {
    let run = try Command.run(command)
    #expect(run.code == code)
    #expect(run.errors.contains(words))
  }

  @Test("a model that rests on counts is refused with advice that helps")
  func advice() throws {
    let moments = try Command.run(
      "bias magnesium --measure OR --like revman5 --model random --part trim-fill")
    #expect(
      moments.code == 1 && moments.errors.contains("--tau2 DL --test z without --like"), "\(moments.errors)")
    let taken = try Command.run("bias magnesium --measure OR --tau2 DL --test z --part trim-fill")
    #expect(taken.code == 0)
    let counts = try Command.run("bias magnesium --measure OR --method mh --part trim-fill")
    #expect(counts.code == 1 && counts.errors.contains("pool by inverse variance, --method iv"))
    #expect(try Command.run("bias magnesium --measure OR --method iv --part trim-fill").code == 0)
  }
}
