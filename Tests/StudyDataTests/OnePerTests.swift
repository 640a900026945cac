import StudyData
import Testing

/// One study of those that share patients.
@Suite("One study per cluster")
struct OnePerTests {
  private static let csv = """
    study,center,events,total
    A,North,1,40
    B,north,2,90
    C,,3,50
    D,South,4,60
    E,South,4,60
    F,,9,70

    """

  private func kept(_ text: String) throws -> (labels: [String], excluded: [Exclusion]) {
    let table = try StudyTable(parsing: Array(Self.csv.utf8), name: "c.csv")
    let layout = try DataLayout.find(in: table)
    guard case .oneGroupCounts(let columns) = layout.columns else { return ([], []) }
    let read = try table.oneGroupCounts(columns, labels: layout.labels)
    let rows = try read.keeping(try #require(OnePer(parsing: text)), of: table)
    return (rows.rows.map(\.label), rows.excluded)
  }

  @Test("the largest of each cluster, of equal ones the first; studies without a cluster stay")
  func largest() throws {
    let (labels, excluded) = try kept("center")
    #expect(labels == ["B", "C", "D", "F"])
    #expect(excluded.map(\.label) == ["A", "E"])
    #expect(excluded[0].reason == "center North counts once, as the largest, B")
    #expect(excluded[0].row == 1)
  }

  @Test("the first of each cluster")
  func first() throws {
    #expect(try kept("center:first").labels == ["A", "C", "D", "F"])
  }

  @Test("what cannot be read, and a column that is not there")
  func refused() throws {
    #expect(OnePer(parsing: "center:biggest") == nil)
    #expect(OnePer(parsing: "") == nil)
    #expect(OnePer(parsing: "center")?.text == "center:largest")
    #expect(throws: DataProblems.self) { try kept("centre:first") }
  }

  @Test("without sizes there is no largest")
  func noSizes() throws {
    let table = try StudyTable(parsing: Array("study,center,yi,vi\nA,N,1,1\nB,N,2,1\n".utf8), name: "c.csv")
    let layout = try DataLayout.find(in: table)
    guard case .readyEffects(let columns) = layout.columns else { throw Unexpected() }
    let read = try table.reportedEffects(columns, labels: layout.labels)
    #expect(try read.keeping(OnePer(column: "center", rule: .first), of: table).rows.map(\.label) == ["A"])
    do throws(DataProblems) {
      _ = try read.keeping(OnePer(column: "center"), of: table)
      Issue.record("a largest was found")
    } catch {
      #expect(error.problems.map(\.code) == ["no-sizes"])
    }
  }

  private struct Unexpected: Error {}
}
