import Foundation
import Testing

/// The README's commands, run as they stand, and what it says that they print.
@Suite("README")
struct ReadmeTests {
  private static func readme() throws -> String {
    try String(contentsOf: Command.repository.appending(path: "README.md"), encoding: .utf8)
  }

  /// The lines of the blocks marked `sh`.
  private static func commands() throws -> [String] {
    var isInside = false
    var lines: [String] = []
    for line in try readme().components(separatedBy: "\n") {
      if line == "```sh" {
        isInside = true
      } else if line == "```" {
        isInside = false
      } else if isInside, !line.isEmpty {
        lines.append(line)
      }
    }
    return lines
  }

  @Test("every command runs")
  func commandsRun() throws {
    let commands = try Self.commands()
    #expect(commands.count >= 14)
    for command in commands {
      #expect(command.contains("copse "))
      let scratch = try Scratch()
      let run = try Command.shell(command, in: scratch.folder)
      #expect(run.code == 0, "\(command): \(run.errors)")
    }
  }

  @Test("the printed result is the command's")
  func printedResult() throws {
    let printed = try Command.run("pool bcg-vaccine").text
    let readme = try Self.readme()
    let first = printed.components(separatedBy: "\n").prefix(4).joined(separator: "\n")
    #expect(readme.contains(first), "the README does not show \(first)")
  }

  @Test("the printed error is the command's")
  func printedError() throws {
    let rows = (1...5).map { "\($0),Trial \($0),1960,1,10,2,10\n" }.joined()
    let csv = "trial,author,year,tpos,tneg,cpos,cneg\n" + rows + "6,Hart,1977,12o,13598,248,12867\n"
    let scratch = try Scratch()
    try Data(csv.utf8).write(to: scratch.folder.appending(path: "bcg.csv"))
    let run = try Command.run("check bcg.csv", in: scratch.folder)
    #expect(run.code == 65)
    let error = run.text.components(separatedBy: "\n").prefix(4).joined(separator: "\n")
    #expect(try Self.readme().contains(error), "the README does not show \(error)")
  }

  @Test("the printed finding and the printed verdicts are the command's")
  func printedFindings() throws {
    let readme = try Self.readme()
    let findings = try Command.run("check liver-cryoablation --only percent-of-total").text
    let finding = try #require(
      findings.components(separatedBy: "\n\n").first { $0.hasPrefix("error: ") })
    let shown = finding.components(separatedBy: "\n").dropLast().joined(separator: "\n")
    #expect(readme.contains(shown), "the README does not show \(shown)")
    let verdicts = try Command.run("reproduce liver-cryoablation").text
      .components(separatedBy: "\n\n").first { $0.hasPrefix("Verdicts\n") }
    let table = try #require(verdicts).components(separatedBy: "\n").dropFirst().joined(separator: "\n")
    #expect(table.contains("all"))
    #expect(readme.contains(table), "the README does not show \(table)")
  }

  @Test("the printed range of a multiverse is the command's")
  func printedMultiverse() throws {
    let sections = try Command.run(
      "sensitivity multiverse liver-cryoablation --spec treatment-related-death"
    ).text.components(separatedBy: "\n\n")
    let range = try #require(sections.first { $0.contains("Moved most by") })
    #expect(range.contains("Against 2.00%"))
    #expect(try Self.readme().contains(range), "the README does not show \(range)")
  }

  @Test("the rare proportions are as the README says")
  func rareProportions() throws {
    let run = try Command.run("pool catheter-infection-treated --measure PR --test z --format json")
    let json = try run.json()
    #expect(try json.number("heterogeneity.tau2") == 0)
    #expect(try abs(json.number("display.value") - 0.0053531690) < 5e-11)
  }
}
