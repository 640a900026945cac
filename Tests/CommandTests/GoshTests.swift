import Foundation
import Testing

@Suite("copse sensitivity gosh")
struct GoshTests {
  private static let command = "sensitivity gosh bcg-vaccine"

  @Test("the table for reading names the subsets, the distributions and each study")
  func table() throws {
    let run = try Command.run(Self.command)
    #expect(run.code == 0)
    #expect(run.text.hasPrefix("GOSH: all 8191 subsets of 13 studies\n"))
    #expect(run.text.contains("Over the subsets"))
    #expect(run.text.contains("Hart & Sutherland 1977"))
    let markdown = try Command.run(Self.command + " --format markdown")
    #expect(markdown.text.hasPrefix("## GOSH"))
  }

  @Test("the JSON has the distributions and the units; threads change nothing")
  func json() throws {
    let one = try Command.run(Self.command + " --tau2 DL --format json --threads 1")
    let two = try Command.run(Self.command + " --tau2 DL --format json --threads 2")
    #expect(one.code == 0)
    #expect(one.output == two.output)
    let json = try one.json()
    #expect(try json.string("schema") == "copse.gosh/1")
    #expect(try json.number("subsets.count") == 8191)
    #expect(try json.string("model.tau2") == "DL")
    // metafor's gosh, Tests/Reference/gosh.json.
    #expect(try abs(json.number("quantities.0.mean") - -0.7113435218254515) < 1e-12)
    #expect(try json.number("units.12.countWith") == 4096)
  }

  @Test("the counts of each kind in the CSV are those of the subsets")
  func csv() throws {
    let table = try Command.run(Self.command + " --format csv --bins 20").table()
    let kinds = table.rows.map { $0["kind"] ?? "" }
    let counts = table.rows.map { Int($0["count"] ?? "") ?? -1 }
    for kind in ["estimate", "tau2", "i2", "q", "k", "estimate-i2"] {
      let rows = kinds.indices.filter { kinds[$0] == kind }
      #expect(rows.reduce(0) { $0 + counts[$1] } == 8191, "\(kind)")
    }
    #expect(kinds.filter { $0 == "estimate-i2" }.count == 400)
    #expect(kinds.filter { $0 == "i2" }.count == 22)
  }

  @Test("every subset is a row of the file of rows, which appears whole or not at all")
  func rows() throws {
    let scratch = try Scratch()
    let run = try Command.run(Self.command + " --model common --rows rows.csv", in: scratch.folder)
    #expect(run.code == 0)
    let file = scratch.folder.appendingPathComponent("rows.csv")
    let table = try Table(String(decoding: Data(contentsOf: file), as: UTF8.self))
    #expect(table.rows.map { Int($0["mask"] ?? "") } == (1...8191).map { $0 })
    #expect(table.columns == ["mask", "k", "estimate", "display_estimate", "i2", "q"])
    let refused = try Command.run(Self.command + " --rows missing/rows.csv", in: scratch.folder)
    #expect(refused.code == 73)
    #expect(refused.text.isEmpty)
  }

  @Test("a sample names its seed, and shards join to the same bytes")
  func shards() throws {
    let scratch = try Scratch()
    let command = Self.command + " --subsets 5000 --seed 9"
    let whole = try Command.run(command + " --format json", in: scratch.folder)
    #expect(try whole.json().string("subsets.seed") == "9")
    for shard in 1...2 {
      let run = try Command.run(command + " --shard \(shard)/2 -o \(shard).shard", in: scratch.folder)
      #expect(run.code == 0)
    }
    let merged = try Command.run("merge 2.shard 1.shard --format json", in: scratch.folder)
    #expect(merged.output == whole.output)
    #expect(try Command.run(command).text.contains("without replacement, seed 9"))
  }

  @Test("what would take too long is refused with what to ask for")
  func refusals() throws {
    let studies = (1...17).map { "S\($0),\($0),100,\($0 + 3),110\n" }.joined()
    let csv = "study,events1,total1,events2,total2\n" + studies
    let run = try Command.run("sensitivity gosh - --measure OR --method glmm", input: csv)
    #expect(run.code == 64)
    #expect(run.errors.contains("--subsets"))
    #expect(try Command.run(Self.command + " --seed 5").code == 64)
    #expect(try Command.run(Self.command + " --subsets 0").code == 64)
    #expect(try Command.run(Self.command + " --bins 0").code == 64)
    let sampled = try Command.run("sensitivity gosh - --measure OR --method glmm --subsets 3", input: csv)
    #expect(sampled.code == 0)
  }
}
