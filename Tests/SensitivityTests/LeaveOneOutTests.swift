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
}
