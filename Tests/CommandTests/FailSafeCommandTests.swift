import Foundation
import Testing

/// `copse bias --part fail-safe`.
@Suite("bias, fail-safe N")
struct FailSafeCommandTests {
  @Test("the BCG trials: metafor's numbers")
  func numbers() throws {
    let table = try Command.run("bias bcg-vaccine --part fail-safe --format csv").table()
    let numbers = table.rows.map { "\($0["method"] ?? "") \($0["studies"] ?? "")" }
    // fsn() of metafor 3.8; the general one is 1 more in metafor 5.0, which rounds up the root of a step function.
    #expect(numbers == ["rosenthal 598", "orwin 13", "orwin-weighted 13", "rosenberg 370", "general 25"])
    for row in table.rows where row["alpha"] == "0.05" {
      #expect(try row.number("observed_p") <= 0.05 && row.number("reached_p") > 0.05)
      #expect(row["outcome"] == "needed")
    }
  }

  @Test("a target is given as it is shown")
  func target() throws {
    let table = try Command.run(
      "bias bcg-vaccine --part fail-safe --fail-safe orwin,general --fail-safe-target 0.9 --format csv"
    ).table()
    #expect(table.rows.map { $0["method"] } == ["orwin", "general", "general"])
    for row in table.rows where row["target"] != "" {
      #expect(try isClose(row.number("target"), log(0.9), within: 1e-12))
      #expect(try row.number("reached_estimate") >= 0.9)
    }
  }

  @Test("a proportion needs a value to compare with")
  func proportion() throws {
    let run = try Command.run("bias catheter-infection-treated --part fail-safe")
    #expect(run.code == 1 && run.errors.contains("--fail-safe-null"))
    #expect(
      try Command.run("bias catheter-infection-treated --part fail-safe --fail-safe-null 0.1").code == 0)
  }

  @Test(
    "options that mean nothing are refused",
    arguments: [
      ("--fail-safe rosenthal --fail-safe-target 0.9", "--fail-safe-target belongs to"),
      ("--fail-safe-alpha 0.7", "between 0 and 0.5"), ("--fail-safe-target -1", "not a value"),
      ("--fail-safe foo", "rosenthal, orwin"),
    ])
  func refusals(options: String, words: String) throws {
    let run = try Command.run("bias bcg-vaccine --part fail-safe " + options)
    #expect(run.code == 64)
    #expect(run.errors.contains(words))
  }
}
