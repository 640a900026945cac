import Foundation
import Testing

/// Files of records that were changed are refused with an error, whatever was changed.
@Suite("Changed files of records")
struct ChangedShardTests {
  private static let csv =
    "study,yi,vi,x\na,0.1,0.02,1\nb,-0.3,0.05,2\nc,0.4,0.01,4\nd,0.2,0.3,3\ne,0,0.1,5\n"

  private func merged(
    _ words: String, replacing old: String, with new: String
  ) throws -> Run {
    let scratch = try Scratch()
    try scratch.file("trials.csv", Self.csv)
    let made = try Command.run("\(words) --shard 1/1 -o all.shard", in: scratch.folder)
    #expect(made.code == 0, "\(made.errors)")
    let text = try scratch.text("all.shard")
    let range = try #require(
      text.range(of: old, options: .regularExpression), "\(old) in \(text.prefix(900))")
    try scratch.file("all.shard", text.replacingCharacters(in: range, with: new))
    return try Command.run("merge all.shard", in: scratch.folder)
  }

  @Test(
    "GOSH: other limits, other lengths, impossible counts",
    arguments: [
      (#""upper":[-0-9.e]+"#, #""upper":9"#), (#""sizes":\[5,"#, #""sizes":["#),
      (#""unitSums":\[\["#, #""unitSums":[[0,"#), (#""planeCounts":\[\[[^\]]*\]"#, #""planeCounts":[[3]"#),
      (#""count":31"#, #""count":9223372036854775807"#), (#""subsets":31"#, #""subsets":30"#),
      (#""sizes":\[5,"#, #""sizes":[-5,"#),
    ])
  func gosh(_ old: String, _ new: String) throws {
    let run = try merged("sensitivity gosh trials.csv", replacing: old, with: new)
    #expect(run.code == 65, "\(run.code): \(run.errors)")
    #expect(run.errors.contains("is no record of this gosh job") && run.text.isEmpty)
  }

  @Test("simulation, permutations and multiverse")
  func others() throws {
    for (words, old, new) in [
      (
        "sensitivity simulate trials.csv --replications 50", #""failures":0"#,
        #""failures":9223372036854775807"#
      ),
      ("regress trials.csv --moderator x --permutations 50", #""reached":\[[0-9]+,"#, #""reached":["#),
      ("regress trials.csv --moderator x --permutations 50", #""count":50"#, #""count":-50"#),
      (
        "sensitivity multiverse trials.csv --vary tau2=DL,PM", #""record":\[\{"#,
        #""record":[{"excluded":0,"failure":"x","isRatio":false,"isProportion":false,"level":0.95,"warnings":[]},{"#
      ),
    ] {
      let run = try merged(words, replacing: old, with: new)
      #expect(run.code == 65 && run.errors.contains("it was changed"), "\(words): \(run.code) \(run.errors)")
    }
  }

  @Test("sizes that no job has are refused, and a part of very many parts is no burden")
  func header() throws {
    let words = "sensitivity gosh trials.csv"
    let large = try merged(words, replacing: #""blocks":1"#, with: #""blocks":1000000000000000"#)
    #expect(large.code == 65 && large.errors.contains("its first line"), "\(large.errors)")
    let parts = try merged(words, replacing: #""shard":"1/1""#, with: #""shard":"1/1000000000000000000""#)
    #expect(parts.code == 0, "\(parts.errors)")
    let scratch = try Scratch()
    try scratch.file("trials.csv", Self.csv)
    let job = try Command.run(
      "sensitivity simulate trials.csv --replications 9000000000000000000", in: scratch.folder)
    #expect(job.code == 64 && job.errors.contains("ask for less"), "\(job.errors)")
  }
}
