import BundledData
import EffectSizes
import MetaRegression
import Pooling
import Sensitivity
import StudyData
import Testing

@Suite("Leave-one-out")
struct LeaveOneOutTests {
  private static let trials: EffectSizes = {
    let yi = [-0.89, -1.59, -1.35, -1.44, -0.22, -0.79]
    let vi = [0.33, 0.19, 0.42, 0.02, 0.05, 0.01]
    let studies = zip(yi, vi).enumerated().map { place, pair in
      StudyEffect(
        label: "T\(place + 1)", group: place < 3 ? "a" : "b", yi: pair.0, vi: pair.1, estimate: pair.0,
        lower: pair.0 - 1, upper: pair.0 + 1)
    }
    return EffectSizes(measure: ReportedScale.plain.measure, studies: studies)
  }()

  @Test("each refit is the fit of the other studies")
  func pooled() throws {
    let model = RandomEffects()
    let result = try LeaveOneOut(RefittablePool(model, effects: Self.trials))
    #expect(result.deletions.map(\.cluster.name) == Self.trials.studies.map(\.label))
    for (place, deletion) in result.deletions.enumerated() {
      let fit = try model.fit(Self.trials.selecting((0..<6).filter { $0 != place }))
      let refit = try deletion.refit.get()
      #expect(refit.k == 5)
      #expect(refit.quantities[0].value == fit.estimate.value)
      #expect(refit.heterogeneity == fit.heterogeneity)
    }
  }

  @Test("a cluster is left out as a whole, and studies without a name stand alone")
  func clusters() throws {
    let clusters = StudyClusters(
      named: ["x", "y", "x", nil, "y", ""], labels: Self.trials.studies.map(\.label))
    #expect(clusters.clusters.map(\.name) == ["x", "y", "T4", "T6"])
    #expect(clusters.clusters.map(\.places) == [[0, 2], [1, 4], [3], [5]])
    let result = try LeaveOneOut(RefittablePool(CommonEffect(), effects: Self.trials), clusters: clusters)
    #expect(try result.deletions.map { try $0.refit.get().k } == [4, 4, 5, 5])
  }

  @Test("a fit that cannot be made keeps its row with the reason")
  func impossible() throws {
    let single = RefittablePool(CommonEffect(), effects: Self.trials.selecting([0]))
    let result = try LeaveOneOut(single)
    #expect(result.deletions.count == 1)
    guard case .failure(let error) = result.deletions[0].refit else {
      Issue.record("a fit of no studies")
      return
    }
    #expect(error.description.contains("no study"))
  }

  @Test("the result does not depend on the order of the studies")
  func order() throws {
    let turned = Self.trials.selecting([4, 2, 5, 0, 3, 1])
    for model in [RandomEffects(), CommonEffect(), RandomEffects(tau2: .pauleMandel, test: .z)]
      as [any PoolingModel]
    {
      let first = try LeaveOneOut(RefittablePool(model, effects: Self.trials))
      let second = try LeaveOneOut(RefittablePool(model, effects: turned))
      for deletion in first.deletions {
        let other = try #require(second.deletions.first { $0.cluster.name == deletion.cluster.name })
        let (one, two) = (try deletion.refit.get().required(), try other.refit.get().required())
        #expect(abs((one.value ?? 0) - (two.value ?? 1)) < 1e-10)
        #expect(abs((one.se ?? 0) - (two.se ?? 1)) < 1e-9)
      }
      let moved = (first.summary(of: "pooled")?.mostMoved.name, second.summary(of: "pooled")?.mostMoved.name)
      #expect(moved.0 == moved.1)
    }
  }

  /// A quantity on a scale whose null is 0.
  private func quantity(_ value: Double, _ lower: Double, _ upper: Double, p: Double?) -> Refit.Quantity {
    Refit.Quantity(
      name: "x", value: value, lower: lower, upper: upper, p: p,
      displayed: .init(value: value, lower: lower, upper: upper), null: 0, displayedNull: 0)
  }

  @Test("changes of significance, interval and direction")
  func changes() {
    let all = quantity(-0.5, -0.9, -0.1, p: 0.01)
    #expect(quantity(-0.4, -0.8, -0.01, p: 0.049).changes(from: all, level: 0.95).isEmpty)
    #expect(
      quantity(-0.4, -0.9, 0.1, p: 0.051).changes(from: all, level: 0.95) == [.significance, .interval])
    #expect(
      quantity(0.1, -0.9, 1.1, p: 0.8).changes(from: all, level: 0.95) == [
        .significance, .interval, .direction,
      ])
    #expect(quantity(0.3, 0.1, 0.5, p: 0.01).changes(from: all, level: 0.95) == [.direction])
    #expect(quantity(-0.4, -0.9, 0.1, p: nil).changes(from: all, level: 0.95) == [.interval])
    #expect(quantity(-0.4, -0.8, -0.01, p: 0.02).changes(from: all, level: 0.99) == [.significance])
    let none = Refit.Quantity(
      name: "x", value: 0.2, lower: 0.1, upper: 0.3, displayed: .init(value: 0.2, lower: 0.1, upper: 0.3))
    #expect(none.changes(from: all, level: 0.95).isEmpty)
  }

  @Test("the summary names the extremes and the changes")
  func summary() throws {
    let result = try LeaveOneOut(RefittablePool(CommonEffect(), effects: Self.trials))
    let summary = try #require(result.summary(of: "pooled"))
    let values = try result.deletions.map { try $0.refit.get().required().value ?? .nan }
    let all = try #require(summary.all.value)
    #expect(summary.smallest.quantity.value == values.min() && summary.largest.quantity.value == values.max())
    #expect(abs((summary.mostMoved.quantity.value ?? 0) - all) == values.map { abs($0 - all) }.max())
    #expect(summary.count == 6 && summary.changes.isEmpty)
    let (lower, upper) = (try #require(summary.all.lower), try #require(summary.all.upper))
    let outside = zip(result.deletions, values).filter { $1 < lower || $1 > upper }
    #expect(summary.outside == outside.map(\.0.cluster.name))
    #expect(!summary.outside.isEmpty && result.summary(of: "slope") == nil)
  }

  @Test("what the refits warn of is told once, with its number")
  func warnings() throws {
    let result = try LeaveOneOut(
      RefittablePool(RandomEffects(), effects: Self.trials.selecting([0, 1, 2, 3, 4])))
    let few = try #require(result.refitWarnings.first { $0.code == "few-studies" })
    #expect(few.count == 5 && few.first == "without T1" && few.message.hasPrefix("4 studies only"))
    #expect(Set(result.refitWarnings.map(\.code)).count == result.refitWarnings.count)
  }
}
