import Foundation
import Testing

/// `copse sensitivity baujat` as a user meets it.
@Suite("Baujat command")
struct BaujatCommandTests {
  @Test("the three forms carry the same points; under a common effect x adds up to Q")
  func forms() throws {
    let csv = try Command.run("sensitivity baujat bcg-vaccine --model common --format csv").table()
    #expect(csv.columns == ["analysis", "label", "group", "x", "y", "x_name", "note"])
    let document = try Command.run("sensitivity baujat bcg-vaccine --model common --format json").json()
    #expect(try document.string("schema") == "copse.baujat/1")
    #expect(try document.string("analyses.0.xName") == "Contribution to Q")
    for (place, row) in csv.rows.enumerated() {
      #expect(try document.string("analyses.0.points.\(place).label") == row["label"])
      for axis in ["x", "y"] {
        #expect(try document.number("analyses.0.points.\(place).\(axis)") == row.number(axis))
      }
    }
    let q = try document.number("analyses.0.q")
    #expect(isClose(try csv.rows.reduce(0) { try $0 + $1.number("x") }, q, within: 1e-12))
    let table = try Command.run("sensitivity baujat bcg-vaccine --model common")
    let most = try #require(
      try csv.rows.max { try $0.number("x") < $1.number("x") }?["label"])
    #expect(table.text.contains("most heterogeneity: \(most) ("), "\(table.text)")
    #expect(try Command.run("sensitivity baujat bcg-vaccine").text.contains("Squared Pearson residual"))
  }

  @Test("likelihoods, subgroups, what is left out")
  func others() throws {
    let beta = try Command.run("sensitivity baujat catheter-infection-treated --method beta-binomial")
    #expect(beta.code == 0 && beta.text.contains("no contributions to the heterogeneity"), "\(beta.errors)")
    let glmm = try Command.run("sensitivity baujat catheter-infection-treated --method glmm --format csv")
    #expect(try glmm.table().rows.allSatisfy { $0["x"] != "" && $0["y"] != "" })
    let groups = try Command.run("sensitivity baujat bcg-vaccine --by alloc --format csv").table().rows
    #expect(groups.count == 26)
    let data = "study,yi,vi\nA,0.1,0.1\nB,0.3,0.1\nC,,\n"
    let run = try Command.run("sensitivity baujat - --format csv", input: data)
    #expect(run.code == 0 && run.errors.contains("C is left out"))
    #expect(try Command.run("sensitivity baujat - --strict", input: data).code == 65)
  }
}
