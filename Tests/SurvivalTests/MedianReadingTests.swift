import StudyData
import Survival
import Testing

@Suite("Reading medians and restricted means")
struct MedianReadingTests {
  private func read(_ text: String, _ quantity: TimeQuantity = .median) throws -> StudyRows<ReportedTime> {
    let table = try StudyTable(parsing: Array(text.utf8), name: "m.csv")
    let columns = try #require(TimeColumns.found(in: table, quantity: quantity))
    return try table.reportedTimes(columns, quantity: quantity, labels: .columns(["study"]))
  }

  @Test(
    "a median that was not reached is listed with its mark",
    arguments: ["NR", "not reached", "Not reached", "NE", ">60", "≥ 60", "60+", "n.r.", "∞"])
  func notReached(mark: String) throws {
    let rows = try read("study,median,ci_low,ci_high\nA,12,9,16\nB,\(mark),20,NR\n")
    #expect(rows.rows.map(\.label) == ["A"])
    #expect(rows.excluded.map(\.label) == ["B"])
    #expect(rows.excluded[0].reason.contains("not reached"))
  }

  @Test(
    "an upper limit that was not reached leaves the lower one",
    arguments: ["NR", "NA", "NE", ">48", "not reached"])
  func openInterval(mark: String) throws {
    let rows = try read("study,median,ci_low,ci_high,ci_level\nA,12,9,\(mark),90\n")
    #expect(rows.rows[0].value.interval == .init(low: 9, high: nil, level: 0.9))
  }

  @Test("an empty upper limit is not one that was not reached")
  func half() throws {
    let rows = try read("study,median,ci_low,ci_high,events\nA,12,9,,\nB,12,9,,20\n")
    #expect(rows.excluded.map(\.label) == ["A"] && rows.excluded[0].reason.contains("write NR"))
    #expect(rows.rows[0].value == ReportedTime(12, events: 20))
  }

  @Test("every impossible cell is reported at once")
  func problems() throws {
    let text =
      "study,median,ci_low,ci_high,se,ci_level\nA,0,,,,\nB,12,16,9,,\nC,12,9,16,-1,\nD,12,9,16,,950\nE,x,,,,\n"
    do {
      _ = try read(text)
      Issue.record("nothing was refused")
    } catch let problems as DataProblems {
      #expect(
        problems.problems.map(\.code) == [
          "not-positive", "limits-reversed", "not-positive", "not-a-level", "not-positive",
        ])
    }
  }

  @Test("restricted means have one horizon, and stay below it")
  func horizons() throws {
    let good = try read("study,rmst,se,horizon\nA,40,1.5,60\nB,42,2,60\nC,41,2,\n", .rmst)
    #expect(good.rows.count == 2 && good.excluded.map(\.label) == ["C"])
    for (text, code) in [
      ("study,rmst,se,horizon\nA,40,1.5,60\nB,30,2,36\n", "several-horizons"),
      ("study,rmst,se,horizon\nA,61,1.5,60\n", "restricted-mean-beyond-horizon"),
      ("study,rmst,se\nA,61,1.5\n", "no-such-column"),
    ] {
      do {
        _ = try read(text, .rmst)
        Issue.record("nothing was refused: \(code)")
      } catch let problems as DataProblems {
        #expect(problems.problems.map(\.code) == [code])
      }
    }
  }

  @Test("in a column of many kinds, the rows that are medians count")
  func statistic() throws {
    let rows = try read("study,statistic,estimate\nA,median-months,12\nB,hazard-ratio,0.5\nC,Median,9\n")
    #expect(rows.rows.map(\.label) == ["A", "C"] && rows.excluded.map(\.label) == ["B"])
  }
}
