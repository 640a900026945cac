import Foundation
import Testing

/// Every analysis that is made again takes every kind of data.
@Suite("Kinds of analyses made again")
struct RefitKindTests {
  private static let trials =
    "study,hr,ci_low,ci_high,arm\nA,0.7,0.5,0.98,1\nB,0.8,0.6,1.07,1\nC,0.9,0.6,1.35,2\nD,1.2,0.9,1.6,2\n"
  private static let curves = """
    study,time,survival,at_risk,design
    A,12,0.8,50,x
    A,24,0.6,38,x
    B,12,0.7,60,x
    B,24,0.4,40,x
    C,12,0.9,30,y
    C,24,0.7,25,y
    D,12,0.9,30,y

    """

  private func run(_ words: String) throws -> Run {
    let scratch = try Scratch()
    try scratch.file("trials.csv", Self.trials)
    try scratch.file("curves.csv", Self.curves)
    return try Command.run("sensitivity " + words, in: scratch.folder)
  }

  @Test("hazard ratios: the diagnostics belong to the pooled value of copse survival hr")
  func hazardRatios() throws {
    let all = try run("leave-one-out trials.csv --analysis hr --format csv").table().rows
    let influence = try run("influence trials.csv --analysis hr --format csv")
    #expect(influence.code == 0, "\(influence.errors)")
    let rows = try influence.table().rows
    #expect(rows.map { $0["label"] } == ["A", "B", "C", "D"])
    for (row, refit) in zip(rows, all.dropFirst()) {
      #expect(try abs(row.number("tau2_without") - refit.number("tau2")) < 1e-12)
      #expect(try abs(row.number("q_without") - refit.number("q")) < 1e-10)
    }
    #expect(try run("baujat trials.csv --analysis hr --format csv").table().rows.count == 4)
    let gosh = try run("gosh trials.csv --analysis hr --format json").json()
    #expect(try gosh.number("quantities.0.all") == all[0].number("value"))
    #expect(try gosh.number("subsets.count") == 15)
    #expect(try gosh.string("measure") == "HR")
  }

  @Test("curves: the restricted mean; a subset without one is counted nowhere")
  func curveData() throws {
    let options = "curves.csv --analysis curve --horizon 12"
    let all = try run("leave-one-out \(options) --format csv").table().rows
    let means = all.filter { $0["quantity"] == "restricted mean" }
    let rows = try run("influence \(options) --format csv").table().rows
    for (row, refit) in zip(rows, means.dropFirst()) {
      let change = try means[0].number("value") - refit.number("value")
      #expect(try abs(row.number("dffits") - change / means[0].number("se")) < 1e-12)
      #expect(try abs(row.number("cooks_distance") - pow(row.number("dffits"), 2)) < 1e-12)
    }
    #expect(try run("baujat \(options)").text.contains("no contributions to the heterogeneity"))
    let gosh = try run("gosh \(options) --format json").json()
    #expect(try gosh.string("quantities.0.name") == "restricted mean")
    #expect(try gosh.number("quantities.0.all") == means[0].number("value"))
    // D ends at 12, so that it alone has no mean up to 24.
    let long = try run("gosh curves.csv --analysis curve --format json").json()
    #expect(try long.number("subsets.failed") == 1 && long.number("quantities.0.count") == 14)
    #expect(try long.number("i2.count") == 14)
    for unit in 0..<4 { #expect(try long.number("units.\(unit).i2Without") >= 0) }
  }

  @Test(
    "what cannot be told is refused",
    arguments: [
      "influence curves.csv --analysis curve --by design", "gosh curves.csv --analysis curve --by design",
      "baujat curves.csv --analysis curve --by design", "gosh trials.csv --times 12",
      "gosh trials.csv --subsets 1000000001", "gosh trials.csv --bins 201",
    ])
  func refused(_ words: String) throws { #expect(try run(words).code == 64) }

  @Test("GOSH in subgroups is that of all studies; of one study there is none")
  func subgroups() throws {
    let plain = try run("gosh trials.csv --analysis hr --format csv")
    let grouped = try run("gosh trials.csv --analysis hr --by arm --format csv")
    #expect(plain.code == 0 && plain.output == grouped.output)
    #expect(try run("gosh trials.csv --analysis hr --where study=A").code == 1)
  }

  @Test("GOSH: the CSV has the means with and without each study, as the JSON has them")
  func units() throws {
    let rows = try run("gosh trials.csv --analysis hr --format csv").table().rows
    let json = try run("gosh trials.csv --analysis hr --format json").json()
    for (kind, key) in [("unit-estimate", "estimates.0."), ("unit-tau2", "tau2"), ("unit-i2", "i2")] {
      let units = rows.filter { $0["kind"] == kind }
      #expect(units.map { $0["unit"] } == ["A", "B", "C", "D"])
      let (with, without) = kind == "unit-estimate" ? ("with", "without") : ("With", "Without")
      for (place, row) in units.enumerated() {
        #expect(try row.number("mean_with") == json.number("units.\(place).\(key)\(with)"))
        #expect(try row.number("mean_without") == json.number("units.\(place).\(key)\(without)"))
        #expect(row["count_with"] == "8" && row["count_without"] == "7")
      }
    }
  }

  @Test("GOSH on a scale that turns the order round: what is shown ascends")
  func reversed() throws {
    let words = [
      "sensitivity", "gosh", "liver-cryoablation", "--where", "population=HCC", "--where",
      "arm=cryoablation", "--where", "outcome=overall-survival", "--where", "at=12", "--measure", "SLL",
    ]
    let line = try #require(
      Command.run(words).text.split(separator: "\n").first { $0.hasPrefix("  Survival") })
    let values = line.split(separator: " ").dropFirst().compactMap { Double($0.dropLast()) }
    #expect(values.count == 7 && values == values.sorted() && values.last == 97)
    let rows = try Command.run(words + ["--format", "csv"]).table().rows.filter { $0["kind"] == "estimate" }
    for row in rows {
      guard let low = Double(row["display_x_low"] ?? ""), let high = Double(row["display_x_high"] ?? "")
      else { continue }
      #expect(low < high)
    }
    #expect(rows[0]["display_x_low"] == "0.97" && rows[0]["display_x_high"] == "")
  }

  @Test("GOSH shows the value of all studies as copse pool does, by its back-transformation")
  func backTransformation() throws {
    let words = "viral-suppression --where total<=40 --measure PFT --pft-n 2"
    let pooled = try Command.run("pool \(words) --format json").json()
    let percent = try (pooled.number("display.value") * 1000).rounded() / 10
    let gosh = try Command.run("sensitivity gosh \(words) --subsets 20").text
    #expect(gosh.contains("(\(percent)%)"), "\(percent): \(gosh.prefix(400))")
  }
}
