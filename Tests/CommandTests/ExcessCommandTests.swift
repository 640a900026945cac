import Foundation
import Testing

/// `copse bias --part excess`.
@Suite("bias, excess significance")
struct ExcessCommandTests {
  @Test("the BCG trials: metafor's test")
  func test() throws {
    let json = try Command.run("bias bcg-vaccine --part excess --format json").json()
    // tes(yi, vi) of metafor.
    #expect(try json.number("excess.observed") == 8)
    #expect(try isClose(json.number("excess.expected"), 6.092659090280687, within: 1e-10))
    #expect(try isClose(json.number("excess.p"), 0.13440858540030753, within: 1e-10))
    #expect(try json.items("excess.studies").count == 13)
    let binomial = try Command.run("bias bcg-vaccine --part excess --excess-test binomial --format json")
      .json()
    #expect(try isClose(binomial.number("excess.p"), 0.21706308574565464, within: 1e-10))
  }

  @Test("the effect is the common one, that of the model, or given as it is shown")
  func effect() throws {
    let model = try Command.run("bias bcg-vaccine --part excess --excess-effect model --format json").json()
    #expect(try isClose(model.number("excess.tau2"), 0.3132432581364808, within: 1e-8))
    // tes(rma(yi, vi)) of metafor 5.0, whose integrals have a relative tolerance of 1e-4.
    #expect(try isClose(model.number("excess.expected"), 7.808830302343086, within: 1e-4))
    let given = try Command.run("bias bcg-vaccine --part excess --excess-effect 0.5 --format json").json()
    #expect(try isClose(given.number("excess.theta"), log(0.5), within: 1e-12))
  }

  @Test("the rows have each study's power, and the text the reading")
  func rows() throws {
    let table = try Command.run("bias magnesium --measure OR --part excess --format csv").table()
    #expect(table.rows.filter { $0["significant"] == "true" }.count == 6)
    let sum = try table.rows.reduce(0) { try $0 + $1.number("power") }
    #expect(try isClose(sum, table.rows[0].number("expected"), within: 1e-12))
    let text = try Command.run("bias magnesium --measure OR --part excess").text
    for words in ["6 of 16 studies", "p < 0.001", "from an odds ratio of 1.79 on"] {
      #expect(text.contains(words), "\(words)")
    }
  }
}
