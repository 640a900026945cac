import Foundation
import Testing

/// `copse pool --rounding`: the smallest and the largest result over all counts that fit the printed percentages.
@Suite("Pool over rounding")
struct PoolOverRoundingTests {
  private func pool(_ csv: String, _ options: String = "") throws -> Run {
    try Command.run(
      ["pool", "-", "--rounding"] + options.split(separator: " ").map(String.init), input: Data(csv.utf8))
  }

  /// 3% of 180 fits 5 and 6, 31% of 300 fits 92 to 94; the third study prints its count.
  private static let shares = "study,events,total,percent\nA,,180,3\nB,,300,31\nC,30,100,\n"

  @Test("studies whose percentage leaves the count open take part, and say so")
  func shares() throws {
    let document = try pool(Self.shares, "--measure PR --model common --format json").json()
    #expect(try document.number("k") == 3)
    #expect(try document.number("rounding.combinations") == 6)
    #expect(document["rounding.search"] == .string("enumeration"))
    #expect(document["rounding.exact"] == .bool(true))
    let low = try document.number("rounding.smallest.value")
    let high = try document.number("rounding.largest.value")
    // Every combination by the definition of the common effect.
    var all: [Double] = []
    for a in [5.0, 6] {
      for b in [92.0, 93, 94] {
        let shares = [(a, 180.0), (b, 300), (30, 100)]
        let weights = shares.map { $0.1 / ($0.0 / $0.1 * (1 - $0.0 / $0.1)) }
        let sum = zip(shares, weights).reduce(0.0) { $0 + $1.1 * $1.0.0 / $1.0.1 }
        all.append(sum / weights.reduce(0, +))
      }
    }
    #expect(abs(low - (all.min() ?? 0)) < 1e-14 && abs(high - (all.max() ?? 0)) < 1e-14)
    let text = try pool(Self.shares).text
    #expect(text.contains("6 combinations fit the printed percentages; all fitted"))
    #expect(text.contains("* A: the middle of 2 possibilities that fit the printed percentage"))
  }

  @Test("two groups: the p-value's range as well, and as columns")
  func twoGroups() throws {
    let csv = """
      study,events1,total1,percent1,events2,total2,percent2
      A,,180,3,,180,9
      B,7,25,,21,31,

      """
    let table = try pool(csv, "--measure OR --tau2 DL --test z --format csv").table()
    let row = try #require(table.rows.first)
    let value = { (name: String) in Double(row[name] ?? "") ?? .nan }
    #expect(value("rounding_lower") < value("display_value"))
    #expect(value("rounding_upper") > value("display_value"))
    #expect(value("rounding_p_lower") < value("rounding_p_upper"))
  }

  @Test("studies without an effect size or a second arm are listed")
  func leftOut() throws {
    let csv = "study,events1,total1,events2,total2\nA,3,40,5,41\nB,0,20,0,21\nC,7,60,4,61\n"
    let plain = try pool(csv, "--measure OR --format json").json()
    #expect(plain["excluded.0.study"] == .string("B"))
    let arms = "study,arm,events,total\nA,x,3,40\nA,y,5,41\nB,x,2,30\nC,x,7,60\nC,y,4,61\n"
    let paired = try pool(arms, "--arms x,y --measure OR --format json").json()
    #expect(paired["excluded.0.study"] == .string("B"))
    #expect(try paired.number("k") == 2)
  }

  @Test("nothing open, and what does not go with it")
  func edges() throws {
    let certain = try pool("study,events,total\nA,3,40\nB,5,50\n")
    #expect(certain.text.contains("rounding leaves nothing open"))
    let none = try pool("study,events,total,percent\nA,,10,33\nB,,10,47\n")
    #expect(none.code == 1 && none.errors.contains("no study"))
    let groups = try pool("study,events,total,g\nA,3,40,x\nB,5,50,y\n", "--by g")
    #expect(groups.code == 64 && groups.errors.contains("leave out --by"))
    let means = try pool("study,mean,sd,total\nA,3,1,40\nB,5,1,50\n")
    #expect(means.code == 64 && means.errors.contains("counts and percentages"))
  }
}
