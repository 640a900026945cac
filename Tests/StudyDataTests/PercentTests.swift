import Testing

@testable import StudyData

/// Events from printed percentages, held against counting in integers one by one.
@Suite struct PercentTests {
  /// 100 · 10^decimals · events = units · total + remainder, with 0 ≤ remainder < total.
  private func division(_ events: Int, _ total: Int, _ scale: Int) -> (units: Int, remainder: Int) {
    (events * scale).quotientAndRemainder(dividingBy: total) as (Int, Int)
  }

  @Test("rounded and truncated, for all totals up to 400", arguments: [0, 1, 2])
  func bruteForce(decimals: Int) throws {
    let scale = [100, 1_000, 10_000][decimals]
    for total in 1...400 {
      var rounded: [Int: [Int]] = [:]
      var truncated: [Int: [Int]] = [:]
      for events in 0...total {
        let (units, remainder) = division(events, total, scale)
        truncated[units, default: []].append(events)
        if 2 * remainder <= total { rounded[units, default: []].append(events) }
        if 2 * remainder >= total { rounded[units + 1, default: []].append(events) }
      }
      for units in stride(from: 0, through: scale, by: decimals == 2 ? 7 : 1) {
        let percent = try #require(PrintedPercent(units: units, decimals: decimals))
        let byRounding = EventsFromPercent.rounded(percent, of: total).map(Array.init) ?? []
        let byTruncation = EventsFromPercent.truncated(percent, of: total).map(Array.init) ?? []
        if byRounding != rounded[units] ?? [] || byTruncation != truncated[units] ?? [] {
          Issue.record("\(percent) of \(total): \(byRounding), \(byTruncation)")
        }
      }
    }
  }

  @Test("the largest totals and digits do not overflow")
  func large() throws {
    let total = 9_007_199_254_740_992
    let half = try #require(PrintedPercent("50.000000000000"))
    let fitting = try #require(EventsFromPercent.rounded(half, of: total))
    #expect(fitting.contains(total / 2))
    #expect(fitting.count == 91)
    let all = try #require(PrintedPercent("100"))
    #expect(EventsFromPercent.rounded(all, of: .max)?.upperBound == .max)
    #expect(EventsFromPercent.truncated(all, of: .max) == Int.max...Int.max)
  }

  @Test(
    "percentages are kept as printed",
    arguments: [
      ("67.7", 677, 1), ("67.7%", 677, 1), ("67.70 %", 6770, 2), ("3", 3, 0), ("0.05", 5, 2), (".5", 5, 1),
      ("100", 100, 0), ("100.00", 10000, 2), ("007", 7, 0),
    ])
  func printed(text: String, units: Int, decimals: Int) {
    #expect(PrintedPercent(text) == PrintedPercent(units: units, decimals: decimals))
  }

  @Test(
    "what is no percentage",
    arguments: ["", "%", ".", "101", "100.01", "-1", "1e1", "3,9", "5%%", "1.2.3", "99999999999999999999"])
  func refused(text: String) {
    #expect(PrintedPercent(text) == nil)
  }

  @Test("printing", arguments: [(677, 1, "67.7%"), (5, 2, "0.05%"), (3, 0, "3%"), (10000, 2, "100.00%")])
  func description(units: Int, decimals: Int, text: String) {
    #expect(PrintedPercent(units: units, decimals: decimals)?.description == text)
  }

  @Test("rounding a share to digits")
  func share() {
    #expect(PrintedPercent(of: 21, in: 31, decimals: 1)?.description == "67.7%")
    #expect(PrintedPercent(of: 1, in: 8, decimals: 0)?.description == "13%")
    #expect(PrintedPercent(of: 1, in: 8, decimals: 1)?.description == "12.5%")
  }

  @Test("reading rows with percentages")
  func rows() throws {
    let table = try table(
      """
      study,events,percent,total
      A,,67.7%,31
      B,,3,180
      C,,67.5,31
      D,5,12.5,40
      E,,,40
      F,,10,
      G,,50,1000
      H,,,
      """)
    let layout = try DataLayout.find(in: table)
    guard case .oneGroupCounts(let columns) = layout.columns else { throw WrongKind() }
    let read = try table.oneGroupCounts(columns, labels: layout.labels)
    #expect(read.rows.map(\.label) == ["A", "D"])
    #expect(
      read.rows.map(\.value) == [GroupCounts(events: 21, total: 31), GroupCounts(events: 5, total: 40)])
    #expect(
      read.rows.map(\.notes) == [
        [RowNote(code: "events-from-percent", text: "events derived from 67.7% of 31")], [],
      ])
    #expect(
      read.excluded.map { "\($0.label) \($0.row ?? 0) \($0.line ?? 0) \($0.reason)" } == [
        "B 2 3 3% of 180 fits 5 and 6 events",
        "C 3 4 67.5% of 31 fits no whole number of events",
        "E 5 6 no value in 'events', 'percent'",
        "F 6 7 no value in 'total'",
        "G 7 8 50% of 1000 fits 495 to 505 events",
        "H 8 9 no data: 'events', 'percent', 'total' are empty",
      ])
    #expect(read.warnings.isEmpty)
  }

  @Test("two groups by percentages alone")
  func twoGroups() throws {
    let table = try table("study,percent1,total1,percent2,total2\nA,50,20,25,8\nB,3,180,,9\n")
    let layout = try DataLayout.find(in: table)
    guard case .twoGroupCounts(let first, let second) = layout.columns else { throw WrongKind() }
    let read = try table.twoGroupCounts(first: first, second: second, labels: layout.labels)
    #expect(
      read.rows.map(\.value) == [
        TwoGroupCounts(first: GroupCounts(events: 10, total: 20), second: GroupCounts(events: 2, total: 8))
      ])
    #expect(read.rows.map(\.notes.count) == [2])
    #expect(read.excluded.map(\.reason) == ["no value in 'percent2'; 3% of 180 fits 5 and 6 events"])
  }

  private struct WrongKind: Error {}
}
