import EffectSizes
import Pooling
import Sensitivity
import StudyData
import Testing

@Suite("Cumulative analyses")
struct CumulativeTests {
  private func trials() throws -> EffectSizes { try EffectSizes(.riskRatio, from: table("bcg-vaccine")) }

  private func analysis(_ model: any PoolingModel = RandomEffects()) throws -> RefittablePool {
    RefittablePool(model, effects: try trials())
  }

  private func years(_ labels: Int) throws -> StudyValues {
    try StudyValues(of: "year", in: table("bcg-vaccine"), rows: (0..<labels).map { [$0] })
  }

  @Test("whatever the order, the last step is the fit of all, to the bit")
  func lastStep() throws {
    let analysis = try analysis()
    let clusters = StudyClusters(each: analysis.labels)
    let years = try years(analysis.k)
    for order in [
      StudyOrder(clusters), StudyOrder(clusters, isDescending: true),
      StudyOrder(by: years.values, named: "year", clusters: clusters),
      StudyOrder(by: .numbers(try trials().yi), named: "estimate", clusters: clusters, isDescending: true),
    ] {
      let result = try Cumulative(analysis, order: order)
      #expect(result.steps.count == 13 && result.steps.map(\.kept) == Array(1...13))
      #expect(try result.steps[12].refit.get() == analysis.fitAll())
      for step in result.steps where step.kept == 5 {
        let places = order.steps.prefix(5).flatMap(\.places).sorted()
        #expect(try step.refit.get() == analysis.refit(places))
      }
    }
  }

  @Test("numbers by size, texts by letters, ties as in the data, what has no value last")
  func orders() {
    let clusters = StudyClusters(each: ["A", "B", "C", "D", "E"])
    func names(_ values: StudyValues.Values, descending: Bool = false, collapse: Bool = false) -> [[String]] {
      StudyOrder(
        by: values, named: "x", clusters: clusters, isDescending: descending, collapsesTies: collapse
      ).steps.map(\.added)
    }
    let numbers = StudyValues.Values.numbers([10, 9, nil, 9, 100])
    #expect(names(numbers) == [["B"], ["D"], ["A"], ["E"], ["C"]])
    #expect(names(numbers, descending: true) == [["E"], ["A"], ["B"], ["D"], ["C"]])
    #expect(names(numbers, collapse: true) == [["B", "D"], ["A"], ["E"], ["C"]])
    #expect(names(.texts(["b", "a", nil, "b", nil])) == [["B"], ["A"], ["D"], ["C"], ["E"]])
    // Without a value is not the same value.
    #expect(names(.texts([nil, nil, "x", "x", "x"]), collapse: true) == [["C", "D", "E"], ["A"], ["B"]])
    let order = StudyOrder(by: numbers, named: "dose", clusters: clusters)
    #expect(order.missing == 1 && order.warnings.map(\.code) == ["order-missing"])
    #expect(order.warnings[0].message == "one study has no dose and comes last")
    #expect(order.steps[0].value == .number(9) && order.steps[4].value == nil)
  }

  @Test("a cluster comes whole, with the first of its studies")
  func clusters() {
    let clusters = StudyClusters(named: ["x", "y", "x", nil], labels: ["A", "B", "C", "D"])
    let order = StudyOrder(by: .numbers([3, 2, 1, 4]), named: "year", clusters: clusters)
    #expect(order.steps.map(\.added) == [["x"], ["y"], ["D"]])
    #expect(order.steps.map(\.places) == [[0, 2], [1], [3]])
    #expect(order.steps.map(\.value) == [.number(1), .number(2), .number(4)])
    let tied = StudyOrder(
      by: .numbers([1, 1, 2, 3]), named: "year", clusters: clusters, collapsesTies: true)
    #expect(tied.steps.map(\.added) == [["x", "y"], ["D"]] && tied.steps[0].places == [0, 1, 2])
  }

  @Test("a column is numbers, or text, and no mixture; rows of one study agree")
  func columns() throws {
    let table = try table(["study,year,dose", "A,1999,high", "A,,high", "B,2003,low", "B,2004a,high"])
    #expect(
      try StudyValues(of: "YEAR", in: table, rows: [[0, 1], [2]]).values == .numbers([1999, 2003]))
    #expect(try StudyValues(of: "dose", in: table, rows: [[0], []]).values == .texts(["high", nil]))
    #expect(throws: DataProblems.self) { try StudyValues(of: "year", in: table, rows: [[0], [3]]) }
    #expect(
      try StudyValues(of: "year", in: table, rows: [[0], [3]], asText: true).texts == ["1999", "2004a"])
    #expect { try StudyValues(of: "dose", in: table, rows: [[2, 3]]) } throws: { error in
      guard let problems = error as? DataProblems else { return false }
      return problems.problems.map(\.code) == ["study-disagrees"]
        && problems.description.contains("data.csv:5:")
    }
    #expect(throws: DataProblems.self) { try StudyValues(of: "sex", in: table, rows: [[0]]) }
  }

  @Test("steps that the model cannot fit keep their place, with the reason")
  func tooFew() throws {
    // Kenward and Roger's test needs an estimate of τ² above 0, which the first two trials do not give.
    let result = try Cumulative(try analysis(RandomEffects(test: .kenwardRoger)))
    #expect(result.steps.count == 13)
    guard case .failure(let error) = result.steps[1].refit else {
      Issue.record("Kenward-Roger of two studies")
      return
    }
    #expect(error.description.contains("cannot be used"))
    #expect(throws: RefitError.self) {
      try Cumulative(RefittablePool(CommonEffect(), effects: try trials().selecting([])))
    }
  }

  @Test("when the conclusion has settled, and what the refits warn of, once each")
  func summaries() throws {
    let values = [-0.3, 0.4, -0.6, -0.5, -0.4, -0.5]
    let studies = values.enumerated().map {
      StudyEffect(label: "T\($0 + 1)", yi: $1, vi: 0.04, estimate: $1, lower: $1 - 0.4, upper: $1 + 0.4)
    }
    let effects = EffectSizes(measure: ReportedScale.plain.measure, studies: studies)
    let result = try Cumulative(RefittablePool(CommonEffect(), effects: effects))
    // z of the means: -1.5, 0.35, -1.44, -2.5, -3.13, -3.88.
    #expect(result.settledStep("pooled") == 3)
    #expect(result.refitWarnings.map(\.code) == ["single-study"])
    #expect(result.refitWarnings[0].count == 1 && result.refitWarnings[0].first == "at step 1")
    let random = try Cumulative(RefittablePool(RandomEffects(), effects: effects))
    let few = try #require(random.refitWarnings.first { $0.code == "few-studies" })
    #expect(few.count == 3 && few.first == "at step 2")
  }
}
